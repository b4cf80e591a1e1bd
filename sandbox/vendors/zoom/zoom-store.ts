import { join } from "node:path";
import { firstAccountId } from "../../state/account";
import { JsonStateFile } from "../../state/state-file";
import { type Engagement, maxEngagements } from "./engagement";
import { firstCustomer, newAccount, type ZoomAccount, type ZoomApp } from "./zoom-account";

interface ZoomData {
  accounts: ZoomAccount[];
}

/** All accounts in one file that is kept across restarts. Tokens aren't in it: a restart ends them. */
export class ZoomStore {
  readonly #file: JsonStateFile<ZoomData>;

  constructor(folder: string) {
    this.#file = new JsonStateFile(join(folder, "zoom.json"), firstData);
    // Calls that were live when the process stopped ended with it.
    for (const { engagements } of this.#file.data.accounts)
      for (const one of engagements) one.endedAt ??= one.startedAt;
  }

  account(accountId: string): ZoomAccount | undefined {
    return this.#file.data.accounts.find((one) => one.accountId === accountId);
  }

  /** Of one owner; the last that was created when there are several. */
  accountOf(owner: string): ZoomAccount | undefined {
    return this.#file.data.accounts.findLast((one) => one.owner === owner);
  }

  appOf(clientId: string): { account: ZoomAccount; app: ZoomApp } | undefined {
    for (const account of this.#file.data.accounts) {
      const app = account.apps.find((one) => one.clientId === clientId);
      if (app) return { account, app };
    }
    return undefined;
  }

  putAccount(account: ZoomAccount): void {
    const { data } = this.#file;
    data.accounts = [...data.accounts.filter((one) => one.accountId !== account.accountId), account];
    this.save();
  }

  deleteAccount(accountId: string): void {
    const { data } = this.#file;
    data.accounts = data.accounts.filter((one) => one.accountId !== accountId);
    this.save();
  }

  addEngagement({ engagements }: ZoomAccount, engagement: Engagement): void {
    engagements.push(engagement);
    if (engagements.length > maxEngagements) engagements.shift();
    this.save();
  }

  reset(): void {
    this.#file.reset();
  }

  save(): void {
    this.#file.save();
  }

  /** Writes pending changes immediately. */
  flush(): void {
    this.#file.flush();
  }
}

function firstData(): ZoomData {
  return { accounts: [newAccount(firstAccountId, firstCustomer, Date.now())] };
}

/** The account's own time. */
export function nowOf({ behavior }: ZoomAccount): number {
  return Date.now() + behavior.aheadSeconds * 1000;
}
