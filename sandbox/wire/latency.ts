import type { SandboxAccount } from "../state/account";
import { simulatedVendors } from "../vendors/registry";
import { askVendor } from "../vendors/shared/ask-vendor";
import { ControlError, type ControlRoute } from "./control";

/**
 * How long an answer takes from a machine in the same Region, in milliseconds, on a warm connection: rough figures of the
 * order that people report for these services, for benchmarks that compare ways to query. Nothing here was measured.
 */
const operationMilliseconds: Readonly<Record<string, number>> = {
  "connect:DescribeContact": 70,
  "connect:GetContactAttributes": 60,
  "connect:ListAssociatedContacts": 90,
  "connect:ListContactReferences": 70,
  "connect:SearchContacts": 400,
  "connect:SearchContactFlows": 180,
  "connect:DescribeContactFlow": 90,
  "logs:FilterLogEvents": 300,
  "logs:GetLogEvents": 120,
  "dynamodb:GetItem": 8,
  "dynamodb:Query": 12,
  "dynamodb:PutItem": 10,
  "lambda:Invoke": 25,
  "sts:AssumeRole": 50,
};

/** Everything else of a service. */
const serviceMilliseconds: Readonly<Record<string, number>> = {
  connect: 90,
  logs: 80,
  dynamodb: 15,
  lambda: 60,
  apigateway: 110,
  chime: 130,
  iam: 90,
  sts: 40,
  servicequotas: 120,
};
const otherMilliseconds = 100;

/** The simulated vendors' APIs, across the internet. */
const vendorMilliseconds = Object.fromEntries(
  simulatedVendors.map(({ name, apiLatencyMilliseconds }) => [name, apiLatencyMilliseconds]),
);

const profiles = ["off", "aws"] as const;
type Profile = (typeof profiles)[number];
/** Not stored. */
const chosen = new WeakMap<SandboxAccount, Profile>();

/** How long this answer is delayed; 0 while the profile is off. */
export function latencyOf(account: SandboxAccount, service: string, operation: string): number {
  if (chosen.get(account) !== "aws") return 0;
  return (
    operationMilliseconds[`${service}:${operation}`] ?? serviceMilliseconds[service] ?? otherMilliseconds
  );
}

export const latencyRoutes: readonly ControlRoute[] = [
  {
    method: "PUT",
    path: "/_sandbox/latency",
    async handle({ body }, account) {
      const given: unknown =
        typeof body === "object" && body !== null ? Reflect.get(body, "profile") : undefined;
      const profile = profiles.find((one) => one === given);
      if (!profile) throw new ControlError(400, `profile must be one of ${profiles.join(", ")}.`);
      chosen.set(account, profile);
      for (const { name, apiLatencyMilliseconds } of simulatedVendors)
        await tellVendor(account, name, profile === "aws" ? apiLatencyMilliseconds : 0);
      return { body: describe(account) };
    },
  },
  {
    method: "GET",
    path: "/_sandbox/latency",
    handle: (_request, account) => ({ body: describe(account) }),
  },
];

function describe(account: SandboxAccount) {
  return {
    profile: chosen.get(account) ?? "off",
    figures: { operationMilliseconds, serviceMilliseconds, otherMilliseconds, vendorMilliseconds },
  };
}

async function tellVendor(account: SandboxAccount, vendor: string, milliseconds: number): Promise<void> {
  if (account.links.vendorUrls[vendor] === undefined) return;
  await askVendor(account, vendor, "/_sandbox/latency", {
    method: "PUT",
    body: { milliseconds },
    signal: AbortSignal.timeout(5_000),
  });
}
