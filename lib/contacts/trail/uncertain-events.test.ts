import { expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import type { SourceReport, TrailEvent, TrailFacts } from "@/lib/trail/event";
import { voiceProofs } from "@/lib/trail/testing/sample-vendors";
import { watchedCall } from "@/lib/watch/watched-hops";
import { buildTrail } from "./build-trail";
import { provenCables } from "./proven-cables";
import { ticketText } from "./ticket-text";

const contactId = asContactId("3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f");
const at = (seconds: number) => new Date(Date.UTC(2026, 2, 4, 10, 0, 0) + seconds * 1_000).toISOString();

function event(id: string, seconds: number, own: Partial<TrailEvent> = {}): TrailEvent {
  return {
    ...{ id, at: at(seconds), source: id.split(":")[0] ?? id, hop: "flow", severity: "good" },
    ...{ code: "test.step", title: id, contactId, raw: {}, ...own },
  };
}
const told = (source: string, events: TrailEvent[]): SourceReport => ({
  ...{ source, title: source, state: "ok", events, tookMs: 1 },
});

const record = told("contact-record", [
  event("contact-record:InitiationTimestamp", 0, { hop: "number" }),
  event("contact-record:DisconnectTimestamp", 60, { hop: "number" }),
]);
const byConnector = { Parameters: { VoiceConnectorArn: "arn:vc", ToUser: "+12065551118" } };
const byPhone = { Parameters: { ThirdPartyPhoneNumber: "+12065551119" } };
const flowLog = (transfer: object) =>
  told("flow-log", [
    event("flow-log:welcome", 1),
    event("flow-log:transfer", 5, { hop: "sip", raw: transfer }),
    event("flow-log:transfer:end", 30, { hop: "voice" }),
  ]);
const refusal = (seconds: number, own: Partial<TrailEvent> = {}) =>
  event(`lambda-log:authorizer:${seconds}`, seconds, {
    ...{ source: "lambda-log:authorizer", hop: "api", severity: "attention", tie: "none" },
    ...{ raw: { requestId: "r1", decision: "deny" }, ...own },
  });
const trailOf = (reports: SourceReport[], facts?: TrailFacts) =>
  buildTrail(contactId, reports, new Date(at(300)), facts);

test("what may be another call's stands apart: no hop, no cable, no beginning of the clock comes of it", () => {
  const trail = trailOf([record, flowLog(byConnector), told("lambda-log:authorizer", [refusal(6)])]);
  expect(trail.uncertain.map(({ id }) => id)).toEqual(["lambda-log:authorizer:6"]);
  expect(trail.events.map(({ hop }) => hop)).not.toContain("api");
  const cables = provenCables(trail, voiceProofs).filter(({ state }) => state !== "not-reached");
  expect(cables.map(({ cable }) => cable)).not.toContain("api");
  expect(watchedCall(trail, "settled", "healthy").hops.map(({ hop }) => hop)).not.toContain("api");
  const ticket = ticketText(trail, { kind: "healthy", isSettled: true, unread: [] }, { tenant: "Acme" });
  expect(ticket).toContain(`{time ${at(0)} ${at(60)}}`);
  expect(ticket).toContain("possibly another call");
});

test.each([
  ["before the call was with the voice agent", byConnector, 2],
  ["after it had left it", byConnector, 45],
  ["in a call that went to an agent by telephone, whose integration has no such API", byPhone, 10],
])("a refusal %s is no trace of it, certain or not", (_when, transfer, seconds) => {
  for (const tie of ["none", "only-call"] as const) {
    const trail = trailOf([
      record,
      flowLog(transfer),
      told("lambda-log:authorizer", [refusal(seconds, { tie })]),
    ]);
    expect([...trail.uncertain, ...trail.events].filter(({ hop }) => hop === "api")).toEqual([]);
  }
});

test("a refusal that surely was the call's is a finding while the call still goes on; one that may not be waits", () => {
  const goingOn = told("contact-record", [event("contact-record:InitiationTimestamp", 0, { hop: "number" })]);
  const withAgent = told("flow-log", [event("flow-log:transfer", 5, { hop: "sip", raw: byConnector })]);
  const codesWith = (tie: TrailEvent["tie"]) =>
    buildTrail(
      contactId,
      [goingOn, withAgent, told("lambda-log:authorizer", [refusal(10, { tie })])],
      new Date(at(11)),
    ).findings.map(({ code }) => code);
  expect(codesWith("only-call")).toEqual(["authorizer-denied"]);
  expect(codesWith("none")).toEqual([]);
});

test("without a flow log the integration of the called number tells whether there can be a post at all", () => {
  const reports = [record, told("lambda-log:authorizer", [refusal(10)])];
  expect(trailOf(reports, { mayPost: false }).uncertain).toEqual([]);
  expect(trailOf(reports, { mayPost: true }).uncertain).toHaveLength(1);
});

test("the authorizer's refusal is certain where the API's own log has proven the request behind it", () => {
  const logged = event("api-access-log:1", 10, {
    ...{ hop: "api", severity: "attention", tie: "only-call", raw: { authorizerRequestId: "r1" } },
  });
  const trail = trailOf([
    record,
    flowLog(byConnector),
    told("lambda-log:authorizer", [refusal(10)]),
    told("api-access-log", [logged]),
  ]);
  expect(trail.uncertain).toEqual([]);
  expect(trail.events.filter(({ hop }) => hop === "api")).toHaveLength(2);
});
