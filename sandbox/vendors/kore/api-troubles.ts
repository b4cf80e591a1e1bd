import { memberOf, textOf } from "../shared/read-request";
import type { VendorAnswer } from "../shared/serve-vendor";

/** Kore's own limits for each bot. */
const limits = [
  { requests: 60, withinMilliseconds: 60_000 },
  { requests: 1_800, withinMilliseconds: 3_600_000 },
];
const statuses = [400, 401, 403, 429, 500, 502, 503];

/** What the public API answers in place of the truth, and its rates once they are switched on. Of this run alone. */
export class ApiTroubles {
  #forced: VendorAnswer | undefined;
  #ratesOn = false;
  readonly #asked = new Map<string, number[]>();

  /** undefined when the true answer is to be given. */
  meet(botId: string, now: number): VendorAnswer | undefined {
    if (this.#forced) return this.#forced;
    if (!this.#ratesOn) return undefined;
    const longest = Math.max(...limits.map(({ withinMilliseconds }) => withinMilliseconds));
    const asked = (this.#asked.get(botId) ?? []).filter((at) => at > now - longest);
    const isOver = limits.some(
      ({ requests, withinMilliseconds }) =>
        asked.filter((at) => at > now - withinMilliseconds).length >= requests,
    );
    if (isOver) return trouble(429);
    this.#asked.set(botId, [...asked, now]);
    return undefined;
  }

  /** PUT /_sandbox/api {status?, text?, ratesOn?}: what is not given is switched off again. */
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
    this.#ratesOn = memberOf(body, "ratesOn") === true;
    this.#asked.clear();
    return { status: 200, body: {} };
  }
}

function trouble(status: number): VendorAnswer {
  return { status, body: { errors: [{ msg: messages[status] ?? "Internal error", code: status * 10 }] } };
}

const messages: Record<number, string> = {
  400: "Bad request.",
  401: "The token is not valid.",
  403: "The app doesn't have the scope for this.",
  429: "Too many requests.",
};
