import type { SandboxAccount } from "../../../state/account";
import type { HttpApi, HttpRoute, HttpStage } from "../http-api-store";

const bucketsOf = new WeakMap<SandboxAccount, Map<string, { tokens: number; at: number }>>();

/** Whether a request to this route is within its limits, by a token bucket of its own. Takes one token if so. */
export function withinLimits(
  account: SandboxAccount,
  api: HttpApi,
  stage: HttpStage,
  route: HttpRoute,
): boolean {
  const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } =
    stage.routeSettings[route.key] ?? stage.defaultSettings;
  if (burst === undefined || rate === undefined) return true;
  const buckets = bucketsOf.get(account) ?? new Map<string, { tokens: number; at: number }>();
  bucketsOf.set(account, buckets);
  const key = `${api.id}/${stage.name}/${route.id}`;
  const now = account.clock.now();
  const bucket = buckets.get(key) ?? { tokens: burst, at: now };
  const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate);
  buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
  return tokens >= 1;
}
