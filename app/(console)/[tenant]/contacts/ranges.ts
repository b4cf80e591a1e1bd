const hourMs = 3_600_000;

export interface TimeRange {
  id: string;
  label: string;
  lengthMs: number;
}

const lastHour: TimeRange = { id: "hour", label: "last hour", lengthMs: hourMs };
const lastDay: TimeRange = { id: "day", label: "24 hours", lengthMs: 24 * hourMs };

export const ranges: readonly TimeRange[] = [
  lastHour,
  lastDay,
  { id: "week", label: "7 days", lengthMs: 7 * 24 * hourMs },
  { id: "month", label: "30 days", lengthMs: 30 * 24 * hourMs },
  { id: "half-year", label: "6 months", lengthMs: 182 * 24 * hourMs },
];

export function rangeOf(id: string | undefined): TimeRange {
  return ranges.find((range) => range.id === id) ?? lastDay;
}
