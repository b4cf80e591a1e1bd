import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { PanelRow } from "@/lib/trail/event";
import { SourcePanels } from "./source-panels";

function draw(row: PanelRow): string {
  const report = {
    ...{ source: "attributes", title: "Contact attributes", state: "ok" as const, events: [], tookMs: 1 },
    panel: { title: "Contact attributes", rows: [row] },
  };
  const sources = [{ source: report.source, title: report.title, report: Promise.resolve(report) }];
  return renderToStaticMarkup(
    <SourcePanels
      sources={sources}
      reports={new Map([[report.source, report]])}
      trailsUrl="/acme/contacts"
    />,
  );
}

it("lets the arrow keys scroll a value that is taller than its box, and no other", () => {
  const tall = JSON.stringify(Array.from({ length: 30 }, (_, index) => index));
  expect(draw({ key: "customData", label: "customData", value: tall, kind: "json" })).toContain(
    'tabindex="0"',
  );
  const short = JSON.stringify({ intent: "billing" });
  expect(draw({ key: "customData", label: "customData", value: short, kind: "json" })).not.toContain(
    "tabindex",
  );
});

it("draws words of ours as words, and a short value as it is, however long its name", () => {
  const sentence = "Not known. ".repeat(12);
  expect(draw({ key: "widget", label: "Widget", value: sentence, kind: "sentence" })).not.toContain("<pre");
  const key = draw({ key: "widget.key", label: `{{${"long.".repeat(12)}}}`, value: "48213" });
  expect(key).toContain("48213");
  expect(key).not.toContain("<pre");
});
