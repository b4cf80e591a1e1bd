import { memberOf, textOf } from "../shared/read-request";
import type { VendorAnswer } from "../shared/serve-vendor";
import { apiFailure } from "./api-failure";

/** Kore's own limits for each bot: over the hour's, everything is blocked. */
const limits = [
  {
    requests: 1_800,
    withinMilliseconds: 3_600_000,
    message: "You've exceeded the hourly rate limit. Please wait for sometime before retrying.",
  },
  {
    requests: 60,
    withinMilliseconds: 60_000,
    message: "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.",
  },
];
const statuses = [400, 401, 403, 429, 500, 502, 503];

/** What the public API answers instead of the real data, and its rates once they are on. Not stored. */
export class ApiTroubles {
  /** The status of a missing scope, which Kore doesn't document. */
  scopeStatus: 401 | 403 = 403;
  #forced: VendorAnswer | undefined;
  /** undefined: of every call. */
  #forcedCalls: readonly unknown[] | undefined;
  #ratesOn = false;
  readonly #asked = new Map<string, number[]>();

  /** `limited` names what the rates are for. undefined when the real answer is to be sent. */
  meet(limited: string, call: string, now: number): VendorAnswer | undefined {
    if (this.#forced && (this.#forcedCalls?.includes(call) ?? true)) return this.#forced;
    if (!this.#ratesOn) return undefined;
    const longest = Math.max(...limits.map(({ withinMilliseconds }) => withinMilliseconds));
    const asked = (this.#asked.get(limited) ?? []).filter((at) => at > now - longest);
    const over = limits.find(
      ({ requests, withinMilliseconds }) =>
        asked.filter((at) => at > now - withinMilliseconds).length >= requests,
    );
    if (over) return apiFailure(429, over.message);
    this.#asked.set(limited, [...asked, now]);
    return undefined;
  }

  /**
   * PUT /_sandbox/api {status?, text?, calls?, ratesOn?, scopeStatus?}: absent members are turned off. `calls` are the
   * names of the calls that get the status or text; absent, all do.
   */
  set(body: unknown): VendorAnswer {
    const status = memberOf(body, "status");
    const text = textOf(body, "text");
    if (status !== undefined && !statuses.some((one) => one === status))
      return { status: 400, body: { message: `status must be one of ${statuses.join(", ")}.` } };
    const forced = typeof status === "number" ? trouble(status) : undefined;
    this.#forced =
      text === undefined
        ? forced
        : { status: forced?.status ?? 200, body: text, headers: { "content-type": "text/html" } };
    const calls = memberOf(body, "calls");
    this.#forcedCalls = Array.isArray(calls) ? calls : undefined;
    this.scopeStatus = memberOf(body, "scopeStatus") === 401 ? 401 : 403;
    this.#ratesOn = memberOf(body, "ratesOn") === true;
    this.#asked.clear();
    return { status: 200, body: {} };
  }
}

function trouble(status: number): VendorAnswer {
  return apiFailure(status, messages[status] ?? "Internal error");
}

const messages: Record<number, string> = {
  400: "Bad request.",
  401: "The token is not valid.",
  403: "The app doesn't have the scope for this.",
  429: "Too many requests.",
};
