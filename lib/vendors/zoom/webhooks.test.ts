import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zoomWebhooks } from "./webhooks";

const secret = "webhook-secret";
const nowMs = Date.parse("2026-11-30T12:00:00Z");
const started = {
  event: "contact_center.engagement_started",
  event_ts: nowMs - 900,
  payload: { account_id: "acc-1", object: { engagement_id: "j4iSpAEwTeufV7fGh-84yQ" } },
};

function read(body: string, { stamp = String(nowMs / 1000), key = secret, known = secret } = {}) {
  const signature = `v0=${createHmac("sha256", key).update(`v0:${stamp}:${body}`).digest("hex")}`;
  const headers = new Headers({ "x-zm-signature": signature, "x-zm-request-timestamp": stamp });
  return zoomWebhooks.read({ body, headers, settings: { accountId: "acc-1" }, secret: known, nowMs });
}

describe("a webhook of Zoom's", () => {
  it("tells of one engagement, and of the same one when it is sent again", () => {
    const first = read(JSON.stringify(started));
    expect(first).toMatchObject({
      kind: "event",
      contactId: "j4iSpAEwTeufV7fGh-84yQ",
      code: "contact_center.engagement_started",
      atMs: nowMs - 900,
    });
    expect(read(JSON.stringify(started))).toEqual(first);
    const other = read(JSON.stringify({ ...started, more: "at the end" }));
    expect([first.kind, other.kind]).toEqual(["event", "event"]);
    expect(Object(other).eventId).not.toBe(Object(first).eventId);
    expect(read(JSON.stringify({ ...started, event_ts: nowMs }))).not.toEqual(first);
    expect(read(JSON.stringify(started), { stamp: String(nowMs) })).toEqual(first);
    expect(read(JSON.stringify({ ...started, event_ts: nowMs / 1000 }))).toMatchObject({ atMs: nowMs });
  });

  it("answers Zoom's question whether the console has the secret", () => {
    const asked = { event: "endpoint.url_validation", payload: { plainToken: "q9_Zx" } };
    expect(read(JSON.stringify(asked))).toEqual({
      kind: "challenge",
      answer: {
        plainToken: "q9_Zx",
        encryptedToken: createHmac("sha256", secret).update("q9_Zx").digest("hex"),
      },
    });
  });

  it("answers no question that is longer than Zoom's", () => {
    const ask = (plainToken: string) =>
      read(JSON.stringify({ event: "endpoint.url_validation", payload: { plainToken } })).kind;
    expect([ask("x".repeat(200)), ask("x".repeat(201)), ask("")]).toEqual([
      ...["challenge", "refused", "refused"],
    ]);
  });

  it.each([
    ["another secret", { key: "another" }, "signature-wrong"],
    ["no secret stored", { known: "" }, "no-secret"],
    ["six minutes ago", { stamp: String(nowMs / 1000 - 360) }, "too-old"],
    ["in six minutes", { stamp: String(nowMs / 1000 + 360) }, "too-old"],
    ["a time that is none", { stamp: "1e12" }, "signature-wrong"],
    ["a time of nine digits", { stamp: "179000000" }, "signature-wrong"],
  ])("is refused with %s", (_, how, code) => {
    expect(read(JSON.stringify(started), how)).toEqual({ kind: "refused", code });
  });

  it("is ignored where it is of another account or another product", () => {
    const elsewhere = { ...started, payload: { ...started.payload, account_id: "acc-2" } };
    const named = (event: string) => ({ ...started, event });
    const others = ["meeting.started", "my_contact_center.engagement_started"].map(named);
    for (const body of [elsewhere, ...others, { event: "x", payload: {} }])
      expect(read(JSON.stringify(body))).toEqual({ kind: "ignored" });
  });

  it("is signed over every byte of its body, and never throws", () => {
    const signed = JSON.stringify(started);
    const stamp = String(nowMs / 1000);
    const signature = `v0=${createHmac("sha256", secret).update(`v0:${stamp}:${signed}`).digest("hex")}`;
    const headers = new Headers({ "x-zm-signature": signature, "x-zm-request-timestamp": stamp });
    for (const body of [`${signed} `, signed.replace("started", "ended")])
      expect(zoomWebhooks.read({ body, headers, settings: { accountId: "acc-1" }, secret, nowMs })).toEqual({
        kind: "refused",
        code: "signature-wrong",
      });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.string(), (body, other) => {
        expect(["refused", "ignored"]).toContain(read(body).kind);
        const headers = new Headers({ "x-zm-signature": "v0=", "x-zm-request-timestamp": "1" });
        const forged = { body: other, headers, settings: {}, secret, nowMs };
        expect(zoomWebhooks.read(forged)).toEqual({ kind: "refused", code: "signature-wrong" });
      }),
    );
  });
});
