import type { SandboxAccount } from "../../state/account";
import { ControlError, type ControlRoute } from "../../wire/control";
import { type Handler, ServiceError } from "../../wire/service";
import { apiOf, gatewayState, stageOf } from "./gateway-store";

interface Rate {
  /** Milliseconds after which one more request is allowed. */
  everyMilliseconds: number;
  burst: number;
}

/** For all operations together. */
const together: Rate = { everyMilliseconds: 100, burst: 40 };
/** Operations that also have a rate of their own. */
const special: Readonly<Record<string, Rate>> = {
  CreateRestApi: { everyMilliseconds: 3000, burst: 1 },
  DeleteRestApi: { everyMilliseconds: 30_000, burst: 1 },
  CreateDeployment: { everyMilliseconds: 5000, burst: 1 },
  GetResources: { everyMilliseconds: 400, burst: 5 },
  CreateResource: { everyMilliseconds: 200, burst: 5 },
  DeleteResource: { everyMilliseconds: 200, burst: 5 },
};

type Buckets = Map<string, { tokens: number; at: number }>;
const bucketsOf = new WeakMap<SandboxAccount, Buckets>();

/** Applies AWS's account-wide rates to each operation, once they are turned on. */
export function withRates(handlers: Readonly<Record<string, Handler>>): Record<string, Handler> {
  return Object.fromEntries(
    Object.entries(handlers).map(([operation, handler]): [string, Handler] => [
      operation,
      (input, context) => {
        const { account } = context;
        if (gatewayState(account).data.ratesOn) {
          takeToken(account, "*", together);
          const rate = special[operation];
          if (rate) takeToken(account, operation, rate);
        }
        return handler(input, context);
      },
    ]),
  );
}

function takeToken(account: SandboxAccount, name: string, rate: Rate): void {
  const now = account.clock.now();
  const buckets: Buckets = bucketsOf.get(account) ?? new Map();
  bucketsOf.set(account, buckets);
  const bucket = buckets.get(name) ?? { tokens: rate.burst, at: now };
  const tokens = Math.min(rate.burst, bucket.tokens + (now - bucket.at) / rate.everyMilliseconds);
  buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
  if (tokens >= 1) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(((1 - tokens) * rate.everyMilliseconds) / 1000));
  throw new ServiceError("TooManyRequestsException", "Too Many Requests", {
    retryAfterSeconds: String(retryAfterSeconds),
  });
}

/** What no API of API Gateway sets: its rates, and the web ACL, which WAF attaches to a stage. */
export const gatewayControlRoutes: readonly ControlRoute[] = [
  {
    method: "PUT",
    path: "/_sandbox/api-gateway/options",
    handle({ body }, account) {
      const ratesOn: unknown = typeof body === "object" && body !== null && Reflect.get(body, "ratesOn");
      if (typeof ratesOn !== "boolean") throw new ControlError(400, "ratesOn must be true or false.");
      const file = gatewayState(account);
      file.data.ratesOn = ratesOn;
      file.save();
      bucketsOf.delete(account);
      return { body: { ratesOn } };
    },
  },
  {
    method: "PUT",
    path: "/_sandbox/api-gateway/web-acl",
    handle({ body }, account) {
      const read = (name: string): unknown =>
        typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
      const stage = stageOf(apiOf(account, String(read("restApiId"))), String(read("stageName")));
      const webAclArn = read("webAclArn");
      stage.webAclArn = typeof webAclArn === "string" ? webAclArn : undefined;
      gatewayState(account).save();
      return { body: {} };
    },
  },
];
