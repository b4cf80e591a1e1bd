import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { describeForeignFile, findWrappedFlow } from "./find-wrapped-flow";
import { type FlowDocument, isRecord } from "./flow-document";
import type { FlowFinding } from "./flow-finding";
import { type JsonNode, lineAndColumn, memberOf, parseJson } from "./json-source";
import { parseFlowValue } from "./parse-flow";
import { flowKindOf } from "./rules/flow-kind";

/** A flow that someone brought, as a file or pasted. Plain data. */
export interface FlowFile {
  /** The flow's own JSON, byte for byte as it stood in the file. */
  text: string;
  document: FlowDocument;
  /** As the file calls it; "" when it doesn't say. */
  name: string;
  description: string;
  /** The file's word for the type: "contactFlow", "CUSTOMER_QUEUE"; "" when it doesn't say. */
  type: string;
  /** A flow module: it can be looked at, and is published another way than a flow. */
  isModule: boolean;
  /** About the file itself. */
  findings: FlowFinding[];
}

/** Sixteen times what Connect takes: room for indentation, none for what isn't a flow at all. */
const maxFileBytes = 4 * 1024 * 1024;

/** A file's bytes: UTF-8, or UTF-16 with its mark, as some editors save. */
export function parseFlowBytes(bytes: Uint8Array): Result<FlowFile> {
  if (bytes.byteLength > maxFileBytes) return fail(tooLarge);
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    return parseFlowFile(new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return fail({
      code: "flow-not-text",
      sentence: "This isn't an exported flow: the file isn't text.",
      wayOut: "Import the .json file that the flow designer exported.",
    });
  }
}

/**
 * Any text that should be a flow: as the designer exports it, or in what the API, CloudFormation or Terraform wrap
 * around it. Problems: flow-file-too-large, flow-not-json (with line and column), flow-old-export, flow-file-several,
 * flow-in-template, flow-not-understood.
 */
export function parseFlowFile(source: string): Result<FlowFile> {
  if (source.length > maxFileBytes) return fail(tooLarge);
  const text = source.startsWith("\uFEFF") ? source.slice(1) : source;
  const read = parseJson(text);
  if (!read.ok) return fail(describeForeignFile(text) ?? notJson(text, read));
  if (memberOf(read.root, "Actions") !== undefined || memberOf(read.root, "modules") !== undefined) {
    return parseOwn(text, read.root, {});
  }
  const wrapped = findWrappedFlow(text, read.root);
  if (wrapped?.ok === false) return wrapped;
  if (wrapped !== undefined) {
    const inner = parseJson(wrapped.value.text);
    if (inner.ok) return parseOwn(wrapped.value.text, inner.root, wrapped.value);
  }
  return parseContent(text, read.root);
}

/** What only a person could have meant as a flow: a Content that is broken, or of the designer's old format. */
function parseContent(text: string, root: JsonNode): Result<FlowFile> {
  const holder = memberOf(root, "ContactFlow") ?? memberOf(root, "ContactFlowModule") ?? root;
  const content = memberOf(holder, "Content");
  if (content?.kind === "string") {
    const inner = parseJson(content.value);
    if (!inner.ok) return fail(notJson(content.value, inner, "the flow in its Content"));
    return parseOwn(content.value, inner.root, {});
  }
  const foreign = describeForeignFile(text);
  return foreign === undefined ? parseOwn(text, root, {}) : fail(foreign);
}

interface Wrapping {
  name?: string;
  type?: string;
  description?: string;
}

function parseOwn(text: string, root: JsonNode, around: Wrapping): Result<FlowFile> {
  const json: unknown = JSON.parse(text);
  const flow = parseFlowValue(json);
  if (!flow.ok) return flow;
  const { Metadata } = flow.value;
  const type = around.type ?? wordOf(Metadata.type);
  return succeed({
    text,
    document: flow.value,
    name: around.name ?? wordOf(Metadata.name),
    description: around.description ?? wordOf(Metadata.description),
    type,
    isModule: isModule(json, flow.value, type),
    findings: [...repeatedKeys(text, root)],
  });
}

/** Settings are a module's alone, and so is the block that returns from it; a file may also say so. */
function isModule(json: unknown, { Actions }: FlowDocument, type: string): boolean {
  return (
    flowKindOf(type) === "MODULE" ||
    (isRecord(json) && "Settings" in json) ||
    Actions.some(({ Type }) => Type === "EndFlowModuleExecution")
  );
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Enough to find the place; a broken tool repeats them by the thousand. */
const namedRepetitions = 20;

/** Two equal keys in one object: readers differ in which of them counts. */
function repeatedKeys(text: string, root: JsonNode): FlowFinding[] {
  const findings: FlowFinding[] = [];
  const look = (node: JsonNode, block: string | undefined): void => {
    if (node.kind === "array") for (const item of node.items) look(item, block);
    if (node.kind !== "object") return;
    const identifier = memberOf(node, "Identifier");
    const blockId = block ?? (identifier?.kind === "string" ? identifier.value : undefined);
    const seen = new Set<string>();
    for (const { key, value } of node.members) {
      if (seen.has(key.value) && findings.length < namedRepetitions) {
        const { line } = lineAndColumn(text, key.start);
        findings.push({
          code: "flow-key-twice",
          severity: "attention",
          ...(blockId === undefined ? {} : { blockId }),
          sentence: `"${key.value}" appears twice in one place (line ${line}). The last one is used.`,
          wayOut: "Keep one of them, or export the flow again.",
        });
      }
      seen.add(key.value);
      look(value, blockId);
    }
  };
  look(root, undefined);
  return findings;
}

function notJson(text: string, fault: { offset: number; reason: string }, what = "the file"): Problem {
  const { line, column } = lineAndColumn(text, fault.offset);
  return {
    code: "flow-not-json",
    sentence:
      text.trim() === ""
        ? "The text is empty."
        : `This isn't valid JSON: on line ${line}, column ${column} of ${what}, ${fault.reason}.`,
    wayOut: "Export the flow again from the flow designer and import that file unchanged.",
  };
}

const tooLarge: Problem = {
  code: "flow-file-too-large",
  sentence: "The file is larger than 4 MB. The largest flow that Connect accepts is far smaller.",
  wayOut: "Import the .json file that the flow designer exported.",
};
