import { describe, expect, it } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import type { SourceReport } from "@/lib/trail/event";
import { nameIds } from "@/lib/trail/name-ids";

const queue = "21b31c0b-7cfc-50ab-a481-3a88f7d9a099";
const contact = asContactId("8e59ab51-de5c-4680-9b9e-107ebeab6d0e");
const names = new Map([[queue, "Billing"]]);

function reportOf(detail: string): SourceReport {
  return {
    source: "flow-log",
    title: "Flow log",
    state: "ok",
    tookMs: 1,
    events: [
      {
        id: "1",
        at: "2026-11-21T02:51:29.588Z",
        source: "flow-log",
        hop: "queue",
        severity: "info",
        code: "flow-log.block",
        title: "Chose the queue",
        detail,
        contactId: contact,
        raw: { queue },
      },
    ],
    panel: {
      title: "Contact",
      rows: [
        { key: "Id", label: "Contact id", value: contact, kind: "id" },
        { key: "QueueInfo", label: "Queue", value: queue, kind: "id" },
      ],
    },
  };
}

describe("nameIds", () => {
  it("says a queue's name for its id and for its ARN, and leaves other ids and what the system said", () => {
    const arn = `arn:aws:connect:us-east-1:123456789012:instance/${contact}/queue/${queue}`;
    for (const detail of [`${queue.toUpperCase()} of ${contact}`, `${arn} of ${contact}`]) {
      const named = nameIds(reportOf(detail), names);
      expect(named).toMatchObject({ events: [{ detail: `Billing of ${contact}`, raw: { queue } }] });
    }
  });

  it("looks for ARNs in a text that only begins them in no more than its length", () => {
    const detail = "arn:aws:".repeat(20_000);
    const startedAt = performance.now();
    expect(nameIds(reportOf(detail), names)).toMatchObject({ events: [{ detail }] });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it("keeps the id beside the name in a panel", () => {
    expect(nameIds(reportOf(""), names)).toMatchObject({
      panel: {
        rows: [
          { label: "Contact id", value: contact },
          { label: "Queue", value: "Billing" },
          { label: "Queue ID", value: queue, kind: "id" },
        ],
      },
    });
  });

  it("changes nothing while no name is known", () => {
    const report = reportOf(queue);
    expect(nameIds(report, new Map())).toBe(report);
  });
});
