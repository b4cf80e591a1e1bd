import { decodePart } from "../../api-gateway/data-plane/match-resource";
import type { HttpApi, HttpRoute } from "../http-api-store";

export interface RouteMatch {
  route: HttpRoute;
  pathParameters: Record<string, string>;
}

interface Candidate extends RouteMatch {
  /** The smallest is the most specific. */
  rank: number;
}

/** A full match comes before a variable, a variable before a greedy one, a method before ANY, and `$default` last. */
export function matchRoute({ routes }: HttpApi, method: string, rawPath: string): RouteMatch | undefined {
  const parts = rawPath.split("/").slice(1);
  const candidates = Object.values(routes).flatMap((route): Candidate[] => {
    if (route.key === "$default") return [{ route, pathParameters: {}, rank: 100_000 }];
    const [verb = "", path = ""] = route.key.split(" ");
    if (verb !== "ANY" && verb !== method) return [];
    const match = matchPath(path.split("/").slice(1), parts);
    return match ? [{ route, ...match, rank: match.rank * 2 + (verb === "ANY" ? 1 : 0) }] : [];
  });
  const [best] = candidates.sort((one, other) => one.rank - other.rank);
  return best;
}

function matchPath(
  wanted: readonly string[],
  parts: readonly string[],
): { pathParameters: Record<string, string>; rank: number } | undefined {
  const pathParameters: Record<string, string> = {};
  let rank = 0;
  for (const [index, want] of wanted.entries()) {
    const part = parts[index];
    const [, name, greedy] = /^\{(.+?)(\+?)\}$/.exec(want) ?? [];
    if (part === undefined) return undefined;
    if (name === undefined) {
      if (want !== decodePart(part)) return undefined;
      continue;
    }
    if (part === "") return undefined;
    if (greedy) {
      pathParameters[name] = parts.slice(index).map(decodePart).join("/");
      return { pathParameters, rank: rank + 1_000 };
    }
    pathParameters[name] = decodePart(part);
    rank += 1;
  }
  return parts.length === wanted.length ? { pathParameters, rank } : undefined;
}
