import type { Ref } from "@/lib/kernel/references";

/** The only version of the flow language that Connect takes. */
export const flowVersion = "2019-10-30";

/**
 * A value in a block's parameters. The language itself has strings, lists and objects only (numbers and booleans are
 * written as strings), but for what a view is given (`ViewData`), which has JSON's; a Ref stands where the ARN of a resource
 * comes that isn't there yet.
 */
export type FlowValue = string | boolean | Ref | FlowValue[] | { [key: string]: FlowValue };

export interface FlowCondition {
  NextAction: string;
  Condition: { Operator: string; Operands: string[] };
}

export interface FlowError {
  NextAction: string;
  ErrorType: string;
}

export interface FlowTransitions {
  NextAction?: string | undefined;
  Conditions?: FlowCondition[] | undefined;
  Errors?: FlowError[] | undefined;
}

export interface FlowAction {
  Identifier: string;
  Type: string;
  Parameters?: { [key: string]: unknown } | undefined;
  Transitions?: FlowTransitions | undefined;
}

/** A flow as Connect stores it. `Metadata` is kept verbatim by AWS and has no effect on a call. */
export interface FlowDocument {
  Version: string;
  StartAction: string;
  Metadata: { [key: string]: unknown };
  Actions: FlowAction[];
}

export function isRef(value: unknown): value is Ref {
  return typeof value === "object" && value !== null && "$ref" in value && typeof value.$ref === "string";
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
