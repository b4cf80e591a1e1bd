import { expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import type { Trail, TrailEvent } from "@/lib/trail/event";
import { ticketText } from "./ticket-text";

const contactId = asContactId("c1f0b7de-52a4-4c0e-9a38-6f1f3c0e77b1");

function event(id: string, at: string, own: Partial<TrailEvent>): TrailEvent {
  const plain = {
    id,
    at,
    contactId,
    source: "flow-log",
    code: "flow-log.block" as const,
    title: id,
    raw: {},
  };
  return { ...plain, hop: "flow", severity: "good", ...own };
}

const trail: Trail = {
  contactId,
  sources: [
    {
      source: "lambda-log:f",
      title: "Log of f",
      state: "failed",
      tookMs: 3,
      problem: { code: "denied", sentence: "Denied.", wayOut: "Allow it." },
    },
  ],
  events: [
    event("a", "2026-11-04T09:40:02.118Z", {
      hop: "number",
      title: "Call from +12065550123 to +12065550100",
    }),
    event("b", "2026-11-04T09:42:32.164Z", {
      severity: "bad",
      title: "Nothing stored",
      detail: "looked 4 times",
    }),
  ],
  uncertain: [],
  findings: [
    {
      code: "metadata-late",
      severity: "bad",
      title: "The metadata came too late",
      cause: "The node stands after the transfer.",
      nextStep: "Put it before.",
      needs: "nothing",
      evidence: ["b"],
    },
  ],
};

test("a ticket begins with where, what, when, what is wrong and the next step; then evidence, and what happened in order", () => {
  const head = { tenant: "Acme Travel", integration: "Voice with metadata" };
  expect(ticketText(trail, { kind: "found", isSettled: true, unread: [] }, head)).toBe(
    [
      "{link}",
      "Tenant: Acme Travel",
      "Integration: Voice with metadata",
      `Contact: ${contactId}`,
      "Time: {time 2026-11-04T09:40:02.118Z 2026-11-04T09:42:32.164Z}",
      "Verdict: The metadata came too late",
      "Next step: Put it before.",
      "Couldn't be read: Log of f",
      "",
      "Findings",
      "- The metadata came too late",
      "  Cause: The node stands after the transfer.",
      "  Next: Put it before.",
      "  Evidence: 2 of the timeline",
      "",
      "Timeline (UTC)",
      "1. 2026-11-04T09:40:02.118Z [Call] Call from +120…23 to +120…00",
      "2. 2026-11-04T09:42:32.164Z (FAILED) [Flow] Nothing stored – looked 4 times",
      "",
    ].join("\n"),
  );
});

test("a contact without events still makes a ticket", () => {
  const nothing = { contactId, sources: [], events: [], uncertain: [], findings: [] };
  const ticket = ticketText(nothing, { kind: "unread", isSettled: true, unread: [] }, { tenant: "Acme" });
  expect(ticket).toContain("No source has an event");
  expect(ticket).toContain("\nNo verdict: no source of this contact could be read.");
  expect(ticket).not.toContain("Findings");
});

test("what was found earlier stays in the ticket when the account no longer shows it", () => {
  const earlier = { seenAt: "2026-11-04T09:50:00.000Z", names: ["Log group missing"] };
  const ticket = ticketText(
    { ...trail, findings: [] },
    { kind: "found", isSettled: true, unread: [] },
    { tenant: "Acme", earlier },
  );
  expect(ticket).toContain("Verdict: Log group missing\n");
  expect(ticket).toContain("- Found at 2026-11-04T09:50:00.000Z, and no longer visible: Log group missing");
});
