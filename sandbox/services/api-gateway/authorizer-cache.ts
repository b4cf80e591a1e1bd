import { createHash } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import type { AuthorizerAnswer } from "./ask-authorizer";

/** Bounded: the oldest answers go first. */
const maximumAnswers = 1000;

type Cache = Map<string, { answer: AuthorizerAnswer; until: number }>;
const caches = new WeakMap<SandboxAccount, Cache>();

function cacheOf(account: SandboxAccount): Cache {
  const cache = caches.get(account) ?? new Map();
  caches.set(account, cache);
  return cache;
}

export interface CacheKey {
  apiId: string;
  stage: string;
  authorizerId: string;
  token: string;
}

/** Tokens are kept as hashes only. */
function textOf({ apiId, stage, authorizerId, token }: CacheKey): string {
  return `${apiId}/${stage}/${authorizerId}/${createHash("sha256").update(token).digest("hex")}`;
}

export function recallAnswer(account: SandboxAccount, key: CacheKey): AuthorizerAnswer | undefined {
  const found = cacheOf(account).get(textOf(key));
  return found && found.until > account.clock.now() ? found.answer : undefined;
}

export function rememberAnswer(
  account: SandboxAccount,
  key: CacheKey,
  answer: AuthorizerAnswer,
  ttlSeconds: number,
): void {
  if (ttlSeconds === 0) return;
  const cache = cacheOf(account);
  cache.delete(textOf(key));
  cache.set(textOf(key), { answer, until: account.clock.now() + ttlSeconds * 1000 });
  for (const oldest of cache.keys()) {
    if (cache.size <= maximumAnswers) break;
    cache.delete(oldest);
  }
}

export function forgetAnswers(account: SandboxAccount, apiId: string, stage: string): void {
  const cache = cacheOf(account);
  for (const key of cache.keys()) if (key.startsWith(`${apiId}/${stage}/`)) cache.delete(key);
}
