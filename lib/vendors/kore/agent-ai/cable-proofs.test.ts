import { expect, it } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import type { Severity, TrailEvent } from "@/lib/trail/event";
import { agentPageCodes } from "@/lib/trail/systems/agent-page/agent-page-record";
import { describeRecord } from "@/lib/trail/systems/agent-page/source";
import { functionRan } from "@/lib/trail/systems/lambda-log/lambda-events";
import { agentAiProofs } from "./cable-proofs";

const contactId = asContactId("3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f");

function ran(functionName: string, severity: Severity): TrailEvent {
  return {
    ...{
      id: functionName,
      at: "2026-11-30T10:00:00.000Z",
      source: `lambda-log:${functionName}`,
      hop: "kore",
    },
    contactId,
    ...{ severity, title: functionName, raw: {}, ...functionRan.of({ functionName, isEnded: true }) },
  };
}

it("a call's sound at Agent AI is proven by the trigger, and not by the function that signs the widget's token", () => {
  expect(agentAiProofs.tellsOf(ran("acme-KVSTrigger", "good"))).toEqual({
    own: "kore",
    passed: ["flow", "kore:ask"],
  });
  expect(agentAiProofs.tellsOf(ran("acme-KoreTokenGenerator", "good"))).toEqual({});
});

it("a token that couldn't be signed is the widget's trouble alone", () => {
  expect(agentAiProofs.tellsOf(ran("acme-KoreTokenGenerator", "bad"))).toEqual({ own: "kore:widget" });
});

it("an agent's page tells of its widget and of the agent's sound; a log that was attached tells of nothing", () => {
  const at = new Date("2026-11-30T10:00:00.000Z");
  const { events } = describeRecord(contactId, {
    events: agentPageCodes.map((code) => ({ id: code, at, code })),
    logs: [{ id: "log", at, userName: "Ada", text: "x" }],
  });
  expect(Object.fromEntries(events.map((event) => [event.id, agentAiProofs.tellsOf(event).own]))).toEqual({
    "agent-page:loaded": "kore:widget",
    "agent-page:failed": "kore:widget",
    "agent-page:token-expired": "kore:widget",
    "agent-page:microphone-refused": "agent",
    "agent-page:frame-refused": "agent",
    "agent-page:log:log": undefined,
  });
});
