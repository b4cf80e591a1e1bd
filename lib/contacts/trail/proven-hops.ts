import type { Hop } from "@/lib/hops/hop";
import { inHopOrder } from "@/lib/hops/hop-order";
import type { Trail, TrailEvent } from "@/lib/trail/event";
import { type HopState, hopStateOf, weightierSeverity } from "@/lib/trail/hop-state";
import { maskPhonesIn } from "@/lib/trail/mask";

/** What a trail proves of one cable of the patch bay. A hop that left no trace is not in the list: unproven. */
export interface ProvenHop {
  hop: Hop;
  state: Exclude<HopState, "unknown">;
  /** For the cable: what was seen, and how. */
  sentence: string;
  /** When it was seen: ISO 8601. */
  at: string;
  /** The event that shows it. */
  eventId: string;
}

/**
 * Pure: for each hop its worst event, else its best proof; one whose outcome is not known proves nothing. A post that was
 * stored has come through the API.
 */
export function provenHops(trail: Trail): ProvenHop[] {
  const proven = inHopOrder(trail.events.map(({ hop }) => hop)).flatMap((hop) => {
    // A proof is kept, and somebody's words are not.
    const events = trail.events.filter((event) => event.hop === hop && event.kind !== "transcript");
    const severity = events.map((event) => event.severity).reduce(weightierSeverity, "info");
    const weightiest = events.find((event) => event.severity === severity);
    return weightiest ? toProof(hop, weightiest) : [];
  });
  const stored = trail.events.find((event) => event.hop === "store" && event.severity === "good");
  return stored && !proven.some(({ hop }) => hop === "api")
    ? [
        ...proven,
        ...toProof("api", stored).map((proof) => ({
          ...proof,
          sentence: "A post came through the API and was stored.",
        })),
      ]
    : proven;
}

function toProof(hop: Hop, event: TrailEvent): ProvenHop[] {
  const state = hopStateOf(event.severity);
  if (state === "unknown") return [];
  return [{ hop, state, sentence: sentenceOf(event), at: event.at, eventId: event.id }];
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
