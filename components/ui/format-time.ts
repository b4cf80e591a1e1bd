export type TimeLook = "day-time" | "day" | "time" | "second" | "exact";

/** A moment as text: "today" needs a clock that both sides agree on, so days are always written out. */
export function formatTime(at: string, look: TimeLook, timeZone?: string): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return at;
  return formatOf(look, timeZone).format(moment);
}

const parts: Record<TimeLook, Intl.DateTimeFormatOptions> = {
  day: { day: "numeric", month: "short", year: "numeric" },
  "day-time": { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  time: { hour: "2-digit", minute: "2-digit" },
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  exact: { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 },
};
const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept: to make one costs more than to draw the row that it stands in. */
function formatOf(look: TimeLook, timeZone: string | undefined): Intl.DateTimeFormat {
  const key = `${look} ${timeZone ?? ""}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat("en-US", { ...parts[look], hourCycle: "h23", timeZone });
  formats.set(key, format);
  return format;
}

/** Seconds as a person says them: 0.4 s, 14 s, 2 min 28 s. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** The distance from a beginning, as the trail's last column has it: +2:29.8. */
export function formatOffset(milliseconds: number): string {
  const sign = milliseconds < 0 ? "−" : "+";
  const tenths = Math.round(Math.abs(milliseconds) / 100);
  const seconds = (tenths % 600) / 10;
  const minutes = Math.floor(tenths / 600);
  return minutes > 0
    ? `${sign}${minutes}:${seconds.toFixed(1).padStart(4, "0")}`
    : `${sign}${seconds.toFixed(1)}`;
}
