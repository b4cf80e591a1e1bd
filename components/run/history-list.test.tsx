import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { HistoryEntry } from "@/lib/integrations/history";
import { asIntegrationId } from "@/lib/kernel/ids";
import { HistoryList } from "./history-list";

const entry: HistoryEntry = {
  id: "d1",
  integrationId: asIntegrationId("i1"),
  planId: "p1",
  purpose: "deploy",
  status: "succeeded",
  problem: undefined,
  approvedBy: "Ada",
  createdAt: new Date(0),
  startedAt: new Date(0),
  finishedAt: new Date(3_000),
  changes: [
    { action: "update", things: ["a", "b", "c", "d", "e"].map((name) => ({ title: "Log group", name })) },
  ],
  settings: [{ path: "welcome", label: "Welcome", before: "Hello", after: "Hi", isNoticed: true }],
  isFirst: false,
  restored: undefined,
  isDeployed: false,
  canGoBack: true,
};

const drawn = (more: Partial<HistoryEntry> = {}) =>
  renderToStaticMarkup(
    <HistoryList base="/acme/i" entries={[{ ...entry, ...more }]} goBack={(id) => <b>back to {id}</b>} />,
  );

test("each deployment says who approved it and what changed in words, and offers the way back", () => {
  const html = drawn();
  expect(html).toContain("Approved by Ada · took 3");
  expect(html).toMatch(/Updated 5: .*, and 1 more/s);
  expect(html).toContain("Hello");
  expect(html).toContain("back to d1");
  expect(html).not.toContain("deployed now");
});

test("the one that callers have says so, and one whose settings are the saved ones has no way back", () => {
  const html = drawn({ isDeployed: true, canGoBack: false });
  expect(html).toContain("deployed now");
  expect(html).not.toContain("back to");
});

test("what isn't known is said, and a failed one doesn't claim that all of it was done", () => {
  expect(drawn({ settings: undefined })).toContain("Settings aren&#x27;t compared");
  expect(drawn({ settings: undefined, isFirst: true })).toContain("The first deployment");
  expect(drawn({ changes: undefined })).toContain("Another version of Patchbay");
  expect(drawn({ status: "failed" })).toContain("Not every step of it may have been done.");
});
