import { eventKind } from "@/lib/trail/event-kind";

/** The part of a turn that took the longest: speech to text, the bot, or the voice. */
export type TurnPart = "asr" | "bot" | "tts" | "several" | "unknown";

export type SlowTurnFacts = {
  part: TurnPart;
  totalMs: number;
  asrMs?: number;
  botMs?: number;
  ttsMs?: number;
};

/** A turn that a caller notices. */
export const turnTaken = eventKind<SlowTurnFacts>("kore-turns.turn");
export const sessionEnded = eventKind<{ containmentType: string }>("kore-session.ended");
/** `isOwnBot` and `isOwnNumber` are absent where Kore names none. */
export const interactionRecorded = eventKind<{
  botIds: readonly string[];
  ownBotId: string;
  isOwnBot?: boolean;
  calledNumber?: string;
  ownNumber: string;
  isOwnNumber?: boolean;
  finalStatus: string;
  hasError: boolean;
}>("kore-interaction.recorded");
export const recordingKept = eventKind("kore-recording.kept");
export const logLineWritten = eventKind<{ isError: boolean }>("kore-debug-log.line");
