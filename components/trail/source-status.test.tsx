import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import type { ScreenReport } from "@/lib/contacts/trail/screen-report";
import { SourceStatus } from "./source-status";

vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));

const common = { title: "", events: [], tookMs: 1 };
const reports: ScreenReport[] = [
  { ...common, source: "read", state: "ok" },
  { ...common, source: "nothing", state: "empty" },
  { ...common, source: "unasked", state: "empty", isUnasked: true },
  {
    ...{ source: "failed", title: "", state: "failed", tookMs: 1 },
    problem: { code: "throttled", sentence: "Too many.", wayOut: "Wait." },
  },
];

it("counts as read what was asked and answered: neither what failed, nor what isn't set up, nor what is still being read", () => {
  const sources = [...reports.map(({ source }) => source), "late"].map((source) => ({
    ...{ source, title: `Source ${source}` },
    report: new Promise<ScreenReport>(() => {}),
  }));
  const page = renderToStaticMarkup(
    <SourceStatus sources={sources} reports={new Map(reports.map((report) => [report.source, report]))} />,
  );
  expect(page).toContain("2 of 5 read");
  const rowOf = (source: string) => page.split("<li").find((row) => row.includes(`Source ${source}<`)) ?? "";
  expect(rowOf("read")).toContain("read · 1 ms");
  expect(rowOf("nothing")).toContain("nothing · 1 ms");
  expect(rowOf("unasked")).toContain("not set up");
  expect(rowOf("late")).toContain("reading…");
});
