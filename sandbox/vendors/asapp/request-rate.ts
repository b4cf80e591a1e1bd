import type { AsappAccount } from "./asapp-account";

/** Whether this request is one too many in its second, for an account whose rate is limited. */
export class RequestRate {
  readonly #seen = new Map<string, { second: number; count: number }>();

  isOver(account: AsappAccount, now: number): boolean {
    if (account.requestsPerSecond === undefined) return false;
    const second = Math.floor(now / 1000);
    const known = this.#seen.get(account.apiId);
    const count = known?.second === second ? known.count + 1 : 1;
    this.#seen.set(account.apiId, { second, count });
    return count > account.requestsPerSecond;
  }
}
