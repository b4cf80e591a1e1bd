import { isRecord } from "./flow-document";

/** A string found in a block's parameters. */
export interface FoundString {
  /** "Attributes.customData", "RoutingCriteria.Steps[0].Expression". */
  path: string;
  value: string;
}

/** Every string in a value, depth first, with the path to it. Refs are not strings of the flow: they are left out. */
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

// `:$LATEST` and `:$SAVED` are not references: a reference goes on with "." or "['".
const REFERENCE = /\$(?:\.|\[')([A-Za-z][A-Za-z0-9]*)(?:'\])?((?:\.[A-Za-z0-9_-]+|\.?\['[^']*'\]|\[\d+\])*)/g;

/** The references to the contact's data in a text; a text may hold several. */
export function referencesIn(text: string): JsonPathReference[] {
  return [...text.matchAll(REFERENCE)].map((match) => ({ whole: match[0], root: match[1] ?? "" }));
}

/** Roots seen in AWS's documentation and in published flows. Others may exist. */
export const KNOWN_ROOTS: ReadonlySet<string> = new Set([
  "Agent",
  "Attributes",
  "AwsRegion",
  "Case",
  "Channel",
  "ContactId",
  "Customer",
  "CustomerEndpoint",
  "CustomerId",
  "External",
  "FlowAttributes",
  "InitialContactId",
  "InitiationMethod",
  "InstanceARN",
  "LanguageCode",
  "Lex",
  "Media",
  "MediaStreams",
  "Metrics",
  "PreviousContactId",
  "Queue",
  "References",
  "SegmentAttributes",
  "StoredCustomerInput",
  "SystemEndpoint",
  "Tags",
  "Views",
  "Wisdom",
]);
