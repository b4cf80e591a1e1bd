/** What a flow can point at in an instance or account. */
export const referenceKinds = [
  "queue",
  "hours",
  "prompt",
  "lambda",
  "connector",
  "flow",
  "module",
  "view",
  "bot",
  "agent",
  "data-table",
  "task-template",
  "case-template",
  "assistant",
  "knowledge-base",
  "message-template",
  "agent-configuration",
  "encryption-key",
  "other",
] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

/** For people: "Lambda function". */
export const kindTitles: Readonly<Record<ReferenceKind, string>> = {
  queue: "Queue",
  hours: "Hours of operation",
  prompt: "Prompt",
  lambda: "Lambda function",
  connector: "Voice connector",
  flow: "Flow",
  module: "Flow module",
  view: "View",
  bot: "Lex bot",
  agent: "Agent",
  "data-table": "Data table",
  "task-template": "Task template",
  "case-template": "Case template",
  assistant: "Assistant",
  "knowledge-base": "Knowledge base",
  "message-template": "Message template",
  "agent-configuration": "AI agent",
  "encryption-key": "Encryption key",
  other: "AWS resource",
};

/** How a reference is written. "placeholder": text for a person or a tool to fill in, like `${queue_arn}`. */
export type ReferenceForm = "arn" | "id" | "empty" | "placeholder";

/** One place at which a flow points at something. */
export interface ReferenceUse {
  blockId: string;
  /** The block's place among the flow's blocks, from 0. */
  blockIndex: number;
  /** "Parameters.QueueId". */
  path: string;
}

/** Something that a flow points at, with all the places that mean the same. */
export interface FlowReference {
  /** Names it in a mapping. Stable for the same file: kind and value, for an empty one its place. */
  key: string;
  kind: ReferenceKind;
  form: ReferenceForm;
  /** As written in the flow; "" when empty. */
  value: string;
  /** What the exporting instance called it, from the file's metadata or the ARN. */
  name?: string;
  uses: ReferenceUse[];
}

/** A thing of this instance that a reference may be turned to. */
export interface ReferenceTarget {
  kind: ReferenceKind;
  id: string;
  arn: string;
  name: string;
}

/** FlowReference.key → what it shall point at here. */
export type ReferenceMapping = Readonly<Record<string, ReferenceTarget>>;

/** What this instance offers for a reference. */
export interface MappingSuggestion {
  reference: FlowReference;
  /**
   * here: it already points at a thing of this instance. found: one thing has the same name. choose: several have, or
   * none, and a person decides. unread: that list of the instance couldn't be read.
   */
  state: "here" | "found" | "choose" | "unread";
  /** With "here" and "found". */
  target?: ReferenceTarget;
  /** What a person chooses from, the likeliest first. */
  candidates: ReferenceTarget[];
}
