import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionCommand } from "@aws-sdk/client-lambda";
import { withTenant } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import { openWorld, type World } from "@/lib/deployments/open-world";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import { previousNameOf } from "@/lib/secrets/previous-name";
import { findBlueprint } from "@/lib/vendors/blueprints";
import { fetchLivePath } from "./fetch-live-path";
import type { LiveToken, PreviousUse } from "./live-token";

const readTimeoutMs = 20_000;
/** The authorizer's log is kept longer; nobody waits longer than this for a token to fall silent. */
const maxLookBackMs = 7 * 24 * 3_600_000;
const maxPages = 50;

/**
 * Reads from the account which token is accepted, and whether the previous one (where there still is one) was used. Never
 * throws: what cannot be read is "unknown". Call it outside any scope.
 */
export async function fetchLiveToken(
  tenantId: TenantId,
  integrationId: IntegrationId,
  name: string,
): Promise<LiveToken> {
  try {
    if (!isUuid(integrationId)) return { kind: "not-deployed" };
    const here = await loadTakenHere(tenantId, integrationId, name);
    if (here !== undefined) return here;
    const world = await openWorld(tenantId, integrationId);
    const signal = AbortSignal.timeout(readTimeoutMs);
    return (await fetchLivePath(world, tenantId, name, signal)) ?? (await fetchIn(world, name, signal));
  } catch (error) {
    return { kind: "unknown", problem: describeFailure(error) };
  }
}

/** Of a token that the console itself takes: undefined for any other. Which one comes with requests isn't recorded. */
async function loadTakenHere(
  tenantId: TenantId,
  integrationId: IntegrationId,
  name: string,
): Promise<LiveToken | undefined> {
  return withTenant(tenantId, async (db) => {
    const row = await db.integration.findFirst({ where: { id: integrationId } });
    const generated = row === null ? undefined : findBlueprint(row.blueprint)?.generatedSecrets[name];
    if (row === null || generated?.takenBy !== "console") return undefined;
    const rotated = await db.auditEvent.findFirst({
      where: { target: integrationId, action: "secret:rotate" },
      orderBy: { id: "desc" },
      select: { at: true },
    });
    const isRotating = previousNameOf(name) in (row.secrets as Record<string, string>);
    const since = rotated?.at ?? row.createdAt;
    return {
      kind: "live",
      since,
      previousUse: isRotating ? { kind: "unknown", problem: useNotRecorded } : undefined,
    };
  });
}

const useNotRecorded: Problem = {
  code: "token-use-not-recorded",
  sentence: "Patchbay doesn't record which of the two tokens a request has.",
  wayOut: "Check that the new token is in the vendor's form.",
};

async function fetchIn(world: World, name: string, signal: AbortSignal): Promise<LiveToken> {
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
  const previousUse = await fetchPreviousUse(world, taker.functionName, since, signal).catch(
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
async function fetchPreviousUse(
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
export async function lastPost(
  world: Pick<World, "contextFor">,
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
  // The log is told from its beginning: what was found so far isn't the last.
  throw new ProblemError(logTooLarge);
}

const logTooLarge: Problem = {
  code: "token-log-too-large",
  sentence:
    "The authorizer's log is too large to read at once, so it isn't known when this token was last used.",
  wayOut: "Check in the vendor's form that it sends the new token.",
};
