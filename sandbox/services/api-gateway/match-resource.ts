import type { ApiMethod, ApiResource, Snapshot } from "./api-store";
import { decodeURIComponentSafely } from "./proxy-event";

export interface ResourceMatch {
  resource: ApiResource;
  method: ApiMethod;
  pathParameters: Record<string, string>;
}

/** The deployed resource and method of a path: literal parts before `{name}`, that before `{name+}`. */
export function matchResource(
  snapshot: Snapshot,
  httpMethod: string,
  rawPath: string,
): ResourceMatch | undefined {
  const parts = rawPath.split("/").filter(Boolean);
  const candidates = Object.values(snapshot.resources)
    .map((resource) => ({ resource, match: matchPath(resource.path, parts) }))
    .sort((one, other) => (other.match?.weight ?? -1) - (one.match?.weight ?? -1));
  for (const { resource, match } of candidates) {
    const method = resource.methods[httpMethod] ?? resource.methods.ANY;
    if (match && method) return { resource, method, pathParameters: match.parameters };
  }
  return undefined;
}

function matchPath(
  pattern: string,
  parts: readonly string[],
): { parameters: Record<string, string>; weight: number } | undefined {
  const wanted = pattern.split("/").filter(Boolean);
  const parameters: Record<string, string> = {};
  let weight = 1;
  for (const [index, want] of wanted.entries()) {
    const [, name = "", greedy] = /^\{(.+?)(\+)?\}$/.exec(want) ?? [];
    const part = parts[index];
    if (part === undefined) return undefined;
    if (greedy) {
      parameters[name] = decodeURIComponentSafely(parts.slice(index).join("/"));
      return { parameters, weight };
    }
    if (name) parameters[name] = decodeURIComponentSafely(part);
    else if (want !== decodeURIComponentSafely(part)) return undefined;
    weight += name ? 10 : 100;
  }
  return wanted.length === parts.length ? { parameters, weight } : undefined;
}
