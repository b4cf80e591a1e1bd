import type { EventCode, EventFacts, TrailEvent } from "./event";

/** A code of a source's events with the facts that come with it: what rules and screens go by, and never the words. */
export interface EventKind<Facts extends EventFacts> {
  readonly code: EventCode;
  /** The event's own part that says so. */
  of(facts: Facts): { code: EventCode; facts: Facts };
  /** For filters too: `events.filter(bye.is)`. */
  is(event: TrailEvent): event is TrailEvent & { facts: Facts };
}

/**
 * Declares one kind of event, beside the source that tells of it: "sip-messages.bye". Whoever reads it imports the
 * declaration, so that a new source brings its own codes and no shared list grows.
 */
export function eventKind<Facts extends EventFacts = Record<never, never>>(
  code: EventCode,
): EventKind<Facts> {
  return {
    code,
    of: (facts) => ({ code, facts }),
    is: (event): event is TrailEvent & { facts: Facts } => event.code === code && event.facts !== undefined,
  };
}
