import { setTimeout as pause } from "node:timers/promises";

type Answer<T> = T | undefined | null | false;

/** Asks again and again until there is an answer, false being none; fails after `withinMs`, naming what it waited for. */
export async function until<T>(
  what: string,
  ask: () => Promise<Answer<T>> | Answer<T>,
  withinMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
    await pause(25);
  }
}
