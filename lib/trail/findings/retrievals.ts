import type { Trail, TrailEvent } from "@/lib/trail/event";
import { functionFacts } from "@/lib/trail/findings/function-facts";

/** When the flow asked for metadata and was told that there is none. Empty when it got some in the end. */
export function vainRetrievals(trail: Trail): TrailEvent[] {
  const asked = trail.events.filter(({ hop }) => hop === "retrieve");
  if (asked.some((event) => functionFacts(event).statusCode === 200)) return [];
  return asked.filter((event) => functionFacts(event).statusCode === 404);
}

/** Posts that were stored; the table's own entry and the function's lines tell of the same one. */
export function storedPosts(trail: Trail): TrailEvent[] {
  return trail.events.filter(({ hop, severity }) => hop === "store" && severity === "good");
}
