import type { FlowAction, FlowDocument } from "@/lib/flows/language/flow-document";
import { acceptedVectors } from "./accepted-vectors";
import { refusedVectors } from "./refused-vectors";
import { flowOf, type PublishVector, text } from "./vector-builder";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const whole = flowOf("CONTACT_FLOW", {
  Identifier: "a",
  Type: "MessageParticipant",
  Parameters: text,
  Transitions: { NextAction: "end" },
});

/** One small flow a rule: what Connect takes, what it refuses, and what holds for a flow as a whole. */
export const publishVectors: readonly PublishVector[] = [
  ...acceptedVectors,
  ...refusedVectors,
  {
    name: "no metadata at all",
    kind: "CONTACT_FLOW",
    expect: "accepted",
    confidence: "live",
    flow: withoutMetadata(whole),
  },
  ...["a:b", "x".repeat(51), "valueOf", "isPrototypeOf", "__defineGetter__"].map((name) =>
    named(name, "refused"),
  ),
  ...["x".repeat(50), "Größe *1", "prototype"].map((name) => named(name, "accepted")),
  {
    name: "two hundred and fifty-one blocks",
    kind: "CONTACT_FLOW",
    expect: "refused",
    confidence: "docs",
    flow: {
      ...whole,
      Actions: [...whole.Actions, ...numbers(249).map((index) => ({ ...end(), Identifier: `e${index}` }))],
    },
  },
];

function end(): FlowAction {
  return { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} };
}

function named(Identifier: string, expect: PublishVector["expect"]): PublishVector {
  const action = {
    Identifier,
    Type: "MessageParticipant",
    Parameters: text,
    Transitions: { NextAction: "end" },
  };
  const flow = flowOf("CONTACT_FLOW", action);
  return { name: `a block named ${Identifier}`, kind: "CONTACT_FLOW", expect, confidence: "docs", flow };
}

function withoutMetadata({ Version, StartAction, Actions }: FlowDocument): FlowDocument {
  // The console's type asks for one; a file need not have it.
  return JSON.parse(JSON.stringify({ Version, StartAction, Actions }));
}
