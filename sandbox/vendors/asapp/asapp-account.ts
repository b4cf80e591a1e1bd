import { memberOf, textOf } from "../shared/read-request";

/** One customer of the simulated ASAPP, with the settings that apply to it. */
export interface AsappAccount {
  /** The AWS account that it belongs to; absent in state from an earlier sandbox: the first. */
  owner?: string;
  apiId: string;
  apiSecret: string;
  /** Call Transfer over PSTN is enabled by ASAPP's people; otherwise creating one returns 403. */
  callTransfers: boolean;
  /** A number waits this long for its call. ASAPP's default is a minute. */
  numberLifeSeconds: number;
  /** 429 beyond this many requests in a second; undefined = no limit. */
  requestsPerSecond: number | undefined;
  /** 429 beyond this many requests until the next day in UTC; undefined = no limit. */
  requestsPerDay?: number | undefined;
  /** false: calls by number don't show among the conversations, which is possible too. */
  conversations?: boolean;
  /** Statuses in lower case and `expireAt`: spellings that were observed besides the documented ones. */
  oldSpellings: boolean;
}

const usual = {
  callTransfers: true,
  numberLifeSeconds: 60,
  requestsPerSecond: undefined,
  requestsPerDay: undefined,
  conversations: true,
  oldSpellings: false,
};

/** Exists from the start. */
export const firstCustomer = { apiId: "asapp-sandbox-0001", apiSecret: "asapp-sandbox-api-secret" };

/** The customer that exists from the start. */
export function firstAccount(): AsappAccount {
  return { ...firstCustomer, ...usual };
}

export type ReadAccount = { ok: true; account: AsappAccount } | { ok: false; message: string };

/** PUT /_sandbox/accounts/{apiId}: absent members are unchanged. */
export function readAccount(apiId: string, body: unknown, known: AsappAccount | undefined): ReadAccount {
  const apiSecret = textOf(body, "apiSecret") ?? known?.apiSecret;
  if (!apiSecret) return { ok: false, message: "apiSecret must be text." };
  const { callTransfers, numberLifeSeconds, oldSpellings, conversations = true } = known ?? usual;
  const rate = memberOf(body, "requestsPerSecond");
  const perDay = memberOf(body, "requestsPerDay");
  const life = memberOf(body, "numberLifeSeconds") ?? numberLifeSeconds;
  if (typeof life !== "number" || !(life > 0 && life <= 3600))
    return { ok: false, message: "numberLifeSeconds must be above 0 and at most 3600." };
  if (rate !== undefined && rate !== null && (typeof rate !== "number" || !(rate >= 1)))
    return { ok: false, message: "requestsPerSecond must be at least 1, or null for no limit." };
  if (perDay !== undefined && perDay !== null && (typeof perDay !== "number" || !(perDay >= 0)))
    return { ok: false, message: "requestsPerDay must be at least 0, or null for no limit." };
  const flag = (name: string, otherwise: boolean) => {
    const value = memberOf(body, name);
    return typeof value === "boolean" ? value : otherwise;
  };
  return {
    ok: true,
    account: {
      ...(known?.owner !== undefined && { owner: known.owner }),
      apiId,
      apiSecret,
      callTransfers: flag("callTransfers", callTransfers),
      numberLifeSeconds: life,
      requestsPerSecond: rate === undefined ? known?.requestsPerSecond : (rate ?? undefined),
      requestsPerDay: perDay === undefined ? known?.requestsPerDay : (perDay ?? undefined),
      conversations: flag("conversations", conversations),
      oldSpellings: flag("oldSpellings", oldSpellings),
    },
  };
}
