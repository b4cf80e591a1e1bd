/** How a test call goes on Kore's side. A real call would be decided by what the caller says. */
export interface CallScenario {
  ending: "agent" | "bot" | "caller-hangs-up";
  /** What the Service node sends; undefined = what its template says. */
  post?: unknown;
  /** Wall-clock seconds of talk; 0.4 when absent, an hour at most. */
  talkSeconds?: number;
  fault?: KoreFault | undefined;
}

/** What goes wrong on Kore's side of a test call. */
export interface KoreFault {
  posting?: "never" | "late" | "other-contact" | "wrong-token" | undefined;
  /** The SIP status that answers the INVITE. */
  refuseWith?: number;
}
