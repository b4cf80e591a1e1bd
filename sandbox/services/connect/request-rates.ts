import type { SandboxAccount } from "../../state/account";
import { type Handler, ServiceError } from "../../wire/service";
import { connectState } from "./connect-state";

interface Rate {
  perSecond: number;
  burst: number;
}

/** AWS's defaults per account and Region. */
const usual: Rate = { perSecond: 2, burst: 5 };
const special: Readonly<Record<string, Rate>> = {
  SearchContacts: { perSecond: 0.5, burst: 1 },
  DescribeContact: { perSecond: 10, burst: 15 },
  GetContactAttributes: { perSecond: 10, burst: 15 },
  ListContactReferences: { perSecond: 10, burst: 15 },
  ListIntegrationAssociations: { perSecond: 25, burst: 50 },
};

const buckets = new WeakMap<SandboxAccount, Map<string, { tokens: number; at: number }>>();

/** Gives each operation its own token bucket, once the rates are on. */
export function withRates(handlers: Readonly<Record<string, Handler>>): Record<string, Handler> {
  return Object.fromEntries(
    Object.entries(handlers).map(([operation, handler]): [string, Handler] => [
      operation,
      (input, context) => {
        takeToken(context.account, operation);
        return handler(input, context);
      },
    ]),
  );
}

function takeToken(account: SandboxAccount, operation: string): void {
  if (!connectState(account).data.ratesOn) return;
  const rate = special[operation] ?? usual;
  const now = account.clock.now();
  const known = buckets.get(account) ?? new Map<string, { tokens: number; at: number }>();
  buckets.set(account, known);
  const bucket = known.get(operation) ?? { tokens: rate.burst, at: now };
  const tokens = Math.min(rate.burst, bucket.tokens + ((now - bucket.at) / 1000) * rate.perSecond);
  known.set(operation, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
  if (tokens < 1) throw new ServiceError("ThrottlingException", "Rate exceeded");
}
