import type { VendorAnswer } from "../../shared/serve-vendor";
import type { ZoomAccount } from "../zoom-account";
import { writeTime } from "../zoom-id";
import { zoomError } from "./zoom-error";

export type Category = "LIGHT" | "MEDIUM" | "HEAVY";

const perSecond: Readonly<Record<"pro" | "business", Readonly<Record<Category, number>>>> = {
  pro: { LIGHT: 20, MEDIUM: 10, HEAVY: 5 },
  business: { LIGHT: 40, MEDIUM: 20, HEAVY: 10 },
};
const perDay = { pro: 15_000, business: 30_000 };
const dayMs = 86_400_000;

interface Count {
  period: number;
  count: number;
}

export interface Counted {
  headers: Record<string, string>;
  /** Over a limit. */
  refused?: VendorAnswer;
}

/** Requests of an account, whichever app sends them: a rate for each category, and a day's number of the heavy ones. */
export class Rates {
  readonly #seconds = new Map<string, Count>();
  readonly #days = new Map<string, Count>();

  count({ accountId, behavior }: ZoomAccount, category: Category, now: number): Counted {
    const { plan, rates, heavyToday } = behavior;
    const limit = perSecond[plan][category];
    const second = add(this.#seconds, `${accountId}/${category}`, Math.floor(now / 1000));
    if (category === "HEAVY") {
      const day = Math.floor(now / dayMs);
      const today = heavyToday + add(this.#days, accountId, day);
      if (today > perDay[plan]) {
        const headers = headersOf(category, "Daily-limit", perDay[plan], 0, (day + 1) * dayMs);
        return over(headers, "daily", { "Retry-After": writeTime((day + 1) * dayMs) });
      }
    }
    const end = (Math.floor(now / 1000) + 1) * 1000;
    const headers = headersOf(category, "QPS", limit, Math.max(0, limit - second), end);
    return rates && second > limit ? over(headers, "per-second", { "Retry-After": "1" }) : { headers };
  }
}

function add(counts: Map<string, Count>, key: string, period: number): number {
  const known = counts.get(key);
  const count = known?.period === period ? known.count + 1 : 1;
  counts.set(key, { period, count });
  return count;
}

function headersOf(
  category: Category,
  type: string,
  limit: number,
  remaining: number,
  resetAt: number,
): Record<string, string> {
  return {
    "X-RateLimit-Category": category[0] + category.slice(1).toLowerCase(),
    "X-RateLimit-Type": type,
    "X-RateLimit-Limit": String(limit),
    "X-RateLimit-Remaining": String(remaining),
    "X-RateLimit-Reset": writeTime(resetAt),
  };
}

function over(headers: Record<string, string>, which: string, more: Record<string, string>): Counted {
  const message = `You have reached the maximum ${which} rate limit for this API. Try again later.`;
  const all = { ...headers, ...more };
  return { headers: all, refused: { ...zoomError(429, 429, message), headers: all } };
}
