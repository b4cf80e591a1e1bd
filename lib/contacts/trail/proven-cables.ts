import type { Cable } from "@/lib/blueprints/blueprint";
import type { CableProofs } from "@/lib/trail/cable-proofs";
import type { Finding, Severity, Trail, TrailEvent } from "@/lib/trail/event";
import { unclaimed } from "@/lib/trail/findings/finding-rule";
import type { SharedFindingCode } from "@/lib/trail/findings/shared-findings";
import { weightierSeverity } from "@/lib/trail/hop-state";
import { maskPhonesIn } from "@/lib/trail/mask";

/** What a trail proves of one cable of the patch bay. A cable that left no trace is not in the list: unproven. */
export interface ProvenCable {
  cable: Cable["id"];
  state: "good" | "attention" | "bad" | "not-reached";
  /** What was seen, and how. */
  sentence: string;
}

/** They tell of the account, or of a way around all cables, and blame none. */
const blameless: ReadonlySet<string> = new Set<SharedFindingCode>([
  "bypass-on",
  "flow-changed",
  "flow-logging-off",
  "log-group-missing",
  "source-not-readable",
]);
/** The call itself ended, between the caller and Amazon Connect. */
const ofTheCall: ReadonlySet<string> = new Set<SharedFindingCode>(["caller-hung-up", "call-cut-off"]);

interface Cause {
  cable: Cable["id"];
  state: "attention" | "bad";
  sentence: string;
}

/**
 * Each failure on the one cable where it happened; what comes after it and left no proof was not reached, and what worked
 * stays proven. An outcome that is not known proves nothing. Pure.
 */
export function provenCables(trail: Trail, proofs: CableProofs): ProvenCable[] {
  const { order } = proofs;
  // A proof is kept, and somebody's words are not.
  const told = trail.events.filter(({ kind }) => kind !== "transcript");
  const found = trail.findings.flatMap((finding) => causeOf(finding, trail, told, proofs));
  const causes = found.length > 0 ? found : firstUnexplained(trail, told, proofs);
  const broken = Math.min(...causes.map(({ cable }) => order.indexOf(cable)));
  const isCallOver = causes.some(({ cable }) => cable === "number");
  return order.flatMap((cable, place): ProvenCable[] => {
    const cause =
      causes.find((each) => each.cable === cable && each.state === "bad") ??
      causes.find((each) => each.cable === cable);
    if (cause) return [cause];
    const proof = proofOf(cable, told, proofs);
    // A step without an outcome proves only what nothing before it has spoiled.
    if (proof && (proof.severity === "good" || place < broken))
      return [{ cable, state: "good", sentence: sentenceOf(proof.event) }];
    if (place < broken || isOpen(cable, told, proofs, isCallOver)) return [];
    const [first] = causes;
    return [{ cable, state: "not-reached", sentence: `Not reached. ${first?.sentence ?? ""}`.trim() }];
  });
}

function causeOf(finding: Finding, trail: Trail, told: readonly TrailEvent[], proofs: CableProofs): Cause[] {
  const { code, title, severity: state } = finding;
  if (blameless.has(code)) return [];
  const known = ofTheCall.has(code) ? "number" : proofs.causes[code];
  const evidence = trail.events.filter(({ id }) => finding.evidence.includes(id));
  const shown = deepest(evidence.filter(hasTrouble).filter((event) => proofs.tellsOf(event).own));
  if (known === undefined && shown) {
    const cable = proofs.tellsOf(shown).own;
    return cable ? [{ cable, state, sentence: sentenceOf(shown) }] : [];
  }
  const cable = known ?? (code === "flow-dead-end" ? cableAhead(told, proofs) : undefined);
  return cable ? [{ cable, state, sentence: maskPhonesIn(`${title}.`) }] : [];
}

/** What no finding explains, or does not explain yet: what came of it is not told twice. */
function firstUnexplained(trail: Trail, told: readonly TrailEvent[], proofs: CableProofs): Cause[] {
  const troubled = unclaimed(trail, [...told]).filter(
    ({ severity }) => severity === "bad" || severity === "attention",
  );
  const places = troubled.map((event) => proofs.order.indexOf(proofs.tellsOf(event).own ?? "agent"));
  const place = Math.min(...places.filter((each) => each >= 0));
  const cable = proofs.order[place];
  if (cable === undefined) return [];
  const own = troubled.filter((event) => proofs.tellsOf(event).own === cable);
  const worst = own.find(({ severity }) => severity === "bad") ?? own[0];
  return worst
    ? [{ cable, state: worst.severity === "bad" ? "bad" : "attention", sentence: sentenceOf(worst) }]
    : [];
}

/** Its side of the story is the flow's alone: systems that say more of it know better. */
const shallow: ReadonlySet<string> = new Set(["flow-log", "contact-record"]);

function deepest(events: readonly TrailEvent[]): TrailEvent | undefined {
  return events.find(({ source }) => !shallow.has(source)) ?? events[0];
}

/** A system that gave no answer is part of what failed. */
function hasTrouble({ severity }: TrailEvent): boolean {
  return severity === "bad" || severity === "attention" || severity === "unknown";
}

/** Where a call that got no further would have gone. */
function cableAhead(told: readonly TrailEvent[], proofs: CableProofs): Cable["id"] | undefined {
  const last = proofs.order.findLastIndex((cable) => proofOf(cable, told, proofs)?.severity === "good");
  return proofs.order[last + 1];
}

interface Proof {
  event: TrailEvent;
  severity: "good" | "info";
}

/** The best that was seen of a cable; undefined when that is nothing, or nothing with a known outcome. */
function proofOf(cable: Cable["id"], told: readonly TrailEvent[], proofs: CableProofs): Proof | undefined {
  const events = told.flatMap((event): { event: TrailEvent; severity: Severity }[] => {
    const { own, passed } = proofs.tellsOf(event);
    if (own === cable && event.severity !== "bad" && event.severity !== "attention")
      return [{ event, severity: event.severity }];
    return passed?.includes(cable) ? [{ event, severity: "good" }] : [];
  });
  const severity = events.map((each) => each.severity).reduce(weightierSeverity, "info");
  const best = events.find((each) => each.severity === severity);
  return best && (severity === "good" || severity === "info") ? { event: best.event, severity } : undefined;
}

/** How it went there is not known, or it was only begun when the call ended: neither proven nor not reached. */
function isOpen(
  cable: Cable["id"],
  told: readonly TrailEvent[],
  proofs: CableProofs,
  isCallOver: boolean,
): boolean {
  return told.some(
    (event) =>
      proofs.tellsOf(event).own === cable &&
      (event.severity === "unknown" || (isCallOver && event.severity === "info")),
  );
}

/**
 * What a proof says is kept with the integration, so nothing of the contact may stand in it: no number, no value that a
 * flow said or compared (both stand in quotes), and of the details only what explains a fault and isn't what the caller keyed in.
 */
function sentenceOf({ title, detail, severity, kind }: TrailEvent): string {
  const isFault = (severity === "bad" || severity === "attention") && kind !== "keyed-in";
  const sentence = detail && isFault ? `${title} (${detail})` : title;
  return maskPhonesIn(sentence.replace(/“[^”]*”?/g, "“…”"));
}
