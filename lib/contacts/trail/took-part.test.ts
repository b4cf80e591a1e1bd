import { expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import type { TrailEvent } from "@/lib/trail/event";
import { integrationsIn, tookPart } from "./took-part";

const flowArn = "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/f";
const integration = { integrationId: "i", flows: [flowArn], functions: ["store"] };

function event(source: string, own: Partial<TrailEvent> = {}): TrailEvent {
  return {
    ...{ id: source, at: "2026-11-04T09:40:02.118Z", source, hop: "flow", severity: "good", title: source },
    ...{ code: "test.step", contactId: asContactId("c"), raw: {}, ...own },
  };
}
const trail = (...events: TrailEvent[]) => ({ events, sources: [] });

test("a call went through an integration whose flow logged, or whose function worked for it", () => {
  expect(
    integrationsIn(trail(event("flow-log", { raw: { ContactFlowId: flowArn } })), [integration]),
  ).toEqual([integration]);
  expect(integrationsIn(trail(event("lambda-log:store")), [integration])).toEqual([integration]);
  expect(integrationsIn(trail(event("lambda-log:store", { severity: "attention" })), [integration])).toEqual(
    [],
  );
});

test("what the instance tells of every contact is no part in it, whatever its flow calls", () => {
  const others = event("flow-log", { hop: "sip", raw: { ContactFlowId: `${flowArn}2` } });
  expect(tookPart(trail(event("contact-record"), others, event("attributes")), [integration])).toBe(false);
  expect(tookPart(trail(event("contact-record"), event("metadata")), [integration])).toBe(true);
  expect(tookPart(trail(), [])).toBe(false);
});
