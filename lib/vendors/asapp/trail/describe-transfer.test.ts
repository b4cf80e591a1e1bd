import { expect, test } from "vitest";
import { readCallTransfer } from "@/lambdas/shared/asapp/call-transfer";
import { asContactId } from "@/lib/kernel/ids";
import { masked } from "@/lib/privacy/sight";
import type { Severity } from "@/lib/trail/event";
import { maskReport } from "@/lib/trail/mask";
import { transferEvents, transfersPanel } from "./describe-transfer";

const contactId = asContactId("3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f");

test.each<[string, Severity | undefined]>([
  ["COMPLETED", undefined],
  ["", undefined],
  ["PARKED", "unknown"],
  ["FAILED", "bad"],
])("ASAPP's status “%s” beside its end tells %s", (status, severity) => {
  const transfer = readCallTransfer({
    id: "t",
    status,
    createdAt: "2026-03-04T10:00:05Z",
    completedAt: "2026-03-04T10:00:19Z",
    outputContext: { transferType: "AGENT" },
  });
  const last = transferEvents(contactId, transfer).at(-1);
  if (severity === undefined) return expect(last?.severity).toBe("good");
  expect(last).toMatchObject({ severity, code: "asapp-transfer.status", facts: { status } });
});

test("a type of transfer that is not known here is no call given back", () => {
  const transfer = readCallTransfer({
    id: "t",
    status: "COMPLETED",
    completedAt: "2026-03-04T10:00:19Z",
    outputContext: { transferType: "CAROUSEL" },
  });
  expect(transferEvents(contactId, transfer)).toMatchObject([
    { severity: "unknown", code: "asapp-transfer.ended", facts: { transferType: "CAROUSEL" } },
  ]);
});

test("a caller's name in ASAPP's variables is hidden in the panel and in the raw JSON alike", () => {
  const variables = { name: "Maria Muster", tier: "gold" };
  const transfer = readCallTransfer({
    id: "t",
    status: "COMPLETED",
    createdAt: "2026-03-04T10:00:05Z",
    completedAt: "2026-03-04T10:00:19Z",
    inputContext: { taskName: "Welcome", inputVariables: variables },
    outputContext: { transferType: "AGENT", referenceVariables: variables, transferVariables: variables },
  });
  const report = maskReport(
    {
      ...{ source: "asapp-transfer", title: "ASAPP", state: "ok", tookMs: 1 },
      events: transferEvents(contactId, transfer),
      panel: transfersPanel([transfer]),
    },
    masked,
  );
  expect(JSON.stringify(report)).not.toContain("Maria");
  // The panel's three, and those of each of two events.
  expect(JSON.stringify(report).match(/gold/g)).toHaveLength(9);
  expect(JSON.stringify(report)).toContain("Welcome");
});
