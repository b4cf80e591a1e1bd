import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { isUuid, type TenantDatabase, type TenantId, withTenant } from "@/lib/access/tenant/scope";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { GuideStep } from "@/lib/blueprints/blueprint";
import {
  inputOf,
  integrationNotFound,
  readIntegration,
  type StoredIntegration,
} from "@/lib/deployments/load-integration";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { findBlueprint } from "@/lib/vendors/blueprints";

export interface TickedGuideStep extends GuideStep {
  tick: { userName: string; at: Date } | undefined;
}

/** What a person does in the vendors' consoles, with this tenant's values, and who has done it. Call it outside any scope. */
export async function guideOf(tenantId: TenantId, integrationId: string): Promise<Result<TickedGuideStep[]>> {
  const read = await withTenant(tenantId, async (db) => {
    const integration = await readIntegration(db, tenantId, integrationId);
    if (integration === undefined) return undefined;
    return { integration, ticks: await db.guideTick.findMany({ where: { integrationId } }) };
  });
  if (read === undefined) return fail(integrationNotFound);
  const { integration, ticks } = read;
  try {
    const steps = integration.blueprint.guide(inputOf(integration, await accountIfItAnswers(integration)));
    const byRow = new Map(ticks.map((tick) => [tick.row, { userName: tick.userName, at: tick.at }]));
    return succeed(steps.map((step) => ({ ...step, tick: byRow.get(step.row) })));
  } catch (error) {
    return fail(describeFailure(error));
  }
}

/** The account's facts, or undefined: a guide can be read while the account does not answer. */
export async function accountIfItAnswers(integration: StoredIntegration): Promise<AwsAccess | undefined> {
  try {
    return await openAwsConnection(integration.tenantId, integration.awsConnectionId);
  } catch {
    return undefined;
  }
}

/** Keeps (or takes away) who did a step, and when. */
export async function tickGuide(
  db: TenantDatabase,
  input: {
    tenantId: TenantId;
    actor: Actor & { userId: string };
    integrationId: string;
    row: string;
    done: boolean;
  },
): Promise<Result<null>> {
  const { tenantId, actor, integrationId, row, done } = input;
  const integration = isUuid(integrationId)
    ? await db.integration.findFirst({ where: { id: integrationId } })
    : null;
  if (integration === null) return fail(integrationNotFound);
  if (findBlueprint(integration.blueprint)?.ledgerRows.includes(row) !== true) return fail(rowNotFound);
  const key = { tenantId, integrationId, row };
  if (done) {
    const who = { userId: actor.userId, userName: actor.name, at: new Date() };
    await db.guideTick.upsert({
      where: { tenantId_integrationId_row: key },
      create: { ...key, ...who },
      update: who,
    });
  } else {
    await db.guideTick.deleteMany({ where: key });
  }
  const detail = { row, done };
  await recordAudit(db, { tenantId, actor, action: "guide:tick", target: integrationId, detail });
  return succeed(null);
}

const rowNotFound = {
  code: "guide-row-not-found",
  sentence: "This step isn't in the guide.",
  wayOut: "Reload the guide.",
};
