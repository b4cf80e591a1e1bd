import type { ReferenceKind } from "./flow-reference";

/** Parameters that hold an ARN or id, in whichever block they stand; lists hold several. */
const kindByKey: Readonly<Record<string, ReferenceKind>> = {
  QueueId: "queue",
  AgentId: "agent",
  AgentIds: "agent",
  HoursOfOperationId: "hours",
  PromptId: "prompt",
  LambdaFunctionARN: "lambda",
  VoiceConnectorArn: "connector",
  ContactFlowId: "flow",
  FlowModuleId: "module",
  DataTableId: "data-table",
  TaskTemplateId: "task-template",
  CaseTemplateId: "case-template",
  WisdomAssistantArn: "assistant",
  WisdomKnowledgeBaseArn: "knowledge-base",
  WisdomMessageTemplateArn: "message-template",
  AgentConfiguration: "agent-configuration",
  EncryptionKeyId: "encryption-key",
};

/** Names that mean a reference below one parent only. */
const kindByParent: Readonly<Record<string, { key: string; kind: ReferenceKind }>> = {
  LexV2Bot: { key: "AliasArn", kind: "bot" },
  ViewResource: { key: "Id", kind: "view" },
};

/** Below these, the keys are the author's own: only an ARN says that something is meant. */
const ownKeys = new Set([
  "Attributes",
  "FlowAttributes",
  "LambdaInvocationAttributes",
  "LexSessionAttributes",
  "SegmentAttributes",
  "References",
  "Tags",
  "ViewData",
]);

/**
 * What a string at this place points at, by the names of the parameters around it; undefined: nothing, by its place.
 */
export function kindByPlace(keys: readonly string[]): ReferenceKind | undefined {
  if (keys.some((key) => ownKeys.has(key))) return undefined;
  const [last = "", parent = ""] = [...keys].reverse();
  if (parent === "EventHooks") return "flow";
  const below = Object.hasOwn(kindByParent, parent) ? kindByParent[parent] : undefined;
  if (below?.key === last) return below.kind;
  return Object.hasOwn(kindByKey, last) ? kindByKey[last] : undefined;
}

const ARN = /^arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):([^:\s]*):(\S+)$/;

/** What is told by the beginning of an ARN's last part, for each service. Longer beginnings first. */
const kindByArnPart: readonly [service: string, beginning: RegExp, kind: ReferenceKind][] = [
  ["connect", /^instance\/[^/]+\/contact-flow\//, "flow"],
  ["connect", /^instance\/[^/]+\/flow-module\//, "module"],
  ["connect", /^instance\/[^/]+\/queue\/(?!agent\/)/, "queue"],
  ["connect", /^instance\/[^/]+\/prompt\//, "prompt"],
  ["connect", /^instance\/[^/]+\/operating-hours\//, "hours"],
  ["connect", /^instance\/[^/]+\/agent\//, "agent"],
  ["connect", /^instance\/[^/]+\/view\//, "view"],
  ["connect", /^instance\/[^/]+\/data-table\//, "data-table"],
  ["connect", /^instance\/[^/]+\/task-template\//, "task-template"],
  ["lambda", /^function:/, "lambda"],
  ["chime", /^vc\//, "connector"],
  ["lex", /^bot-alias\//, "bot"],
  ["wisdom", /^assistant\//, "assistant"],
  ["wisdom", /^knowledge-base\//, "knowledge-base"],
  ["wisdom", /^message-template\//, "message-template"],
  ["wisdom", /^ai-agent\//, "agent-configuration"],
  ["cases", /\/template\//, "case-template"],
];

/** `${REGION}`, `{{account}}`: what a tool fills in later. */
const hole = /\$?\{\{?[^{}]*\}?\}/g;

/**
 * What an ARN points at, also one with holes in it; undefined when it is no ARN, or one of AWS's own things, which
 * every account has.
 */
export function kindByArn(value: string): ReferenceKind | undefined {
  const parts = ARN.exec(value.replaceAll(hole, "x"));
  if (parts === null) return undefined;
  const [, service = "", , account = "", rest = ""] = parts;
  if (account === "aws") return undefined;
  return kindByArnPart.find(([of, beginning]) => of === service && beginning.test(rest))?.[2] ?? "other";
}

/** A view, prompt or Lambda that AWS keeps for everyone: the same in every instance, so it is left alone. */
export function isAwsOwn(value: string): boolean {
  return /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:aws:/.test(value);
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?::[\w$-]+)?$/i;

export function isPlainId(value: string): boolean {
  return uuidPattern.test(value);
}

/** `${queue_arn}`, `{{queue}}`, an ARN with a hole in it. */
export function hasHole(value: string): boolean {
  return /\{[^{}]*\}/.test(value);
}

/** Read from the contact when the call comes: `$.Attributes.queue`. */
export function isReadFromContact(value: string): boolean {
  return /\$(?:\.[A-Za-z]|\.?\[')/.test(value);
}

/** What an ARN or placeholder itself calls the thing: a function's name, the words in `${…}`. */
export function nameInValue(kind: ReferenceKind, value: string): string | undefined {
  if (kind === "lambda") {
    const name = value.split(":function:")[1];
    if (name !== undefined && name !== "" && !hasHole(name)) return name;
  }
  return /^\$?\{+\s*([^{}]+?)\s*\}+$/.exec(value)?.[1];
}

/** ARNs and ids carry the version, alias or stage that is meant behind them; it says nothing of what the thing is. */
export function withoutQualifier(kind: ReferenceKind, value: string): string {
  return kind === "flow" || kind === "module" || kind === "view" || kind === "agent-configuration"
    ? value.replace(/:(?:\d+|\$[A-Z]+)$/, "")
    : value;
}
