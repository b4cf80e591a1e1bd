/** A patch that doesn't fit its document. */
export class PatchError extends Error {}

type Json = Record<string, unknown> | unknown[];

/** Applies a JSON Patch (RFC 6902) to a copy of a document. */
export function applyPatch(document: object, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw new PatchError("The patch document is not a list of operations.");
  let result: unknown = structuredClone(document);
  for (const operation of patch as unknown[]) result = applyOperation(result, operation);
  return result;
}

function applyOperation(document: unknown, operation: unknown): unknown {
  const { op, path, from, value } = readOperation(operation);
  switch (op) {
    case "add":
      return add(document, path, value);
    case "remove":
      return remove(document, path);
    case "replace":
      return add(remove(document, path), path, value);
    case "move": {
      const moved = find(document, from);
      return add(remove(document, from), path, moved);
    }
    case "copy":
      return add(document, path, structuredClone(find(document, from)));
    case "test":
      if (JSON.stringify(sorted(find(document, path))) !== JSON.stringify(sorted(value)))
        throw new PatchError(`The test of /${path.join("/")} failed.`);
      return document;
    default:
      throw new PatchError(`${op} is not an operation of JSON Patch.`);
  }
}

function readOperation(operation: unknown) {
  const read = (name: string): unknown =>
    typeof operation === "object" && operation !== null ? Reflect.get(operation, name) : undefined;
  const [op, path, from] = [read("op"), read("path"), read("from")];
  if (typeof op !== "string" || typeof path !== "string")
    throw new PatchError("An operation needs op and path.");
  return {
    op,
    path: readPointer(path),
    from: readPointer(typeof from === "string" ? from : ""),
    value: read("value"),
  };
}

function readPointer(pointer: string): string[] {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) throw new PatchError(`${pointer} is not a JSON pointer.`);
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function find(document: unknown, path: readonly string[]): unknown {
  let at = document;
  for (const part of path) {
    const parent = asParent(at, path);
    const key = keyIn(parent, part, path);
    if (!Object.hasOwn(parent, key)) throw missing(path);
    at = Reflect.get(parent, key);
  }
  return at;
}

function add(document: unknown, path: readonly string[], value: unknown): unknown {
  const last = path.at(-1);
  if (last === undefined) return value;
  const parent = asParent(find(document, path.slice(0, -1)), path);
  if (Array.isArray(parent)) {
    const index = last === "-" ? parent.length : Number(keyIn(parent, last, path));
    if (index > parent.length) throw missing(path);
    parent.splice(index, 0, value);
  } else define(parent, last, value);
  return document;
}

function remove(document: unknown, path: readonly string[]): unknown {
  const last = path.at(-1);
  if (last === undefined) return {};
  find(document, path);
  const parent = asParent(find(document, path.slice(0, -1)), path);
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent, last);
  return document;
}

/** As a member of its own, even when it is called `__proto__`. */
function define(parent: object, name: string, value: unknown): void {
  Object.defineProperty(parent, name, { value, enumerable: true, configurable: true, writable: true });
}

function asParent(value: unknown, path: readonly string[]): Json {
  if (typeof value !== "object" || value === null) throw missing(path);
  return value as Json;
}

function keyIn(parent: Json, part: string, path: readonly string[]): string {
  if (Array.isArray(parent) && !/^(0|[1-9]\d*)$/.test(part)) throw missing(path);
  return part;
}

const missing = (path: readonly string[]) => new PatchError(`There is no /${path.join("/")}.`);

/** Members in the order of their names, so that two equal values are the same text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, member]) => [name, sorted(member)]);
}
