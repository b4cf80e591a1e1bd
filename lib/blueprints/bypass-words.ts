/** How a bypass is put into words: what callers go past, and what they and agents notice. */
export interface BypassWords {
  /** In a sentence: "the voice agent". */
  agent: string;
  /** A sentence: what agents lack meanwhile. */
  without: string;
  /** A sentence: how it is again afterward. */
  again: string;
}

export const usualBypassWords: BypassWords = {
  agent: "the voice agent",
  without: "Agents get no metadata with these calls.",
  again: "New callers talk to the voice agent again.",
};

/** "Bypass the voice agent", or the way back. Pure. */
export function bypassLabel({ agent }: Pick<BypassWords, "agent">, isOn: boolean): string {
  return isOn ? "Turn off bypass" : `Bypass ${agent}`;
}
