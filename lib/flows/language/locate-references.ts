import type { ReferenceForm, ReferenceKind, ReferenceUse } from "./flow-reference";
import { type JsonNode, type JsonString, memberOf, parseJson } from "./json-source";
import {
  hasHole,
  isAwsOwn,
  isPlainId,
  isReadFromContact,
  kindByArn,
  kindByPlace,
  nameInValue,
} from "./reference-kinds";

/** One reference where it stands in the text, with the copies that the designer keeps of it. */
export interface LocatedReference extends ReferenceUse {
  kind: ReferenceKind;
  form: ReferenceForm;
  node: JsonString;
  /** What the exporting instance called it. */
  name?: string;
  /** Strings of the metadata that repeat the ARN or id. */
  copies: JsonString[];
  /** Strings of the metadata that repeat the name. */
  displayNames: JsonString[];
}

/** Every reference of a flow's text in the order of its blocks. An unreadable text has none. */
export function locateReferences(text: string): LocatedReference[] {
  const read = parseJson(text);
  if (!read.ok) return [];
  const actions = memberOf(read.root, "Actions");
  const metadata = memberOf(memberOf(read.root, "Metadata"), "ActionMetadata");
  if (actions?.kind !== "array") return [];
  return actions.items.flatMap((action, blockIndex) => {
    const identifier = memberOf(action, "Identifier");
    const blockId = identifier?.kind === "string" ? identifier.value : "";
    const found: Found[] = [];
    collect(memberOf(action, "Parameters"), ["Parameters"], "Parameters", found);
    return withMetadata(found, memberOf(metadata, blockId)).map((each) => ({ ...each, blockId, blockIndex }));
  });
}

interface Found {
  kind: ReferenceKind;
  form: ReferenceForm;
  node: JsonString;
  keys: string[];
  path: string;
}

/** Every member, also those that a later one of the same name overrides: a reader elsewhere may take the first. */
function collect(node: JsonNode | undefined, keys: string[], path: string, into: Found[]): void {
  if (node?.kind === "array") {
    for (const [index, item] of node.items.entries()) collect(item, keys, `${path}[${index}]`, into);
  } else if (node?.kind === "object") {
    for (const { key, value } of node.members) {
      collect(value, [...keys, key.value], `${path}.${key.value}`, into);
    }
  } else if (node?.kind === "string") {
    const reference = referenceAt(keys, node.value);
    if (reference !== undefined) into.push({ ...reference, node, keys, path });
  }
}

function referenceAt(
  keys: readonly string[],
  value: string,
): { kind: ReferenceKind; form: ReferenceForm } | undefined {
  if (isAwsOwn(value) || isReadFromContact(value)) return undefined;
  const byPlace = kindByPlace(keys);
  const byArn = kindByArn(value);
  // What it is matters more than where it stands: a place for a queue may hold an agent's ARN by mistake.
  const kind = byPlace ?? byArn;
  if (kind === undefined) return undefined;
  if (value.trim() === "") return { kind, form: "empty" };
  if (hasHole(value)) return { kind, form: "placeholder" };
  if (byArn !== undefined) return { kind, form: "arn" };
  return { kind, form: isPlainId(value) ? "id" : "placeholder" };
}

function withMetadata(found: readonly Found[], own: JsonNode | undefined) {
  const metadataStrings: JsonString[] = [];
  stringsUnder(own, metadataStrings);
  return found.map(({ keys, ...reference }) => {
    const { kind, node, path } = reference;
    const sameKind = found.filter((each) => each.kind === kind);
    const isOnly = new Set(sameKind.map((each) => each.node.value)).size === 1 && kind !== "other";
    const displayNames = [
      displayNameAt(own, path),
      // Older copies name no path: they are this one's when the block has no other of its kind.
      ...(isOnly ? (oldCopies[kind] ?? []).map((names) => stringAt(own, names)) : []),
    ].flatMap((each) => (each === undefined ? [] : [each]));
    const name = displayNames.find(({ value }) => value !== "")?.value ?? nameInValue(kind, node.value);
    return {
      ...reference,
      ...(name === undefined ? {} : { name }),
      copies:
        node.value === ""
          ? []
          : metadataStrings.filter((each) => each.value === node.value && isReferenceLike(each.value)),
      displayNames,
    };
  });
}

const oldCopies: Readonly<Partial<Record<ReferenceKind, readonly string[][]>>> = {
  queue: [
    ["queue", "text"],
    ["Queue", "text"],
  ],
  flow: [
    ["contactFlow", "text"],
    ["ContactFlow", "text"],
  ],
  prompt: [["promptName"]],
};

function isReferenceLike(value: string): boolean {
  return kindByArn(value) !== undefined || isPlainId(value);
}

/** `Parameters.EventHooks.DisconnectAgentUI` has its name at `parameters.EventHooks.DisconnectAgentUI.displayName`. */
function displayNameAt(own: JsonNode | undefined, path: string): JsonString | undefined {
  const steps = path
    .replace(/^Parameters\./, "")
    .split(/[.[\]]+/)
    .filter((step) => step !== "");
  return stringAt(own, ["parameters", ...steps, "displayName"]);
}

function stringAt(from: JsonNode | undefined, steps: readonly string[]): JsonString | undefined {
  let node = from;
  for (const step of steps) {
    node = node?.kind === "array" ? node.items[Number(step)] : memberOf(node, step);
  }
  return node?.kind === "string" ? node : undefined;
}

function stringsUnder(node: JsonNode | undefined, into: JsonString[]): void {
  if (node?.kind === "string") into.push(node);
  if (node?.kind === "array") for (const item of node.items) stringsUnder(item, into);
  if (node?.kind === "object") for (const { value } of node.members) stringsUnder(value, into);
}
