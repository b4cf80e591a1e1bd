import { type Actor, recordAudit } from "@/lib/audit/record-audit";
import { describeFailure } from "@/lib/deploy/describe-failure";
import { look } from "@/lib/deploy/observe-world";
import { openWorld, type World } from "@/lib/deploy/open-world";
import { toJson } from "@/lib/deploy/plain-json";
import { differencesOf } from "@/lib/deploy/plan";
import { lookupsOf, type RecordedResource } from "@/lib/deploy/plan-step";
import { findResourceType } from "@/lib/deploy/registry";
import { resolveProps } from "@/lib/deploy/resolve-props";
import { describeRunning } from "@/lib/deploy/start-deployment";
import { recordFlowVersion } from "@/lib/flow-library/record-version";
import { lockTurn } from "@/lib/integrations/bypass-turn";
import { integrationNotFound } from "@/lib/integrations/load-integration";
import { notifyTenant } from "@/lib/jobs/notify";
import { fail, type Problem, type Result, succeed } from "@/lib/result";
import { isUuid, type TenantDatabase, type TenantId, withTenant } from "@/lib/tenant/scope";

/** The read and the one change, retries of a throttled account included. The claim on the integration outlives them. */
const TURN_TIMEOUT_SECONDS = 20;
const CLAIM_SECONDS = 30;

export interface BypassRequest {
  tenantId: TenantId;
  integrationId: string;
  on: boolean;
  actor: Actor;
}

/** Since when and by whom callers go past the voice agent; null when they do not. */
export type BypassState = { since: Date; by: string } | null;

/**
 * Sends callers past the voice agent, straight to the queue, or back to it. Looks whether the live flow is the one that we
 * deployed, then makes exactly one call that changes something, then keeps it in our record. The other variant of the flow
 * was approved with the deployment, so no settings that nobody has approved come with it. Call it outside any scope.
 */
export async function setBypass(request: BypassRequest): Promise<Result<BypassState>> {
  const { tenantId, integrationId } = request;
  if (!isUuid(integrationId)) return fail(integrationNotFound);
  const claimed = await withTenant(tenantId, (db) => claimTurn(db, request));
  if (!claimed.ok) return claimed;
  let turned: Result<TurnedFlow | undefined>;
  try {
    turned = await turnFlow(await openWorld(tenantId, integrationId), request.on);
  } catch (error) {
    turned = fail(describeFailure(error));
  }
  if (!turned.ok) {
    await withTenant(tenantId, (db) => releaseClaim(db, integrationId, claimed.value));
    return turned;
  }
  const flow = turned.value;
  return succeed(await withTenant(tenantId, (db) => keepTurn(db, request, flow)));
}

interface TurnedFlow {
  record: RecordedResource;
  /** What is live now; undefined where no texts are kept. */
  text: string | undefined;
}

/** Keeps others from changing the flow for as long as this takes; told back is when it was last turned. */
async function claimTurn(db: TenantDatabase, request: BypassRequest): Promise<Result<Date | null>> {
  const { integrationId, on } = request;
  if ((await db.integration.count({ where: { id: integrationId } })) === 0) return fail(integrationNotFound);
  const { bypassedAt, turnedAt } = await lockTurn(db, integrationId);
  if ((bypassedAt !== null) === on) return fail(on ? isOnAlready : isOffAlready);
  const now = Date.now();
  if (turnedAt !== null && turnedAt.getTime() > now) return fail(isBeingTurned);
  if ((await db.deployment.count({ where: { activeKey: integrationId } })) > 0) {
    const { sentence } = await describeRunning(db, integrationId);
    return fail(isBeingDeployed(sentence));
  }
  const bypassTurnedAt = new Date(now + CLAIM_SECONDS * 1_000);
  await db.integration.updateMany({ where: { id: integrationId }, data: { bypassTurnedAt } });
  return succeed(turnedAt);
}

async function releaseClaim(db: TenantDatabase, integrationId: string, turnedAt: Date | null): Promise<void> {
  await db.integration.updateMany({ where: { id: integrationId }, data: { bypassTurnedAt: turnedAt } });
}

