/** The last line of `npm run bench -- trail --json`. */
export interface TrailFigures {
  /** Time to the whole trail ÷ the slowest chain of dependent calls. */
  toSlowestChain: number;
  /** Time to the whole trail ÷ the same calls one after another. */
  toSequential: number;
  /** As toSlowestChain, while the flow log holds 100,000 events of other contacts. */
  toSlowestChainAmong100kEvents: number;
  /** From the request for the trail's page to the first byte of the page. */
  firstByteMs: number;
  /** The same of an engagement's page, in a tenant without an AWS account. */
  engagementFirstByteMs: number;
  /** The longest that a source of such a trail takes until it has reported, or says that it couldn't. */
  engagementSourceMs: number;
  /** Compressed JavaScript that the trail's page loads, 1 KiB = 1,024 bytes. */
  pageJsKiB: number;
  /** The same of the tenant's overview and of a finished deployment. */
  overviewJsKiB: number;
  runJsKiB: number;
  /** The same of the agents' page, without Amazon Connect Streams. */
  agentPageJsKiB: number;
  /** From the arrival of a contact's 5,000 events in the browser until they are drawn. */
  draw5000EventsMs: number;
}

export const limits: Record<keyof TrailFigures, number> = {
  toSlowestChain: 1.2,
  toSequential: 0.4,
  toSlowestChainAmong100kEvents: 1.2,
  firstByteMs: 150,
  engagementFirstByteMs: 150,
  engagementSourceMs: 2_000,
  pageJsKiB: 160,
  overviewJsKiB: 160,
  runJsKiB: 160,
  agentPageJsKiB: 150,
  draw5000EventsMs: 1_000,
};

/** While 5,000 events are scrolled, the page must not be blocked for longer than this. Milliseconds. */
export const maxScrollTaskMs = 200;

const titles: Record<keyof TrailFigures, string> = {
  toSlowestChain: "whole trail ÷ slowest chain of dependent calls",
  toSequential: "whole trail ÷ the same calls one after another",
  toSlowestChainAmong100kEvents: "the same ÷ slowest chain, among 100,000 events of other contacts",
  firstByteMs: "first byte of the trail's page, ms",
  engagementFirstByteMs: "first byte of an engagement's page, ms",
  engagementSourceMs: "slowest source of an engagement's trail, ms",
  pageJsKiB: "compressed JavaScript of the trail's page, KiB",
  overviewJsKiB: "the same of the overview",
  runJsKiB: "the same of a deployment",
  agentPageJsKiB: "the same of the agent page, without Streams",
  draw5000EventsMs: "5,000 events drawn, ms",
};

export const names: readonly (keyof TrailFigures)[] = [
  "toSlowestChain",
  "toSequential",
  "toSlowestChainAmong100kEvents",
  "firstByteMs",
  "engagementFirstByteMs",
  "engagementSourceMs",
  "pageJsKiB",
  "overviewJsKiB",
  "runJsKiB",
  "agentPageJsKiB",
  "draw5000EventsMs",
];

/** The names of figures that are above their limit or not a number. Pure. */
export function missedLimits(figures: TrailFigures): (keyof TrailFigures)[] {
  return names.filter((name) => !(figures[name] <= limits[name]));
}

/** A line for each figure. Pure. */
export function describeTrailFigures(figures: TrailFigures): string {
  const missed = missedLimits(figures);
  const width = Math.max(...names.map((name) => titles[name].length));
  return names
    .map((name) => {
      const [figure, limit] = [String(figures[name]).padStart(7), String(limits[name]).padStart(5)];
      const verdict = missed.includes(name) ? "MISSED" : "kept";
      return `${titles[name].padEnd(width)}  ${figure}  at most ${limit}  ${verdict}\n`;
    })
    .join("");
}

/** Pure. */
export function describeScrolling(longestTaskMs: number): string {
  const verdict = longestTaskMs <= maxScrollTaskMs ? "kept" : "MISSED";
  const longest = longestTaskMs === 0 ? "under 50" : String(Math.round(longestTaskMs));
  return `Scrolling them, the longest task takes ${longest} ms, at most ${maxScrollTaskMs}: ${verdict}\n`;
}

/** The middle value; for an even count, the mean of the two in the middle. NaN without values, which fails every limit. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}

export function round(value: number, digits = 2): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
