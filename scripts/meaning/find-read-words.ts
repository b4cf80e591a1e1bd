import { parseSync } from "oxc-parser";

/** A place where logic goes by words that are written for people. */
export interface ReadWords {
  line: number;
  /** As it stands there, on one line and cut short. */
  code: string;
}

/** Members of events, findings, problems, panels and their rows that hold words for people. */
const wordFields = new Set([
  ...["title", "detail", "label", "sentence", "wayOut", "theirWords"],
  ...["cause", "nextStep", "change", "titles"],
]);

const someField = new RegExp(`\\b(?:${[...wordFields].join("|")})\\b`);

/** Methods of texts and lists that ask what is in them. */
const asking = new Set([
  ...["endsWith", "includes", "indexOf", "lastIndexOf"],
  ...["match", "matchAll", "search", "startsWith"],
]);
/** Methods that give words on, changed or as they are. */
const passing = new Set([
  ...["at", "concat", "filter", "find", "findLast", "flat", "flatMap", "join", "map", "normalize", "replace"],
  ...["replaceAll", "slice", "split", "toLowerCase", "toReversed", "toSorted", "toUpperCase", "trim"],
]);

interface Node {
  type: string;
  start: number;
  end: number;
  [member: string]: unknown;
}

/**
 * Each place where a file asks what stands in a title, a label or another sentence: by a regular expression, a comparison
 * with a text, a switch, a look-up by it, or a method such as `includes`. It follows the words through destructuring, local names and local
 * functions of the file; a comparison with nothing ("" or undefined) asks for no meaning. Pure.
 */
export function findReadWords(file: string, text: string): ReadWords[] {
  if (!someField.test(text)) return [];
  const { program } = parseSync(file, text);
  const nodes = everyNode(program);
  const names = wordNames(nodes);
  return nodes
    .filter((node) => readsWords(node, names))
    .map(({ start, end }) => ({
      line: text.slice(0, start).split("\n").length,
      code: text.slice(start, end).replace(/\s+/g, " ").slice(0, 120),
    }));
}

/** The node and all below it, each before what it holds. */
function everyNode(value: unknown, found: Node[] = []): Node[] {
  if (Array.isArray(value)) {
    for (const item of value) everyNode(item, found);
  } else if (isNode(value)) {
    found.push(value);
    for (const name in value) if (typeof value[name] === "object") everyNode(value[name], found);
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "type") === "string";
}

function member(node: unknown, name: string): Node | undefined {
  const value: unknown = isNode(node) ? node[name] : undefined;
  return isNode(value) ? value : undefined;
}

