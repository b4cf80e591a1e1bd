import { setTimeout as sleep } from "node:timers/promises";
import { type GuardedAnswer, type GuardedRequest, guardedRequest } from "../guarded-request";
import { RequestError } from "../host-guard";
import { type PlainObject, parseObject } from "../plain-values";
import { type AsappFault, faultOfRequest, faultOfStatus, malformed } from "./fault";
import type { AsappSettings } from "./settings";

/** The clock, which tests can replace. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now: () => number;
  wait: (milliseconds: number) => Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: async (milliseconds) => {
    await sleep(milliseconds);
  },
};

export type AsappRequest = Pick<GuardedRequest, "method" | "body"> & { path: string };

export type AsappAnswer =
  | { ok: true; value: PlainObject; attempts: number }
  | { ok: false; fault: AsappFault; attempts: number };

/** ASAPP's rules for retries, by status. Anything else would get the same answer again. */
const pausesAfterLimitMs = [1000, 2000, 4000];
const pausesAfterFaultMs = [250, 500, 1000];
/** With less time than this, an attempt couldn't finish. */
const shortestAttemptMs = 100;

export const transfersPath = "/generativeagent/v1/call-transfers";

/**
 * One request to ASAPP's API, retried by its rules (429 after 1, 2, and 4 s; 5xx after 250, 500, and 1000 ms), all within
 * the deadline. Never throws: returns what went wrong.
 */
export async function callAsapp(
  settings: AsappSettings,
  request: AsappRequest,
  deadline: number,
  clock: Clock,
): Promise<AsappAnswer> {
  const afterLimit = pausesAfterLimitMs.values();
  const afterFault = pausesAfterFaultMs.values();
  for (let attempts = 1; ; attempts++) {
    const leftMs = deadline - clock.now();
    if (leftMs <= 0) return { ok: false, fault: faultOfRequest("timeout"), attempts: attempts - 1 };
    const answer = await attempt(settings, request, leftMs);
    if (answer instanceof RequestError) return { ok: false, fault: faultOfRequest(answer.fault), attempts };
    const { status, text } = answer;
    if (status >= 200 && status < 300) {
      const value = parseObject(text);
      return value ? { ok: true, value, attempts } : { ok: false, fault: malformed, attempts };
    }
    const pauses = status === 429 ? afterLimit : status >= 500 ? afterFault : [].values();
    const pauseMs: number | undefined = pauses.next().value;
    if (pauseMs === undefined || clock.now() + pauseMs + shortestAttemptMs > deadline)
      return { ok: false, fault: faultOfStatus(status, text), attempts };
    await clock.wait(pauseMs);
  }
}

async function attempt(
  { origin, inwardAllowed, apiId, apiSecret }: AsappSettings,
  { method, path, body }: AsappRequest,
  timeoutMs: number,
): Promise<GuardedAnswer | RequestError> {
  try {
    return await guardedRequest({
      url: new URL(path, origin),
      method,
      headers: {
        "asapp-api-id": apiId,
        "asapp-api-secret": apiSecret,
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body,
      timeoutMs,
      inwardAllowed,
    });
  } catch (error) {
    return error instanceof RequestError ? error : new RequestError("unreachable", { cause: error });
  }
}
