import type { ZodType } from "zod";

const flowTypes = [
  ...(["CONTACT_FLOW", "CUSTOMER_QUEUE", "CUSTOMER_HOLD", "CUSTOMER_WHISPER", "AGENT_HOLD"] as const),
  ...(["AGENT_WHISPER", "OUTBOUND_WHISPER", "AGENT_TRANSFER", "QUEUE_TRANSFER", "CAMPAIGN"] as const),
  "MODULE",
] as const;
/** As the API writes them; a module is published by operations of its own. */
export type FlowType = (typeof flowTypes)[number];

/** undefined for a type that the API has gained since: then nothing is refused because of it. */
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

/** What publishing asks of an action type. Names of errors and parameters as in the flow language. */
export interface ActionRule {
  /** Each parameter's value. Others are refused, unless `open`. */
  parameters: Readonly<Record<string, ZodType>>;
  open?: boolean;
  required?: readonly string[];
  /** Of each group exactly one must be there. */
  exactlyOne?: readonly (readonly string[])[];
  /** Of each group at most one may be there. */
  atMostOne?: readonly (readonly string[])[];
  /** Of each group at least one must be there. */
  atLeastOne?: readonly (readonly string[])[];
  next: "required" | "optional" | "none";
  /** "any": not known. */
  errors: Branches | "any";
  /** "any": not known. */
  conditions: Conditions | "none" | "any";
  /** Flow types that take it; absent: all. A module takes all but what is for one place alone. */
  types?: readonly FlowType[];
  /** Parameters that name something of the instance, by path; `*` stands for every member. */
  resources?: Readonly<Record<string, ResourceKind>>;
  /** What its own parameters, or the type of its flow, change. */
  given?(parameters: Readonly<Record<string, unknown>>, type: FlowType | undefined): Partial<ActionRule>;
}
