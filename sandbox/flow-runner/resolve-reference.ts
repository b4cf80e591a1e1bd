import { isRecord } from "./flow-document";

/** What a flow may refer to, by the root's name: `$.Attributes.x` reads `scope.Attributes.x`. */
export type ReferenceScope = Readonly<Record<string, unknown>>;

/** Roots of the flow language. Anything else after a `$.` is text ("$.50"). */
const referenceRoots: ReadonlySet<string> = new Set([
  ...["Attributes", "FlowAttributes", "External", "Lex", "StoredCustomerInput", "CustomerEndpoint"],
  ...["SystemEndpoint", "Queue", "Agent", "ContactId", "InitialContactId", "PreviousContactId", "CustomerId"],
  ...["Channel", "InstanceARN", "InitiationMethod", "LanguageCode", "References", "Media", "MediaStreams"],
  ...["Metrics", "Views", "SegmentAttributes", "Customer", "Case", "Wisdom", "Tags", "AwsRegion"],
  ...["TextToSpeechVoice", "TextToSpeechVoiceId", "TextToSpeechEngine", "RelatedContactId", "Name"],
  ...["Description", "ContactData", "Modules", "Loop", "DataTables", "AgenticCX", "Task"],
  ...["AdditionalEmailRecipients", "Capabilities", "Email"],
]);

const segment = String.raw`(?:\.[A-Za-z0-9_-]+|\.?\['[^']+'\])`;
const reference = new RegExp(String.raw`\$${segment}+`, "g");
const wholeReference = new RegExp(String.raw`^\$${segment}+$`);
const segments = /\.?\['([^']+)'\]|\.([A-Za-z0-9_-]+)/g;

/** The names of a reference in order (`$.External.a['b c']` → External, a, b c); undefined when it is text. */
export function readReference(text: string): string[] | undefined {
  if (!wholeReference.test(text)) return undefined;
  const names = [...text.slice(1).matchAll(segments)].map((match) => match[1] ?? match[2] ?? "");
  const root = names[0];
  return root !== undefined && referenceRoots.has(root) ? names : undefined;
}

/** Every reference inside a text, as written. */
export function listReferences(text: string): string[] {
  return [...text.matchAll(reference)].map((match) => match[0]).filter((found) => readReference(found));
}

/** undefined when there is no value. Own members only: a flow never reaches a prototype. A list has its places: `x.0`. */
function lookUp(scope: ReferenceScope, names: readonly string[]): unknown {
  let value: unknown = scope;
  for (const name of names) {
    const isPlace = Array.isArray(value) && /^\d{1,6}$/.test(name);
    if (!(isRecord(value) || isPlace) || !Object.hasOwn(Object(value), name)) return undefined;
    value = Reflect.get(Object(value), name);
  }
  return value;
}

/** One value of a parameter: a reference on its own resolves to any JSON, other text is filled in. */
export function resolveValue(value: string, scope: ReferenceScope): unknown {
  const names = readReference(value);
  return names ? lookUp(scope, names) : resolveText(value, scope);
}

/** Text with every reference replaced; a missing value becomes empty. */
export function resolveText(text: string, scope: ReferenceScope): string {
  return text.replaceAll(reference, (found) => {
    const names = readReference(found);
    return names ? toText(lookUp(scope, names)) : found;
  });
}

/** A contact's data stays below this; a flow that writes an object into itself doubles it each round. */
const maxObjectCharacters = 65_536;

/** An object is written as JSON, unless it is larger than a contact can hold. */
export function toText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  const text = JSON.stringify(value);
  return text.length <= maxObjectCharacters ? text : "";
}
