import { functionName } from "@/lib/hops/hop-of-function";
import type { Trail, TrailEvent } from "@/lib/trail/event";
import { failedBy } from "@/lib/trail/failure-kind";
import { rawMember } from "@/lib/trail/findings/finding-rule";
import { parameterOf } from "@/lib/trail/findings/transfers";

/** What Lambda measured of the function that a failed block had called, where the function itself did well. */
export interface MeasuredRun {
  functionName: string;
  requests: TrailEvent[];
  /** Of the longest request, the cold start included. */
  tookMs: number;
  coldStartMs: number;
  /** The block's. */
  limitMs: number;
}

/** As long as a block waits at the most, where the log does not name its limit. */
const maxLimitMs = 8_000;
/** The clocks of two services, and how long a block's line may be after its function's. */
const clockMs = 2_000;

/** undefined for a block that did not fail by its function, and for a function that failed or of which too little is told. */
export function measuredRunOf(trail: Trail, block: TrailEvent): MeasuredRun | undefined {
  if (!failedBy(block, "function-error", "timed-out")) return undefined;
  const name = functionName(
    parameterOf(block, "FunctionArn") ?? parameterOf(block, "LambdaFunctionARN") ?? "",
  );
  const limitMs = Number(parameterOf(block, "TimeLimit") ?? Number.NaN) || maxLimitMs;
  const all = trail.events.filter(({ source }) => source === `lambda-log:${name}`);
  const requests = requestsOf(block, all, limitMs);
  const times = requests.map((event) => ({
    tookMs: numberOf(event, "durationMs"),
    coldStartMs: numberOf(event, "initMs") ?? 0,
    isWell: event.severity === "good",
  }));
  let longest = { tookMs: 0, coldStartMs: 0 };
  for (const { tookMs, coldStartMs, isWell } of times) {
    if (!isWell || tookMs === undefined) return undefined;
    if (tookMs + coldStartMs >= longest.tookMs) longest = { tookMs: tookMs + coldStartMs, coldStartMs };
  }
  return requests.length > 0 ? { functionName: name, requests, ...longest, limitMs } : undefined;
}

/** A flow may call one function more than once: this block's requests lie in its time. */
function requestsOf(block: TrailEvent, all: TrailEvent[], limitMs: number): TrailEvent[] {
  const blockMs = Date.parse(block.at);
  const own = all.filter(({ at }) => {
    const sinceMs = Date.parse(at) - blockMs;
    return sinceMs >= -limitMs - clockMs && sinceMs <= limitMs + clockMs;
  });
  return own.length > 0 ? own : all;
}

function numberOf(event: TrailEvent, name: string): number | undefined {
  const value = rawMember(event, name);
  return typeof value === "number" ? value : undefined;
}
