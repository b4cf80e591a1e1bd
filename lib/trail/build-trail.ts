import type { SourceReport, Trail, TrailFacts } from "@/lib/trail/event";
import { findTrouble } from "@/lib/trail/findings/find-trouble";
import { orderEvents } from "@/lib/trail/order-events";

/**
 * Reports of all sources as one trail: each event once, in the order of time, and by hop where the time is the same.
 * Pure; `now` is only for findings that wait until late log lines have had their time.
 */
export function buildTrail(contactId: string, sources: SourceReport[], now: Date, facts?: TrailFacts): Trail {
  const trail: Trail = { contactId, sources, events: orderEvents(sources), findings: [] };
  if (facts) trail.facts = facts;
  return { ...trail, findings: findTrouble(trail, now) };
}
