import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { holdOpen } from "@/lib/access/tenant/hold-open";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { RecordedResource } from "@/lib/engine/plan-step";
import { recordFlowVersion } from "@/lib/flow-library/record-version";
import { notifyTenant } from "@/lib/jobs/notify";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { lockTurn } from "./bypass-turn";
import { fetchLiveBypass, fetchLiveFlow } from "./fetch-live-bypass";
import { findJoining } from "./joined-flows";
import { integrationNotFound } from "./load-integration";
import { openWorld, type World } from "./open-world";
import { describeRunning } from "./start-deployment";

/**
 * From the claim on: no change begins after it. The read and the change, retries of a throttled account included. The claim
 * on the integration outlives them and the look at the account that follows when an answer is lost.
 */
const turnTimeoutSeconds = 20;
const claimSeconds = 60;

export interface BypassRequest {
  tenantId: TenantId;
  integrationId: IntegrationId;
  on: boolean;
  actor: Actor;
}

/** Since when and by whom callers go past the voice agent; null when they do not. */
export type BypassState = { since: Date; by: string } | null;

/**
 * Sends callers past the voice agent, straight to the queue, or back to it. Goes by what the account has, not by what our
 * record says: the two differ when an earlier turn was killed in between. Makes at most one call that changes something,
 * then keeps it in our record. The other variant of the flow was approved with the deployment, so no settings that nobody
 * has approved come with it. Call it outside any scope.
 */
export async function setBypass(request: BypassRequest): Promise<Result<BypassState>> {
  const { tenantId, integrationId } = request;
  if (!isUuid(integrationId)) return fail(integrationNotFound);
  const claimed = await withTenant(tenantId, (db) => claimTurn(db, request));
  if (!claimed.ok) return claimed;
  const claim = claimed.value;
  const signal = AbortSignal.timeout(turnTimeoutSeconds * 1_000);
  let turned: Result<TurnedFlow | undefined>;
  try {
    turned = await turnFlow(await openWorld(tenantId, integrationId), request, claim, signal);
  } catch (error) {
    const failure = fail(describeFailure(error));
    // The answer to the change may be what was lost: then the account has turned, and says so.
    const live = claim.hasBegunChange ? await fetchLiveBypass(tenantId, integrationId) : undefined;
    if (live?.kind === "unknown") {
      await withTenant(tenantId, (db) => leaveUnfinished(db, integrationId, claim));
      return failure;
    }
    turned = live?.kind === (request.on ? "on" : "off") ? succeed(claim.flow) : failure;
  }
  if (!turned.ok) {
    await withTenant(tenantId, (db) => releaseClaim(db, integrationId, claim));
    return turned;
  }
  const flow = turned.value;
  return withTenant(tenantId, (db) => keepTurn(db, request, claim, flow));
}

interface TurnedFlow {
  record: RecordedResource;
  /** What is live now; undefined where no texts are kept. */
  text: string | undefined;
}

interface Claim {
  /** When it was last turned before. */
  turnedAt: Date | null;
  /** Our own mark, by which a claim that ran out and was taken by another is told from this one. */
  until: Date;
  /** An earlier turn that never said how it ended: our record may not be what the account has. */
  unfinished: { to: boolean; by: string | null } | undefined;
  /** From here on the account may have turned. */
  hasBegunChange: boolean;
  flow?: TurnedFlow;
}

/** Keeps others from changing the flow for as long as this takes. */
async function claimTurn(db: TenantDatabase, request: BypassRequest): Promise<Result<Claim>> {
  const { tenantId, integrationId, on, actor } = request;
  const open = await holdOpen(db, tenantId);
  if (!open.ok) return open;
  if ((await db.integration.count({ where: { id: integrationId } })) === 0) return fail(integrationNotFound);
  const { turnedAt, turningTo, turningBy } = await lockTurn(db, integrationId);
  const now = Date.now();
  if (turnedAt !== null && turnedAt.getTime() > now) return fail(isBeingTurned);
  if ((await db.deployment.count({ where: { activeKey: integrationId } })) > 0) {
    const { sentence } = await describeRunning(db, integrationId);
    return fail(isBeingDeployed(sentence));
  }
  const joining = await findJoining(db, integrationId);
  if (joining !== undefined) return fail(isBeingJoined(joining.name));
  const until = new Date(now + claimSeconds * 1_000);
  await db.integration.updateMany({
    where: { id: integrationId },
    data: { bypassTurnedAt: until, bypassTurningTo: on, bypassTurningBy: actor.name },
  });
  const unfinished = turningTo === null ? undefined : { to: turningTo, by: turningBy };
  return succeed({ turnedAt, until, unfinished, hasBegunChange: false });
}

/** Nothing was changed: what was known before, or was not, still is. */
async function releaseClaim(db: TenantDatabase, integrationId: IntegrationId, claim: Claim): Promise<void> {
  await db.integration.updateMany({
    where: { id: integrationId, bypassTurnedAt: claim.until },
    data: {
      bypassTurnedAt: claim.unfinished === undefined ? claim.turnedAt : new Date(),
      bypassTurningTo: claim.unfinished?.to ?? null,
      bypassTurningBy: claim.unfinished?.by ?? null,
    },
  });
}

