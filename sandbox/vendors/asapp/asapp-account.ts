import { memberOf, textOf } from "../shared/read-request";

/** One customer of the simulated ASAPP, and how it treats that customer. */
export interface AsappAccount {
  /** The AWS account that it works for; absent in what an earlier sandbox wrote: the first. */
  owner?: string;
  apiId: string;
  apiSecret: string;
  /** Call Transfer over PSTN is enabled by ASAPP's people; without it creating one is answered 403. */
  callTransfers: boolean;
  /** A number waits this long for its call. ASAPP's default is a minute. */
  numberLifeSeconds: number;
  /** 429 beyond this many requests in a second; undefined = no limit. */
  requestsPerSecond: number | undefined;
  /** Statuses in lower case and `expireAt`: spellings that were seen beside the documented ones. */
  oldSpellings: boolean;
}

const usual = {
  callTransfers: true,
  numberLifeSeconds: 60,
  requestsPerSecond: undefined,
  oldSpellings: false,
};

/** Known from the start. */
export const firstCustomer = { apiId: "asapp-sandbox-0001", apiSecret: "asapp-sandbox-api-secret" };

/** The customer that the sandbox knows from the start. */
export function firstAccount(): AsappAccount {
  return { ...firstCustomer, ...usual };
}

export type ReadAccount = { ok: true; account: AsappAccount } | { ok: false; message: string };

/** PUT /_sandbox/accounts/{apiId}: what is not given stays as it was. */
export function readAccount(apiId: string, body: unknown, known: AsappAccount | undefined): ReadAccount {
  const apiSecret = textOf(body, "apiSecret") ?? known?.apiSecret;
  if (!apiSecret) return { ok: false, message: "apiSecret must be text." };
  const { callTransfers, numberLifeSeconds, oldSpellings } = known ?? usual;
  const rate = memberOf(body, "requestsPerSecond");
  const life = memberOf(body, "numberLifeSeconds") ?? numberLifeSeconds;
  if (typeof life !== "number" || !(life > 0 && life <= 3600))
    return { ok: false, message: "numberLifeSeconds must be above 0 and at most 3600." };
  if (rate !== undefined && rate !== null && (typeof rate !== "number" || !(rate >= 1)))
    return { ok: false, message: "requestsPerSecond must be at least 1, or null for no limit." };
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
      oldSpellings: flag("oldSpellings", oldSpellings),
    },
  };
}
