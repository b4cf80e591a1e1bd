import { maskPhonesIn } from "@/lib/privacy/mask";
import type { Hop, Severity, Trail, TrailEvent } from "@/lib/trail/event";
import { hopOrder } from "@/lib/trail/hop-order";

/** What a trail proves of one cable of the patch bay. A hop that left no trace is not in the list: unproven. */
export interface ProvenHop {
  hop: Hop;
  state: "good" | "attention" | "bad";
  /** For the cable: what was seen, and how. */
  sentence: string;
  /** When it was seen: ISO 8601. */
  at: string;
  /** The event that shows it. */
  eventId: string;
}

const rank: Record<Severity, number> = { bad: 3, attention: 2, good: 1, info: 0 };

/** Pure: for each hop its worst event, else its best proof. A post that was stored has come through the API. */
export function provenHops(trail: Trail): ProvenHop[] {
  const proven = hopOrder.flatMap((hop) => {
    // A proof is kept, and somebody's words are not.
    const events = trail.events.filter((event) => event.hop === hop && event.kind !== "transcript");
    const [worst] = [...events].sort((one, other) => rank[other.severity] - rank[one.severity]);
    return worst ? [toProof(hop, worst)] : [];
  });
  const stored = trail.events.find((event) => event.hop === "store" && event.severity === "good");
  return stored && !proven.some(({ hop }) => hop === "api")
    ? [...proven, { ...toProof("api", stored), sentence: "A post came through the API and was stored." }]
    : proven;
}

function toProof(hop: Hop, event: TrailEvent): ProvenHop {
  return {
    hop,
    state: event.severity === "info" ? "good" : event.severity,
    sentence: sentenceOf(event),
    at: event.at,
    eventId: event.id,
  };
}

/**
 * What a proof says is kept with the integration, so nothing of the contact may stand in it: no number, no value that a
 * flow said or compared (both stand in quotes), and of the details only what explains a fault.
 */
function sentenceOf({ title, detail, severity }: TrailEvent): string {
  const isFault = severity === "bad" || severity === "attention";
  const sentence = detail && isFault ? `${title} (${detail})` : title;
  return maskPhonesIn(sentence.replace(/“[^”]*”?/g, "“…”"));
}
