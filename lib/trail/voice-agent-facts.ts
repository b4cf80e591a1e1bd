import type { TrailEvent } from "./event";

/** What a vendor's own source tells of the voice agent's part, under the same names whoever the vendor is. */
export type VoiceAgentFacts = {
  /** An event of the beginning: the vendor keeps whether it gave the caller to an agent. */
  isHandedOff?: boolean;
  /** An event of the end: the part left nothing behind for the flow. */
  leftNothing?: boolean;
};

/** What a contact center that isn't Amazon Connect tells of the voice agent's part, whoever the voice agent's maker is. */
export type ContactCenterFacts = {
  /** The call went to the voice agent, came back from it, or didn't get there. */
  voiceAgent?: "called" | "ended" | "failed";
  /** The contact center refused the transfer that the voice agent asked for. */
  refusedTransfer?: boolean;
};

export function leftNothing({ facts }: TrailEvent): boolean {
  return facts?.leftNothing === true;
}

/** undefined for an event that is no beginning of the voice agent's part. */
export function isHandedOff({ facts }: TrailEvent): boolean | undefined {
  return typeof facts?.isHandedOff === "boolean" ? facts.isHandedOff : undefined;
}

/** What a contact center says of the voice agent's part; undefined for another event. */
export function voiceAgentPart({ facts }: TrailEvent): ContactCenterFacts["voiceAgent"] {
  const part = facts?.voiceAgent;
  return part === "called" || part === "ended" || part === "failed" ? part : undefined;
}

/** Whether a contact center says that it refused the voice agent's transfer. */
export function isTransferRefused({ facts }: TrailEvent): boolean {
  return facts?.refusedTransfer === true;
}
