import { setTimeout as sleep } from "node:timers/promises";
import { streamWords } from "./contact-stream";
import type { LiveCall } from "./live-call";
import type { Utterance } from "./talk";

/** Both talk, one line after another. Ends early when `isOver` says so. */
export async function holdTalk(
  live: LiveCall,
  lines: readonly Utterance[],
  seconds: number,
  isOver: () => boolean = () => false,
): Promise<void> {
  const middle = Math.floor(lines.length / 2);
  const stepMs = (seconds * 1000) / Math.max(lines.length, 1);
  for (const [index, { speaker, text }] of lines.entries()) {
    if (isOver()) return;
    if (index === middle) live.edges.inTheMiddle?.();
    streamWords(live, speaker, text);
    await sleepUntil(stepMs, isOver);
  }
  if (lines.length === 0) await sleepUntil(seconds * 1000, isOver);
}

const lookMs = 100;

async function sleepUntil(milliseconds: number, isOver: () => boolean): Promise<void> {
  let left = milliseconds;
  while (left > 0 && !isOver()) {
    const step = Math.min(left, lookMs);
    await sleep(step);
    left -= step;
  }
}
