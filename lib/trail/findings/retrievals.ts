import type { Trail, TrailEvent } from "@/lib/trail/event";
import { functionFacts } from "@/lib/trail/findings/function-facts";

/** Whether the flow got metadata in the end, which the table and the function's log may have deleted since. */
export function isRetrieved(trail: Trail): boolean {
  return retrievals(trail).some((event) => functionFacts(event).statusCode === 200);
}

/** When the flow asked for metadata and was told that there is none. Empty when it got some in the end. */
export function vainRetrievals(trail: Trail): TrailEvent[] {
  if (isRetrieved(trail)) return [];
  return retrievals(trail).filter((event) => functionFacts(event).statusCode === 404);
}

function retrievals(trail: Trail): TrailEvent[] {
  return trail.events.filter(({ hop }) => hop === "retrieve");
}

/** Posts that were stored; the table's own entry and the function's lines tell of the same one. */
export function storedPosts(trail: Trail): TrailEvent[] {
  return trail.events.filter(({ hop, severity }) => hop === "store" && severity === "good");
}
