import type { ContactId } from "@/lib/kernel/ids";
import type { SourceReport, Trail, TrailFacts } from "@/lib/trail/event";
import { orderEvents } from "@/lib/trail/order-events";
import { splitUncertain } from "@/lib/trail/split-uncertain";
import { findTrouble } from "./find-trouble";
import { withoutOthers } from "./uncertain-events";

/**
 * Reports of all sources as one trail: each event once, in the order of time, and by hop where the time is the same.
 * Pure; `now` is only for findings that wait until late log lines have had their time.
 */
export function buildTrail(
  contactId: ContactId,
  reports: SourceReport[],
  now: Date,
  facts?: TrailFacts,
): Trail {
  const sources = withoutOthers(reports, facts);
  const { events, uncertain } = splitUncertain(orderEvents(sources));
  const trail: Trail = { contactId, sources, events, uncertain, findings: [] };
  if (facts) trail.facts = facts;
  return { ...trail, findings: findTrouble(trail, now) };
}
