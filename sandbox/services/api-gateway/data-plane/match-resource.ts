import type { Method, Resource, Snapshot } from "../gateway-store";

export interface Match {
  resource: Resource;
  method: Method;
  pathParameters: Record<string, string>;
}

/** The resource and method that a request goes to. `path` is percent-encoded and begins with a slash. */
export function matchResource(
  { resources }: Pick<Snapshot, "resources">,
  httpMethod: string,
  path: string,
): Match | undefined {
  const found = matchFrom(Object.values(resources), rootOf(resources), splitPath(path), httpMethod);
  return found;
}

function rootOf(resources: Record<string, Resource>): Resource | undefined {
  return Object.values(resources).find(({ parentId }) => parentId === undefined);
}

/** Exact names come before variables, and variables before greedy ones. */
function matchFrom(
  all: readonly Resource[],
  at: Resource | undefined,
  rest: readonly string[],
  httpMethod: string,
): Match | undefined {
  if (!at) return undefined;
  const [part, ...further] = rest;
  if (part === undefined) {
    const method = at.methods[httpMethod] ?? at.methods.ANY;
    return method && { resource: at, method, pathParameters: {} };
  }
  const children = all.filter(({ parentId }) => parentId === at.id);
  const exact = children.find(({ pathPart }) => pathPart === decodePart(part));
  if (exact) {
    const found = matchFrom(all, exact, further, httpMethod);
    if (found) return found;
  }
  if (part === "") return undefined;
  for (const child of children) {
    const name = /^\{([^+}]+)\}$/.exec(child.pathPart ?? "")?.[1];
    const found = name === undefined ? undefined : matchFrom(all, child, further, httpMethod);
    if (found && name !== undefined)
      return { ...found, pathParameters: { [name]: decodePart(part), ...found.pathParameters } };
  }
  for (const child of children) {
    const name = /^\{(.+)\+\}$/.exec(child.pathPart ?? "")?.[1];
    const method = child.methods[httpMethod] ?? child.methods.ANY;
    if (name !== undefined && method)
      return { resource: child, method, pathParameters: { [name]: rest.map(decodePart).join("/") } };
  }
  return undefined;
}

/** A trailing slash counts: `/a/` is not `/a`. */
function splitPath(path: string): string[] {
  return path === "/" || path === "" ? [] : path.replace(/^\//, "").split("/");
}

export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
