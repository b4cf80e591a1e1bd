import { type CallState, type FlowFrame, referenceScope } from "./call-state";
import type { FlowAction } from "./flow-document";
import type { FlowWorld, RunnableFlow } from "./flow-world";
import { resolveText, resolveValue, toText } from "./resolve-reference";

export interface LogDetail {
  Parameters?: Record<string, unknown>;
  Results?: string;
  ExternalResults?: Record<string, unknown>;
}

/** A block's outcome. The runner compares a branching block's value with its conditions. */
export type Outcome =
  | { kind: "next" }
  | { kind: "branch"; value: string; isText?: boolean; logConditions?: boolean }
  | { kind: "error"; errorType: string }
  | { kind: "flow"; flow: RunnableFlow }
  | { kind: "queued" }
  | { kind: "ended"; how: "flow-disconnect" | "caller-hung-up" | "third-party-disconnect" | "flow-ended" };

export const next: Outcome = { kind: "next" };
export const noMatchingError: Outcome = { kind: "error", errorType: "NoMatchingError" };

/** What one block has access to while it runs. */
export interface Block {
  action: FlowAction;
  call: CallState;
  frame: FlowFrame;
  world: FlowWorld;
  /** Writes a log entry for this block, if logging is on. */
  log(detail: LogDetail): void;
}

export interface ActionType {
  /** As in the flow language: "MessageParticipant". */
  type: string;
  /** The older name that flow logs use: "PlayPrompt". */
  logType: string;
  /** Where the name depends on the block's parameters. */
  logTypeOf?(action: FlowAction): string;
  run(block: Block): Promise<Outcome> | Outcome;
}

/** A parameter by its path, references resolved; undefined when absent or empty. */
export function textParameter(block: Block, ...path: string[]): string | undefined {
  const raw = rawParameter(block, ...path);
  if (typeof raw !== "string" || raw === "") return undefined;
  return resolveText(raw, referenceScope(block.call, block.frame)) || undefined;
}

/** A parameter's value: a reference on its own resolves to JSON. */
export function resolvedValue(block: Block, raw: unknown): unknown {
  return typeof raw === "string" ? resolveValue(raw, referenceScope(block.call, block.frame)) : raw;
}

/** A map of text parameters, references resolved, missing ones empty. */
export function textMap(block: Block, name: string): Record<string, string> {
  const raw = rawParameter(block, name);
  if (typeof raw !== "object" || raw === null) return {};
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [key, toText(resolvedValue(block, value))]),
  );
}

export function rawParameter(block: Block, ...path: string[]): unknown {
  let value: unknown = block.action.parameters;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}

/** A whole number inside bounds (numbers are strings in the flow language), else undefined. */
export function wholeNumber(text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined || !/^\d{1,9}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}