/** Puts the flow's other variant in place. undefined when nothing is deployed and there is nothing to turn back. */
async function turnFlow(world: World, on: boolean): Promise<Result<TurnedFlow | undefined>> {
  const record = world.records.find((each) => each.physicalId !== "" && each.desired.standby !== undefined);
  if (record?.desired.standby === undefined) return on ? fail(notDeployed) : succeed(undefined);
  const outputs = new Map(world.records.map((each) => [each.desired.logicalId, each.outputs]));
  const lookups = lookupsOf(outputs, world.secrets);
  const current = resolveProps(record.desired, findResourceType, lookups);
  const other = resolveProps({ ...record.desired, props: record.desired.standby }, findResourceType, lookups);
  const context = world.contextFor(record, AbortSignal.timeout(TURN_TIMEOUT_SECONDS * 1_000));
  const have = await look(current.type, current.props, context, world);
  if (have?.ownership.kind !== "ours" || other.unknownPaths.length > 0) return fail(flowIsNotOurs);
  const turned = { record, text: other.type.keptText?.(other.props) };
  // An earlier try may have come as far as the flow, and not to our record.
  if (differencesOf(other, have).length === 0) return succeed(turned);
  if (differencesOf(current, have).length > 0) return fail(flowWasChanged);
  await other.type.ensure(context, other.props, have);
  return succeed(turned);
}

async function keepTurn(
  db: TenantDatabase,
  { tenantId, integrationId, on, actor }: BypassRequest,
  flow: TurnedFlow | undefined,
): Promise<BypassState> {
  const since = new Date();
  await db.integration.updateMany({
    where: { id: integrationId },
    data: { bypassedAt: on ? since : null, bypassedBy: on ? actor.name : null, bypassTurnedAt: since },
  });
  if (flow !== undefined) {
    const { desired, name, outputs } = flow.record;
    const swapped = { ...desired, props: desired.standby, standby: desired.props };
    await db.managedResource.updateMany({
      where: { integrationId, logicalId: desired.logicalId },
      data: { desired: toJson(swapped) },
    });
    if (flow.text !== undefined) {
      const { id: flowId = "", arn: flowArn = "" } = outputs;
      const published = { tenantId, flowId, flowArn, name, content: flow.text };
      await recordFlowVersion(db, { ...published, savedBy: actor.name, integrationId });
    }
  }
  const action = on ? "bypass:on" : "bypass:off";
  await recordAudit(db, { tenantId, actor, action, target: integrationId });
  await notifyTenant(db, tenantId, `integration:${integrationId}`);
  return on ? { since, by: actor.name } : null;
}

const isOnAlready = {
  code: "bypass-already-on",
  sentence: "The bypass is already on; nothing was changed.",
  wayOut: "Reload the page: it shows since when and by whom.",
};
const isOffAlready = {
  code: "bypass-already-off",
  sentence: "The bypass is already off; nothing was changed.",
  wayOut: "Reload the page.",
};
const isBeingTurned = {
  code: "bypass-being-turned",
  sentence: "Somebody is turning this bypass at this moment; nothing was changed.",
  wayOut: "Reload the page in half a minute.",
};
const notDeployed = {
  code: "bypass-not-deployed",
  sentence:
    "This integration has no flow in the account, so there is nothing to bypass; nothing was changed.",
  wayOut: "Deploy it first.",
};
const flowIsNotOurs = {
  code: "bypass-flow-not-ours",
  sentence: "The live flow is gone, or no longer marked as this integration's; it was left as it is.",
  wayOut: "Make a plan: it shows what is there. Deploy it, then turn the bypass.",
};
const flowWasChanged = {
  code: "bypass-flow-changed",
  sentence: "Somebody changed the live flow after it was deployed; it was left as it is.",
  wayOut: "Make a plan: it shows each change. Deploy it to take them back, then turn the bypass.",
};

function isBeingDeployed(sentence: string): Problem {
  return {
    code: "bypass-while-deploying",
    sentence,
    wayOut: "Turn the bypass when that deployment has ended.",
  };
}