/** Whether the account turned cannot be read now; everybody may try again at once. */
async function leaveUnfinished(
  db: TenantDatabase,
  integrationId: IntegrationId,
  claim: Claim,
): Promise<void> {
  await db.integration.updateMany({
    where: { id: integrationId, bypassTurnedAt: claim.until },
    data: { bypassTurnedAt: new Date() },
  });
}

/** Puts the wanted variant in place. undefined when nothing is deployed and there is nothing to turn back. */
async function turnFlow(
  world: World,
  { on }: BypassRequest,
  claim: Claim,
  signal: AbortSignal,
): Promise<Result<TurnedFlow | undefined>> {
  const isRecordedOn = world.integration.bypass !== undefined;
  const already = on ? isOnAlready : isOffAlready;
  const flow = await fetchLiveFlow(world, signal);
  if (flow === undefined) {
    if (on) return fail(notDeployed);
    return isRecordedOn || claim.unfinished !== undefined ? succeed(undefined) : fail(already);
  }
  if (flow.state === "not-ours") return fail(flowIsNotOurs);
  if (flow.state === "changed") return fail(flowWasChanged);
  const wanted = on ? flow.variants.on : flow.variants.off;
  const turned = { record: flow.record, text: wanted.type.keptText?.(wanted.props) };
  if (flow.state === (on ? "on" : "off")) {
    // An earlier turn may have come as far as the flow, and not to our record.
    return isRecordedOn === on && claim.unfinished === undefined ? fail(already) : succeed(turned);
  }
  claim.hasBegunChange = true;
  claim.flow = turned;
  await wanted.type.ensure(flow.context, wanted.props, flow.have);
  return succeed(turned);
}

async function keepTurn(
  db: TenantDatabase,
  { tenantId, integrationId, on, actor }: BypassRequest,
  claim: Claim,
  flow: TurnedFlow | undefined,
): Promise<Result<BypassState>> {
  const now = new Date();
  const { bypassedAt, turnedAt, turningTo } = await lockTurn(db, integrationId);
  // Whoever has claimed it since, or deploys, goes by what the account has, and keeps that.
  const isOurs = turnedAt?.getTime() === claim.until.getTime() && turningTo === on;
  const isDeployed = (await db.deployment.count({ where: { activeKey: integrationId } })) > 0;
  if (!isOurs || isDeployed) return fail(wasTakenOver);
  const isNew = (bypassedAt !== null) !== on;
  const since = isNew ? now : (bypassedAt ?? now);
  await db.integration.updateMany({
    where: { id: integrationId },
    data: {
      ...(isNew ? { bypassedAt: on ? now : null, bypassedBy: on ? actor.name : null } : {}),
      bypassTurnedAt: now,
      bypassTurningTo: null,
      bypassTurningBy: null,
    },
  });
  if (flow !== undefined && isNew) {
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
  return succeed(on ? { since, by: actor.name } : null);
}

const isOnAlready = {
  code: "bypass-already-on",
  sentence: "The bypass is already on. Nothing was changed.",
  wayOut: "Reload the page to see who turned it on and when.",
};
const isOffAlready = {
  code: "bypass-already-off",
  sentence: "The bypass is already off. Nothing was changed.",
  wayOut: "Reload the page.",
};
const isBeingTurned = {
  code: "bypass-being-turned",
  sentence: "Someone else is changing this bypass right now. Nothing was changed.",
  wayOut: "Reload the page in a minute.",
};
const wasTakenOver = {
  code: "bypass-taken-over",
  sentence:
    "The change took longer than a minute, and someone else has changed this bypass or deployed since.",
  wayOut: "Reload the page to see what callers have now.",
};
const notDeployed = {
  code: "bypass-not-deployed",
  sentence:
    "This integration has no flow in the account, so there is nothing to bypass. Nothing was changed.",
  wayOut: "Deploy it first.",
};
const flowIsNotOurs = {
  code: "bypass-flow-not-ours",
  sentence: "The live flow was deleted, or no longer has this integration's tags. Nothing was changed.",
  wayOut: "Plan changes to see the current state, and deploy. Then change the bypass.",
};
const flowWasChanged = {
  code: "bypass-flow-changed",
  sentence: "The live flow was changed outside Patchbay after it was deployed. Nothing was changed.",
  wayOut: "Plan changes to see each difference, and deploy to revert them. Then change the bypass.",
};

function isBeingDeployed(sentence: string): Problem {
  return {
    code: "bypass-while-deploying",
    sentence,
    wayOut: "Change the bypass after that deployment ends.",
  };
}

function isBeingJoined(name: string): Problem {
  return {
    code: "bypass-while-joining",
    sentence: `A deployment of "${name}" is changing where this flow's callers go on to. The bypass wasn't changed.`,
    wayOut: "Change the bypass after that deployment ends.",
  };
}
