import type { ZodType } from "zod";

const flowTypes = [
  ...(["CONTACT_FLOW", "CUSTOMER_QUEUE", "CUSTOMER_HOLD", "CUSTOMER_WHISPER", "AGENT_HOLD"] as const),
  ...(["AGENT_WHISPER", "OUTBOUND_WHISPER", "AGENT_TRANSFER", "QUEUE_TRANSFER", "CAMPAIGN"] as const),
  "MODULE",
] as const;
/** As the API writes them; a module has its own operations for publishing. */
export type FlowType = (typeof flowTypes)[number];

/** undefined for a type that the API has added since: nothing is refused because of it. */
export function flowTypeOf(type: string): FlowType | undefined {
  return flowTypes.find((each) => each === type);
}

export type ResourceKind =
  | "queue"
  | "agent"
  | "flow"
  | "module"
  | "lambda"
  | "connector"
  | "hours"
  | "prompt"
  | "view"
  | "lex-bot";

export interface Branches {
  required?: readonly string[];
  optional?: readonly string[];
}

export interface Conditions {
  /** Equals when absent. */
  operators?: readonly string[];
  operand?: RegExp;
  required?: readonly string[];
  atLeastOne?: boolean;
}

/** What publishing requires of an action type. Errors and parameters are named as in the flow language. */
export interface ActionRule {
  /** Each parameter's value. Others are refused, unless `open`. */
  parameters: Readonly<Record<string, ZodType>>;
  open?: boolean;
  required?: readonly string[];
  /** Exactly one of each group is required. */
  exactlyOne?: readonly (readonly string[])[];
  /** At most one of each group is allowed. */
  atMostOne?: readonly (readonly string[])[];
  /** At least one of each group is required. */
  atLeastOne?: readonly (readonly string[])[];
  next: "required" | "optional" | "none";
  /** "any": not known. */
  errors: Branches | "any";
  /** "any": not known. */
  conditions: Conditions | "none" | "any";
  /** Flow types that support it; absent: all. A module supports all except types for one specific place. */
  types?: readonly FlowType[];
  /** Parameters that refer to a resource of the instance, by path; `*` matches every member. */
  resources?: Readonly<Record<string, ResourceKind>>;
  /** Changes that depend on its own parameters or the type of its flow. */
  given?(parameters: Readonly<Record<string, unknown>>, type: FlowType | undefined): Partial<ActionRule>;
}
