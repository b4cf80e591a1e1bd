import { isRecord } from "./flow-document";

/** A string found in a block's parameters. */
export interface FoundString {
  /** "Attributes.customData", "RoutingCriteria.Steps[0].Expression". */
  path: string;
  value: string;
}

/** Every string in a value, depth first, with the path to it. Refs aren't strings of the flow: they are left out. */
export function stringsIn(value: unknown, path = ""): FoundString[] {
  if (typeof value === "string") return [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => stringsIn(item, `${path}[${index}]`));
  if (!isRecord(value) || "$ref" in value || "$secret" in value) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    stringsIn(item, path === "" ? key : `${path}.${key}`),
  );
}

/** `$.External.body` → root "External", whole "$.External.body". */
export interface JsonPathReference {
  whole: string;
  root: string;
}

// `:$LATEST` and `:$SAVED` aren't references: a reference goes on with "." or "['".
const referencePattern =
  /\$(?:\.|\[')([A-Za-z][A-Za-z0-9]*)(?:'\])?((?:\.[A-Za-z0-9_-]+|\.?\['[^']*'\]|\[\d+\])*)/g;

/** The references to the contact's data in a text; a text may hold several. */
export function referencesIn(text: string): JsonPathReference[] {
  return [...text.matchAll(referencePattern)].map((match) => ({ whole: match[0], root: match[1] ?? "" }));
}

/** Roots whose own value can be read. Source: Amazon Connect administrator guide, list of contact attributes. */
const valueRoots: ReadonlySet<string> = new Set([
  "AwsRegion",
  "Channel",
  "ContactId",
  "CustomerId",
  "Description",
  "InitialContactId",
  "InitiationMethod",
  "InstanceARN",
  "LanguageCode",
  "Name",
  "PreviousContactId",
  "RelatedContactId",
  "StoredCustomerInput",
  "TextToSpeechVoice",
  "TextToSpeechVoiceId",
]);

/** Roots that only hold others: publishing refuses one of these alone. Source: the same list, and published flows. */
const containerRoots: ReadonlySet<string> = new Set([
  "AdditionalEmailRecipients",
  "Agent",
  "AgenticCX",
  "Attributes",
  "Capabilities",
  "Case",
  "ContactData",
  "Customer",
  "CustomerEndpoint",
  "DataTables",
  "Email",
  "External",
  "FlowAttributes",
  "Lex",
  "Loop",
  "Media",
  "MediaStreams",
  "Metrics",
  "Modules",
  "Queue",
  "References",
  "SegmentAttributes",
  "SystemEndpoint",
  "Tags",
  "Task",
  "Views",
  "Wisdom",
]);

export function isKnownRoot(root: string): boolean {
  return valueRoots.has(root) || containerRoots.has(root);
}

/** True for `$.External` alone, which names no value. */
export function isContainerRoot(reference: string): boolean {
  return reference.startsWith("$.") && containerRoots.has(reference.slice(2));
}
