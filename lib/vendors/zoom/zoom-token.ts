import { createHash } from "node:crypto";
import { parseObject, textOf } from "@/lambdas/shared/plain-values";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { clockAhead } from "@/lib/net/clock-ahead";
import { requestVendor } from "@/lib/net/guard-host";
import { type ZoomAccount, zoomUrls } from "./connection-settings";
import { malformed, problemOfHost, switchedOff, tokenProblemOf } from "./zoom-problems";

export interface ZoomToken {
  text: string;
  /** What the app may do, as Zoom lists it with the token; undefined when it doesn't. */
  scopes: readonly string[] | undefined;
  /** By this process's own clock, counted from when Zoom answered. */
  expiresAtMs: number;
  /** How far this server's clock is ahead of Zoom's; negative when it is behind, undefined when Zoom didn't say. */
  clockAheadMs: number | undefined;
}

interface Kept {
  token?: ZoomToken;
  /** The request that is on its way: whoever asks meanwhile waits for the same one. */
  asked?: Promise<Result<ZoomToken>>;
}

/** Zoom's tokens live for an hour and can't be refreshed. A new one is asked for this long before the old one ends. */
const renewBeforeMs = 5 * 60_000;
const requestTimeoutMs = 8_000;
/** More accounts than one console has: the oldest go first. */
const maxAccounts = 500;

/** In this process's memory alone, and never written or logged. */
const kept = new Map<string, Kept>();

/** By everything that decides whose token it is. Only a digest: the key must not hold the secret. */
function keyOf({ settings, clientSecret }: ZoomAccount): string {
  const whose = [zoomUrls(settings)?.oauth, settings.accountId, settings.clientId, clientSecret];
  return createHash("sha256").update(JSON.stringify(whose)).digest("base64url");
}

/**
 * The account's access token: the one that is kept, or a new one shortly before it ends. At most one request for it is in
 * flight. `instead` names a token that Zoom has just refused. Problems: zoom-client-wrong, zoom-grant-wrong,
 * zoom-parameter-missing, zoom-account-wrong, zoom-app-deactivated, zoom-rate-limited, zoom-daily-limit, zoom-down,
 * zoom-refused, zoom-malformed, zoom-switched-off, and the host's of lib/net/guard-host.ts.
 */
export async function openZoomToken(
  account: ZoomAccount,
  instead?: ZoomToken,
  nowMs: () => number = Date.now,
): Promise<Result<ZoomToken>> {
  const key = keyOf(account);
  const entry = kept.get(key) ?? {};
  keep(key, entry);
  if (instead !== undefined && entry.token?.text === instead.text) delete entry.token;
  const have = entry.token;
  if (have !== undefined && have.expiresAtMs - nowMs() > renewBeforeMs) return succeed(have);
  entry.asked ??= fetchToken(account, nowMs)
    .then((answer) => {
      if (answer.ok) entry.token = answer.value;
      return answer;
    })
    .finally(() => {
      delete entry.asked;
    });
  const answer = await entry.asked;
  // The old one is good until its end, so a Zoom that is down for a minute stops nothing.
  const isGood = have !== undefined && have === entry.token && have.expiresAtMs > nowMs();
  return !answer.ok && answer.problem.isPassing && isGood ? succeed(have) : answer;
}

function keep(key: string, entry: Kept): void {
  kept.delete(key);
  kept.set(key, entry);
  const [oldest] = kept.keys();
  if (kept.size > maxAccounts && oldest !== undefined) kept.delete(oldest);
}

/** For tests, and for a connection test: what was proven with an old token says nothing of the app's scopes now. */
export function forgetZoomToken(account: ZoomAccount): void {
  kept.delete(keyOf(account));
}

async function fetchToken(account: ZoomAccount, nowMs: () => number): Promise<Result<ZoomToken>> {
  const { settings, clientSecret } = account;
  const urls = zoomUrls(settings);
  if (urls === undefined) return fail(switchedOff);
  const answer = await requestVendor({
    vendor: "Zoom",
    url: `${urls.oauth}/oauth/token`,
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${settings.clientId}:${clientSecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
    },
    body: new URLSearchParams({
      grant_type: "account_credentials",
      account_id: settings.accountId,
    }).toString(),
    timeoutMs: requestTimeoutMs,
    simulated: urls.simulated,
  });
  if (!answer.ok) return fail({ ...problemOfHost(answer.problem), isPassing: true });
  const { status, text, headers } = answer.value;
  if (status !== 200) return fail(tokenProblemOf({ status, text, headers }));
  const value = parseObject(text);
  const token = textOf(value?.access_token);
  const seconds = Number(value?.expires_in);
  if (!/^[\x21-\x7e]{1,8192}$/.test(token) || !(seconds > 0)) return fail(malformed);
  const at = nowMs();
  return succeed({
    text: token,
    scopes:
      typeof value?.scope === "string"
        ? value.scope.split(/[\s,]+/).filter((name) => name !== "")
        : undefined,
    expiresAtMs: at + Math.min(seconds, 3_600) * 1_000,
    clockAheadMs: clockAhead(headers, at),
  });
}
