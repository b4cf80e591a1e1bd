import type { OperationModel } from "./service-model";

interface Route {
  operation: OperationModel;
  method: string;
  segments: Segment[];
  /** Required query literals: `?operation=associate-phone-numbers`. */
  queryLiterals: [name: string, value: string | undefined][];
  weight: number;
}
type Segment = { kind: "literal"; text: string } | { kind: "label"; name: string; greedy: boolean };

export interface RouteMatch {
  operation: OperationModel;
  labels: Record<string, string>;
}

export type RouteTable = readonly Route[];

/** Every operation's route, the more specific ones first. */
export function readRoutes(operations: Iterable<OperationModel>): RouteTable {
  const routes: Route[] = [];
  for (const operation of operations) if (operation.http) routes.push(readRoute(operation, operation.http));
  return routes.sort((one, other) => other.weight - one.weight);
}

function readRoute(operation: OperationModel, [method, uri]: NonNullable<OperationModel["http"]>): Route {
  const [path = "", query = ""] = uri.split("?");
  const segments = splitPath(path).map((part): Segment => {
    const label = /^\{(.+?)(\+?)\}$/.exec(part);
    return label
      ? { kind: "label", name: label[1] ?? "", greedy: label[2] === "+" }
      : { kind: "literal", text: part };
  });
  const queryLiterals = query
    .split("&")
    .filter(Boolean)
    .map((pair): [string, string | undefined] => {
      const [name = "", value] = pair.split("=");
      return [name, value];
    });
  const literals = segments.filter((segment) => segment.kind === "literal").length;
  return { operation, method, segments, queryLiterals, weight: queryLiterals.length * 1000 + literals * 10 };
}

export function matchRoute(
  routes: RouteTable,
  method: string,
  rawPath: string,
  query: URLSearchParams,
): RouteMatch | undefined {
  const parts = splitPath(rawPath);
  for (const route of routes) {
    if (route.method !== method) continue;
    if (
      !route.queryLiterals.every(([name, value]) =>
        value === undefined ? query.has(name) : query.get(name) === value,
      )
    )
      continue;
    const labels = matchSegments(route.segments, parts);
    if (labels) return { operation: route.operation, labels };
  }
  return undefined;
}

function matchSegments(
  segments: readonly Segment[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  let at = 0;
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === "label" && segment.greedy) {
      const following = segments.length - index - 1;
      const end = parts.length - following;
      if (end <= at) return undefined;
      labels[segment.name] = decode(parts.slice(at, end).join("/"));
      at = end;
      continue;
    }
    const part = parts[at];
    if (part === undefined || part === "") return undefined;
    if (segment.kind === "literal") {
      if (segment.text !== part) return undefined;
    } else labels[segment.name] = decode(part);
    at += 1;
  }
  return at === parts.length ? labels : undefined;
}

/** A trailing slash is ignored: some clients send one. */
function splitPath(path: string): string[] {
  return path.replace(/^\/+/, "").replace(/\/+$/, "").split("/");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
