import type { TurnLatency } from "./conversation";

/** The part of a turn that a test call can make slow, as Kore's API names it. */
export const turnParts = ["asr", "bot", "tts"] as const;
export type TurnPart = (typeof turnParts)[number];

const usualMs: Record<TurnPart, number> = { asr: 310, bot: 680, tts: 240 };

/** What Kore measured of one turn. Before a greeting nobody spoke, so nothing was recognized. */
export function turnLatency(
  text: string,
  isGreeting: boolean,
  slow: { part: TurnPart; seconds: number } | undefined,
): TurnLatency {
  const ms = (part: TurnPart) => usualMs[part] + (slow?.part === part ? slow.seconds * 1000 : 0);
  const tts = ms("tts");
  return {
    totalMs: (isGreeting ? 0 : ms("asr")) + ms("bot") + tts,
    ...(isGreeting ? {} : { asr: { durationMs: ms("asr"), provider: "google", confidenceScore: 0.94 } }),
    bot: { durationMs: ms("bot") },
    tts: {
      durationMs: tts,
      provider: "azure",
      utteranceLengthChars: text.length,
      audioLengthMs: text.length * 60,
      streamingEnabled: true,
      firstByteMs: Math.min(tts, 85),
    },
  };
}
