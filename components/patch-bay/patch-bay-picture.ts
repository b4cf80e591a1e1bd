import type { State } from "@/components/ui/state";
import type { Cable, Jack } from "@/lib/blueprints/blueprint";

export type CableState = Extract<State, "good" | "attention" | "bad" | "unknown">;

/** A cable with what was last proven of it, and the way to the evidence. */
export interface ProvenCable extends Cable {
  state: CableState;
  /** What was seen, or what would prove it. */
  sentence: string;
  /** ISO 8601; undefined when nothing was proven. */
  provenAt?: string;
  href: string;
}

export interface PatchBayPicture {
  title: string;
  jacks: readonly Jack[];
  cables: readonly ProvenCable[];
}

export const stateWords: Record<CableState, string> = {
  good: "worked",
  attention: "needs a look",
  bad: "failed",
  unknown: "not proven yet",
};
