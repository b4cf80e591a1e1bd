import { Time } from "./time";

/**
 * As a finding writes a moment, "2026-03-04 10:00 UTC" (`formatMoment`), and an event whose clock is wrong (`alignClocks`),
 * "2026-03-04 10:00:07.250 UTC".
 */
const moment = /(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d\.\d{3})?) UTC/;

/** Words of a finding or an event, with each moment in the reader's own time as everywhere else on the screen. */
export function TextWithTimes({ text }: { text: string }) {
  // Split by a pattern with two groups: text, day, time, text, day, time, …, text.
  const parts = text.split(moment);
  return parts.map((part, index) => {
    if (index % 3 === 2) return null;
    if (index % 3 === 0) return part;
    const time = parts[index + 1] ?? "";
    const isExact = time.length > 5;
    const at = `${part}T${time}${isExact ? "" : ":00.000"}Z`;
    // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts have no other name.
    return <Time key={index} at={at} look={isExact ? "exact" : "day-time"} />;
  });
}
