import type { Problem } from "@/lib/kernel/result";

/** A day has 25 hours when a clock goes back. */
const longestMs = 25 * 3_600_000;

export function isDay({ from, to }: { from: Date; to: Date }): boolean {
  return to > from && to.getTime() - from.getTime() <= longestMs;
}

export const notADay: Problem = {
  code: "day-invalid",
  sentence: "A phone number search covers one day.",
  wayOut: "Choose the day of the call.",
};
