import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionCommand } from "@aws-sdk/client-lambda";
import { isUuid, type TenantId } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import { openWorld, type World } from "@/lib/deployments/open-world";
import type { Problem } from "@/lib/kernel/result";

/** "authToken" → "authTokenPrevious": what it was before is still accepted, so that nothing breaks between two forms. */
export function previousNameOf(name: string): string {
  return `${name}Previous`;
}

/** When a post last came with the previous token, as far as the authorizer's log can say. */
export type PreviousUse =
  | { kind: "seen"; at: Date }
  /** Not since then, while posts with the new one came. */
  | { kind: "not-seen"; since: Date }
  /** No post at all since then: nothing shows which token the vendor sends. */
  | { kind: "no-posts"; since: Date }
  | { kind: "unknown"; problem: Problem };

/** What the account does with a token that the console made, by the version that callers reach. */
export type LiveToken =
  | { kind: "not-deployed" }
  /** The account does not take the console's token yet: a deployment is missing. */
  | { kind: "not-live" }
  /** It does. `since` is when that version was published. */
  | { kind: "live"; since: Date; previousUse: PreviousUse | undefined }
  | { kind: "unknown"; problem: Problem };

const readTimeoutMs = 20_000;
/** The authorizer's log is kept longer; nobody waits longer than this for a token to fall silent. */
const maxLookBackMs = 7 * 24 * 3_600_000;
const maxPages = 50;

/**
 * Reads from the account which token is accepted, and whether the previous one (where there still is one) was used. Never
 * throws: what cannot be read is "unknown". Call it outside any scope.
 */
export async function readLiveToken(
  tenantId: TenantId,
  integrationId: string,
  name: string,
): Promise<LiveToken> {
  try {
    if (!isUuid(integrationId)) return { kind: "not-deployed" };
    const world = await openWorld(tenantId, integrationId);
    return await readIn(world, name, AbortSignal.timeout(readTimeoutMs));
  } catch (error) {
    return { kind: "unknown", problem: describeFailure(error) };
  }
}

async function readIn(world: World, name: string, signal: AbortSignal): Promise<LiveToken> {
  const taker = findTaker(world, name);
  if (taker === undefined) return { kind: "not-deployed" };
  const { lambda } = world.contextFor(undefined, signal).aws;
  const live = await lambda.send(
    new GetFunctionCommand({ FunctionName: taker.functionName, Qualifier: "live" }),
    { abortSignal: signal },
  );
  const taken = live.Configuration?.Environment?.Variables?.[taker.variable];
  if (taken === undefined || taken !== world.secrets[name]) return { kind: "not-live" };
  const since = new Date(live.Configuration?.LastModified ?? Number.NaN);
  if (Number.isNaN(since.getTime()))
    throw new Error("Lambda didn't report when the live version was published");
  if (world.secrets[previousNameOf(name)] === undefined)
    return { kind: "live", since, previousUse: undefined };
  const previousUse = await readPreviousUse(world, taker.functionName, since, signal).catch(
    (error): PreviousUse => ({ kind: "unknown", problem: describeFailure(error) }),
  );
  return { kind: "live", since, previousUse };
}

/** The deployed function that compares posts with this token, and in which variable of its environment it stands. */
function findTaker(world: World, name: string): { functionName: string; variable: string } | undefined {
  for (const { desired, physicalId, name: functionName } of world.records) {
    if (desired.type !== "lambda-function" || physicalId === "") continue;
    const environment = Object.entries(desired.props.environment ?? {});
    const entry = environment.find(([, value]) => isSecretRef(value) && value.$secret === name);
    if (entry !== undefined) return { functionName, variable: entry[0] };
  }
  return undefined;
}

function isSecretRef(value: unknown): value is { $secret: string } {
  return typeof value === "object" && value !== null && "$secret" in value;
}

/**
 * The authorizer logs which of its tokens matched, never a token. Before `liveSince` the previous token was the current
 * one, so that nothing older says anything.
 */
async function readPreviousUse(
  world: World,
  functionName: string,
  liveSince: Date,
  signal: AbortSignal,
): Promise<PreviousUse> {
  const from = new Date(Math.max(liveSince.getTime(), Date.now() - maxLookBackMs));
  const last = await lastPost(world, functionName, "previous", from, signal);
  if (last !== undefined) return { kind: "seen", at: last };
  const current = await lastPost(world, functionName, "current", from, signal);
  return { kind: current === undefined ? "no-posts" : "not-seen", since: from };
}

/** When a post with this token was last let in; undefined when none was. Throws when there is more to read than its bound. */
async function lastPost(
  world: World,
  functionName: string,
  matched: "current" | "previous",
  from: Date,
  signal: AbortSignal,
): Promise<Date | undefined> {
  const { logs } = world.contextFor(undefined, signal).aws;
  let last: number | undefined;
  let nextToken: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await logs.send(
      new FilterLogEventsCommand({
        logGroupName: `/aws/lambda/${functionName}`,
        startTime: from.getTime(),
        filterPattern: `{ $.matched = "${matched}" && $.decision = "allow" }`,
        nextToken,
      }),
      { abortSignal: signal },
    );
    for (const { timestamp } of answer.events ?? []) {
      if (timestamp !== undefined && (last === undefined || timestamp > last)) last = timestamp;
    }
    nextToken = answer.nextToken;
    // That there is one is all that is asked of the current token.
    if (nextToken === undefined || (matched === "current" && last !== undefined)) {
      return last === undefined ? undefined : new Date(last);
    }
  }
  if (last !== undefined) return new Date(last);
  throw new Error("the authorizer's log is too large to read at once");
}
