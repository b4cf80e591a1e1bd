import type { Trail, TrailEvent } from "@/lib/trail/event";

/** When the flow asked for metadata and was told that there is none. Empty when it got some in the end. */
export function vainRetrievals(trail: Trail): TrailEvent[] {
  const asked = trail.events.filter(({ hop }) => hop === "retrieve");
  if (asked.some(({ title }) => /\b200\b/.test(title))) return [];
  return asked.filter(({ title }) => /found nothing$|: 404$/.test(title));
}

/** Posts that were stored; the table's own entry and the function's lines tell of the same one. */
export function storedPosts(trail: Trail): TrailEvent[] {
  return trail.events.filter(({ hop, severity }) => hop === "store" && severity === "good");
}
