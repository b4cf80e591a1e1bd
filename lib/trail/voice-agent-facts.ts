import type { TrailEvent } from "./event";

/** What a vendor's own source tells of the voice agent's part, under the same names whoever the vendor is. */
export type VoiceAgentFacts = {
  /** An event of the beginning: the vendor keeps whether it gave the caller to an agent. */
  isHandedOff?: boolean;
  /** An event of the end: the part left nothing behind for the flow. */
  leftNothing?: boolean;
};

export function leftNothing({ facts }: TrailEvent): boolean {
  return facts?.leftNothing === true;
}

/** undefined for an event that is no beginning of the voice agent's part. */
export function isHandedOff({ facts }: TrailEvent): boolean | undefined {
  return typeof facts?.isHandedOff === "boolean" ? facts.isHandedOff : undefined;
}
