import { type CallState, newCallState } from "../call-state";
import { parseFlowDocument } from "../flow-document";
import type { FlowLogEntry, FlowWorld, RunnableFlow } from "../flow-world";

/** A world in which everything succeeds, the clock is stopped, and pauses take no time. */
export function fakeWorld(changes: Partial<FlowWorld> = {}): FlowWorld & { entries: FlowLogEntry[] } {
  const entries: FlowLogEntry[] = [];
  return {
    entries,
    now: () => new Date("2026-03-01T10:00:00.000Z"),
    pause: async () => {},
    rollPercent: () => 50,
    callerIsGone: () => false,
    hasMovedOn: () => false,
    log: (entry) => void entries.push(entry),
    invokeLambda: async () => ({ kind: "answered", payload: "{}" }),
    transfer: async () => ({ kind: "third-party-hung-up" }),
    findQueue: (id) => ({ id, arn: `arn:queue/${id}`, name: "BasicQueue", outboundCallerId: undefined }),
    enqueue: () => "queued",
    isOpen: () => true,
    metric: () => 3,
    findFlow: () => undefined,
    startStreaming: () => false,
    stopStreaming: () => {},
    findView: () => undefined,
    showView: async () => ({ kind: "not-shown" }),
    knowsPrompt: () => false,
    ...changes,
  };
}

export function fakeCall(changes: Partial<CallState> = {}): CallState {
  const call = newCallState(
    {
      contactId: "0b2d8f4e-6e26-4a5e-9b7e-3a3f5f0d9a11",
      initialContactId: "0b2d8f4e-6e26-4a5e-9b7e-3a3f5f0d9a11",
      previousContactId: undefined,
      channel: "VOICE",
      initiationMethod: "INBOUND",
      instanceArn: "arn:aws:connect:us-east-1:111122223333:instance/1",
      region: "us-east-1",
      languageCode: "en-US",
    },
    { from: "+12065550199", to: "+12065550100" },
  );
  return { ...call, loggingEnabled: true, ...changes };
}

/** One block of a flow document: its identifier is the key. */
export interface BlockSketch {
  type: string;
  parameters?: Record<string, unknown>;
  next?: string;
  errors?: Record<string, string>;
  conditions?: [operator: string, operand: string, next: string][] | undefined;
}

export function sketchFlow(start: string, blocks: Record<string, BlockSketch>): string {
  const Actions = Object.entries(blocks).map(([Identifier, block]) => ({
    Identifier,
    Type: block.type,
    Parameters: block.parameters ?? {},
    Transitions: {
      ...(block.next === undefined ? {} : { NextAction: block.next }),
      Errors: Object.entries(block.errors ?? {}).map(([ErrorType, NextAction]) => ({
        ErrorType,
        NextAction,
      })),
      Conditions: (block.conditions ?? []).map(([Operator, operand, NextAction]) => ({
        NextAction,
        Condition: { Operator, Operands: [operand] },
      })),
    },
  }));
  return JSON.stringify({ Version: "2019-10-30", StartAction: start, Metadata: {}, Actions });
}

export function runnable(text: string, type = "CONTACT_FLOW"): RunnableFlow {
  const parsed = parseFlowDocument(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return { id: "flow-1", arn: "arn:flow/flow-1", name: "A flow", type, document: parsed.document };
}
