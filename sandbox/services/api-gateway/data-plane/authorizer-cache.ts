import type { SandboxAccount } from "../../../state/account";

/** An authorizer's result, valid for every method of the stage that uses the authorizer. */
export interface Grant {
  principalId: string;
  /** JSON text of the policy. */
  policy: string;
  context: Record<string, string>;
}

interface Entry {
  grant: Grant;
  expiresAt: number;
}

const maxEntries = 10_000;
const caches = new WeakMap<SandboxAccount, Map<string, Entry>>();

/** Keys contain identities unchanged: the cache is in memory only and is never written or shown. */
export function cacheKey(apiId: string, stage: string, authorizerId: string, identities: string[]): string {
  return `${stageKey(apiId, stage)}${JSON.stringify([authorizerId, ...identities])}`;
}

export function recallGrant(account: SandboxAccount, key: string): Grant | undefined {
  const cache = caches.get(account);
  const entry = cache?.get(key);
  if (!entry) return undefined;
  if (entry.expiresAt > account.clock.now()) return entry.grant;
  cache?.delete(key);
  return undefined;
}

export function keepGrant(account: SandboxAccount, key: string, grant: Grant, ttlSeconds: number): void {
  const cache = caches.get(account) ?? new Map<string, Entry>();
  caches.set(account, cache);
  if (cache.size >= maxEntries) {
    const [oldest] = cache.keys();
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(key, { grant, expiresAt: account.clock.now() + ttlSeconds * 1000 });
}

export function flushAuthorizers(account: SandboxAccount, apiId: string, stage: string): void {
  const cache = caches.get(account);
  const prefix = stageKey(apiId, stage);
  for (const key of cache?.keys() ?? []) if (key.startsWith(prefix)) cache?.delete(key);
}

function stageKey(apiId: string, stage: string): string {
  return `${apiId}/${stage}/`;
}
