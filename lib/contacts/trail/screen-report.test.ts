import { expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import type { SourceReport, TrailEvent } from "@/lib/trail/event";
import { toScreenReport } from "./screen-report";

const event: TrailEvent = {
  id: "sip-messages:call:0",
  at: "2026-11-04T09:40:04.377Z",
  source: "sip-messages",
  hop: "sip",
  severity: "bad",
  code: "sip-messages.invite",
  facts: { finalStatus: 403 },
  title: "INVITE → 403 Forbidden",
  contactId: asContactId("c1f0b7de-52a4-4c0e-9a38-6f1f3c0e77b1"),
  block: {
    flowArn: "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/f",
    flowName: "Flow",
    identifier: "transfer",
  },
  raw: {
    callId: "call",
    ladder: [
      { at: "2026-11-04T09:40:04.377Z", from: "connect", label: "INVITE", text: "INVITE sip:secret-of-raw" },
      {
        at: "2026-11-04T09:40:04.402Z",
        from: "far",
        label: "403 Forbidden",
        status: 403,
        text: "SIP/2.0 403",
      },
    ],
  },
};

test("a browser gets an event without what the system said, a SIP one with its ladder alone", () => {
  const report = toScreenReport({
    source: "sip-messages",
    title: "SIP",
    state: "ok",
    events: [event],
    tookMs: 1,
  });
  expect(JSON.stringify(report)).not.toContain("secret-of-raw");
  expect(report).toMatchObject({
    events: [{ block: 1, ladder: [{ label: "INVITE" }, { label: "403 Forbidden", status: 403 }] }],
  });
  expect(JSON.stringify(report)).not.toContain('"raw"');
});

test("what is no ladder is none, whatever a log line holds", () => {
  for (const raw of [null, 7, "ladder", {}, { ladder: [] }, { ladder: [{ at: 1 }] }]) {
    const report = toScreenReport({
      source: "s",
      title: "S",
      state: "ok",
      events: [{ ...event, raw }],
      tookMs: 1,
    });
    expect(report.state !== "failed" && report.events[0]?.ladder).toBeUndefined();
  }
});

test("a failed source stays what it is", () => {
  const failed: SourceReport = {
    source: "s",
    title: "S",
    state: "failed",
    problem: { code: "c", sentence: "It failed.", wayOut: "Try again." },
    tookMs: 5,
  };
  expect(toScreenReport(failed)).toEqual(failed);
});