function list(node: unknown, name: string): Node[] {
  const value: unknown = isNode(node) ? node[name] : undefined;
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function nameOf(node: Node | undefined): string | undefined {
  return node?.type === "Identifier" && typeof node.name === "string" ? node.name : undefined;
}

/** A name that holds words, or gives them when it is called, and the part of the file where it does. */
interface WordName {
  name: string;
  from: number;
  to: number;
}

function wordNames(nodes: readonly Node[]): WordName[] {
  const functions = nodes.filter(({ type }) => isFunction(type));
  const names: WordName[] = [];
  const add = (name: string | undefined, at: Node) => {
    if (name === undefined || isWordName(name, at.start, names)) return;
    // Functions come with the outer ones first, so that the last one around it is the innermost.
    const around = functions.findLast((one) => one !== at && one.start <= at.start && at.end <= one.end);
    names.push({ name, from: around?.start ?? 0, to: around?.end ?? Number.POSITIVE_INFINITY });
  };
  for (const node of nodes) {
    if (node.type !== "ObjectPattern") continue;
    for (const property of list(node, "properties")) {
      const value = member(property, "value");
      const local = nameOf(value?.type === "AssignmentPattern" ? member(value, "left") : value);
      if (wordFields.has(nameOf(member(property, "key")) ?? "")) add(local, node);
    }
  }
  for (let known = -1; known !== names.length; ) {
    known = names.length;
    for (const node of nodes) if (definesWords(node, names)) add(nameOf(member(node, "id")), node);
  }
  return names;
}

function isWordName(name: string, at: number, names: readonly WordName[]): boolean {
  return names.some((one) => one.name === name && one.from <= at && at <= one.to);
}

function isFunction(type: string): boolean {
  return ["ArrowFunctionExpression", "FunctionDeclaration", "FunctionExpression"].includes(type);
}

function definesWords(node: Node, names: readonly WordName[]): boolean {
  if (node.type === "FunctionDeclaration") return givesWords(node, names);
  const init = node.type === "VariableDeclarator" ? member(node, "init") : undefined;
  return init !== undefined && (holdsWords(init, names) || givesWords(init, names));
}

/** Whether a function returns words. */
function givesWords(node: Node, names: readonly WordName[]): boolean {
  if (!isFunction(node.type)) return false;
  const body = member(node, "body");
  if (body === undefined) return false;
  if (body.type !== "BlockStatement" && body.type !== "FunctionBody") return holdsWords(body, names);
  return everyNode(body).some(
    (one) => one.type === "ReturnStatement" && holdsWords(member(one, "argument"), names),
  );
}

/** Whether an expression's value is made of words for people. */
function holdsWords(node: Node | undefined, names: readonly WordName[]): boolean {
  const holds = (one: Node | undefined) => holdsWords(one, names);
  switch (node?.type) {
    case "Identifier":
      return isWordName(nameOf(node) ?? "", node.start, names);
    case "MemberExpression":
      return node.computed !== true && wordFields.has(nameOf(member(node, "property")) ?? "")
        ? true
        : node.computed === true && holds(member(node, "object"));
    case "TemplateLiteral":
      return list(node, "expressions").some(holds);
    case "BinaryExpression":
      return node.operator === "+" && (holds(member(node, "left")) || holds(member(node, "right")));
    case "LogicalExpression":
      return holds(member(node, "left")) || holds(member(node, "right"));
    case "ConditionalExpression":
      return holds(member(node, "consequent")) || holds(member(node, "alternate"));
    case "ArrayExpression":
      return list(node, "elements").some(holds);
    case "ChainExpression":
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "AwaitExpression":
    case "SpreadElement":
      return holds(member(node, "expression") ?? member(node, "argument"));
    case "CallExpression":
      return callHoldsWords(node, names);
    case "NewExpression":
      return list(node, "arguments").some(holds);
    default:
      return false;
  }
}

function callHoldsWords(node: Node, names: readonly WordName[]): boolean {
  const callee = member(node, "callee");
  if (callee?.type === "Identifier") {
    const isText =
      nameOf(callee) === "String" && list(node, "arguments").some((one) => holdsWords(one, names));
    return isText || isWordName(nameOf(callee) ?? "", callee.start, names);
  }
  const method = nameOf(member(callee, "property")) ?? "";
  if (!passing.has(method)) return false;
  if (holdsWords(member(callee, "object"), names)) return true;
  const isMapping = method === "map" || method === "flatMap";
  return isMapping && list(node, "arguments").some((one) => givesWords(one, names));
}

function readsWords(node: Node, names: readonly WordName[]): boolean {
  const holds = (one: Node | undefined) => holdsWords(one, names);
  switch (node.type) {
    case "BinaryExpression": {
      if (!/^[!=]==?$/.test(String(node.operator))) return false;
      const [left, right] = [member(node, "left"), member(node, "right")];
      return (holds(left) && !isNothing(right)) || (holds(right) && !isNothing(left));
    }
    case "MemberExpression":
      return node.computed === true && holds(member(node, "property"));
    case "SwitchStatement":
      return holds(member(node, "discriminant"));
    case "CallExpression": {
      const callee = member(node, "callee");
      const method = nameOf(member(callee, "property")) ?? "";
      const subject = member(callee, "object");
      const given = list(node, "arguments");
      if (nameOf(subject) === "Reflect") return false;
      if (["exec", "get", "has", "test"].includes(method)) return given.some(holds);
      return asking.has(method) && (holds(subject) || (isConstant(subject) && given.some(holds)));
    }
    default:
      return false;
  }
}

/** "", undefined, null, true, false and numbers: no word of any language. */
function isNothing(node: Node | undefined): boolean {
  if (node?.type === "Identifier") return nameOf(node) === "undefined";
  if (node?.type === "UnaryExpression") return true;
  return node?.type === "Literal" && (typeof node.value !== "string" || node.value === "");
}

/** A list of texts that stands in the code. */
function isConstant(node: Node | undefined): boolean {
  return node?.type === "ArrayExpression";
}
