import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { type JsonNode, memberOf, parseJson } from "./json-source";
import { flowKindOf } from "./rules/flow-kind";

/** A flow's own text inside what an API, the command line or an infrastructure tool wrapped around it. */
export interface WrappedFlow {
  text: string;
  name?: string;
  /** AWS's word: CONTACT_FLOW; MODULE for a module. */
  type?: string;
  description?: string;
}

/** Text in text in text: a tool's mistake, and deeper than this nobody's. */
const deepestText = 4;
/** Templates nest their resources this deep at most. */
const deepestObject = 12;
const namedFlows = 5;

/**
 * The one flow in a file that is none itself: answers of DescribeContactFlow and DescribeContactFlowModule, the input of
 * CreateContactFlow, CloudFormation resources and templates, Terraform state and plans, JSON written as text. undefined
 * when nothing in it looks like a flow. Problem: `flow-file-several`.
 */
export function findWrappedFlow(source: string, root: JsonNode): Result<WrappedFlow> | undefined {
  const found: WrappedFlow[] = [];
  collect(source, root, {}, 0, found);
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  return others.length === 0 ? succeed(first) : fail(several(found));
}

/** Why a file without a flow is none, where its form tells what it is. */
export function describeForeignFile(source: string): Problem | undefined {
  const isTerraform = /\baws_connect_contact_flow(?:_module)?\b|"terraform_version"/.test(source);
  const isTemplate = /AWSTemplateFormatVersion|AWS::Connect::ContactFlow/.test(source);
  if (!isTerraform && !isTemplate) return undefined;
  const file = isTerraform ? "Terraform file" : "CloudFormation template";
  return {
    code: "flow-in-template",
    sentence: `This is a ${file}. Its flow can't be read directly.`,
    wayOut: `Copy the JSON of the flow, which is the value of "${isTerraform ? "content" : "Content"}", into a separate file.`,
  };
}

type Around = Omit<WrappedFlow, "text">;

function collect(source: string, node: JsonNode, around: Around, depth: number, into: WrappedFlow[]): void {
  if (depth > deepestObject) return;
  if (node.kind === "string") {
    const inner = flowInText(node.value);
    if (inner !== undefined) into.push({ ...around, text: inner });
    return;
  }
  if (node.kind === "array") {
    for (const item of node.items) collect(source, item, around, depth + 1, into);
    return;
  }
  if (node.kind !== "object") return;
  if (isFlow(node)) {
    into.push({ ...around, text: source.slice(node.start, node.end) });
    return;
  }
  const own = { ...around, ...wordsOf(node) };
  const content = memberOf(node, "Content") ?? memberOf(node, "content");
  if (content !== undefined) {
    const before = into.length;
    collect(source, content, own, depth + 1, into);
    if (into.length > before) return;
  }
  for (const { key, value } of node.members) {
    const name = value.kind === "object" && own.name === undefined ? { name: key.value } : {};
    if (value !== content)
      collect(source, value, { ...own, ...moduleOf(key.value), ...name }, depth + 1, into);
  }
}

function isFlow(node: JsonNode): boolean {
  return memberOf(node, "Actions")?.kind === "array" && memberOf(node, "StartAction") !== undefined;
}

/** The flow that a text is, or holds as text once more. */
function flowInText(text: string): string | undefined {
  let inner = text;
  for (let depth = 0; depth < deepestText; depth += 1) {
    if (!/^[\s\uFEFF]*["{]/.test(inner)) return undefined;
    const read = parseJson(inner);
    if (!read.ok) return undefined;
    if (isFlow(read.root)) return inner;
    if (read.root.kind !== "string") return undefined;
    inner = read.root.value;
  }
  return undefined;
}

/** What an object says of the flow in it. A resource's own type, "AWS::Connect::ContactFlowModule", tells a module. */
function wordsOf(node: JsonNode): Around {
  const word = (...names: string[]) => {
    for (const name of names) {
      const value = memberOf(node, name);
      if (value?.kind === "string" && value.value !== "") return value.value;
    }
    return undefined;
  };
  const name = word("Name", "name");
  const type = word("Type", "type");
  const description = word("Description", "description");
  const kind = type === undefined ? undefined : kindInType(type);
  return {
    ...(name === undefined ? {} : { name }),
    ...(kind === undefined ? {} : { type: kind }),
    ...(description === undefined ? {} : { description }),
  };
}

function kindInType(type: string): string | undefined {
  if (/ContactFlowModule$|^aws_connect_contact_flow_module$/.test(type)) return "MODULE";
  return flowKindOf(type);
}

function moduleOf(key: string): Around {
  return key === "ContactFlowModule" ? { type: "MODULE" } : {};
}

function several(found: readonly WrappedFlow[]): Problem {
  const names = found.slice(0, namedFlows).map(({ name }, index) => `"${name ?? `flow ${index + 1}`}"`);
  const rest = found.length - names.length;
  return {
    code: "flow-file-several",
    sentence: `The file has ${found.length} flows: ${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`,
    wayOut: "Copy the JSON of the flow you want into a separate file.",
  };
}
