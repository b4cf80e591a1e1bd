import type { AsappAccount } from "./asapp-account";

interface Counted {
  /** Which second, or which day in UTC. */
  span: number;
  count: number;
}

const dayMs = 86_400_000;

/** Whether this request is one too many in its second or on its day, for an account whose rate is limited. Not stored. */
export class RequestRate {
  readonly #seconds = new Map<string, Counted>();
  readonly #days = new Map<string, Counted>();

  isOver({ apiId, requestsPerSecond, requestsPerDay }: AsappAccount, now: number): boolean {
    const inSecond = count(this.#seconds, apiId, Math.floor(now / 1000));
    const onDay = count(this.#days, apiId, Math.floor(now / dayMs));
    return inSecond > (requestsPerSecond ?? Infinity) || onDay > (requestsPerDay ?? Infinity);
  }

  reset(): void {
    this.#seconds.clear();
    this.#days.clear();
  }
}

function count(counts: Map<string, Counted>, apiId: string, span: number): number {
  const known = counts.get(apiId);
  const counted = { span, count: known?.span === span ? known.count + 1 : 1 };
  counts.set(apiId, counted);
  return counted.count;
}
