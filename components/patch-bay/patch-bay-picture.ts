import type { State } from "@/components/ui/state";
import type { Cable, Jack } from "@/lib/blueprints/blueprint";
import type { CableState } from "@/lib/integrations/overview";

export type { CableState };

/** How a cable's state is marked: what was not reached is marked like what is not known, and said in words. */
export const markOf: Record<CableState, State> = {
  good: "good",
  attention: "attention",
  bad: "bad",
  unknown: "unknown",
  "not-reached": "unknown",
};

/** A cable with what was last proven of it, and the way to the evidence. */
export interface ProvenCable extends Cable {
  state: CableState;
  /** What was seen, or what would prove it. */
  sentence: string;
  /** ISO 8601; undefined when nothing was proven. */
  provenAt?: string | undefined;
  href: string;
}

export interface PatchBayPicture {
  title: string;
  jacks: readonly Jack[];
  cables: readonly ProvenCable[];
  /** Callers go past the voice agent, straight to the queue. */
  isBypassed?: boolean;
}

/** What a call still goes through while the voice agent is bypassed. */
const bypassHops: readonly Cable["hop"][] = ["number", "flow", "queue", "agent"];

/** "around": all callers go this way now; "loose": none does. undefined while nothing is bypassed. Pure. */
export function placeInBypass(picture: PatchBayPicture, cable: Cable): "around" | "loose" | undefined {
  if (!picture.isBypassed) return undefined;
  if (cable.hop === "queue") return "around";
  return bypassHops.includes(cable.hop) ? undefined : "loose";
}

/** In the picture, beside a cable that is marked. */
export const stateWords: Record<CableState, string> = {
  good: "worked",
  attention: "attention",
  bad: "failed",
  unknown: "not verified yet",
  "not-reached": "not reached",
};

/** A cable tells of the last call that was looked at, and not of those before it. */
const seenWords: Record<CableState, string> = {
  good: "worked in the last call",
  attention: "needed attention in the last call",
  bad: "failed in the last call",
  unknown: "not verified yet",
  "not-reached": "not reached in the last call",
};

/** What a cable's mark shows: what was proven of it, unless the bypass says otherwise. Pure. */
export function stateInBypass(picture: PatchBayPicture, cable: ProvenCable): CableState {
  switch (placeInBypass(picture, cable)) {
    case "around":
      return "attention";
    case "loose":
      return "unknown";
    case undefined:
      return cable.state;
  }
}

/** What is known of a cable, in words. Pure. */
export function sayCable(picture: PatchBayPicture, cable: ProvenCable): string {
  switch (placeInBypass(picture, cable)) {
    case "around":
      return "all callers go this way: the bypass is on";
    case "loose":
      return "bypassed";
    case undefined:
      return seenWords[cable.state];
  }
}
