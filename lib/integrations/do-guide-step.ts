import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { integrationNotFound, loadIntegration } from "@/lib/deployments/load-integration";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { fail, type Result } from "@/lib/kernel/result";
import { findGuideDeed } from "@/lib/vendors/blueprints";
import { checkGuide } from "./check-guide";
import { guideSubjectOf } from "./guide-subject";

const timeoutMs = 45_000;

/** What is being done in this process: a second click doesn't do it beside the first. */
const running = new Set<string>();

interface DeedRequest {
  tenantId: TenantId;
  integrationId: IntegrationId;
  row: string;
  actor: Actor;
}

/**
 * Does a step of the guide at the vendor, and checks the guide afterward. Who asked and what came of it is recorded, also
 * when it failed: some of it may have happened. Call it outside any scope.
 */
export async function doGuideStep({
  tenantId,
  integrationId,
  row,
  actor,
}: DeedRequest): Promise<Result<string>> {
  const integration = isUuid(integrationId)
    ? await withTenant(tenantId, (db) => loadIntegration(db, tenantId, integrationId))
    : undefined;
  if (integration === undefined) return fail(integrationNotFound);
  const deed = findGuideDeed(integration.blueprint.kind, row);
  if (deed === undefined) return fail(nothingToDo);
  const key = `${tenantId}/${integrationId}/${row}`;
  if (running.has(key)) return fail(underWay);
  running.add(key);
  try {
    const record = (outcome: string) =>
      withTenant(tenantId, (db) =>
        recordAudit(db, {
          tenantId,
          actor,
          action: "guide:do",
          target: integrationId,
          detail: { row, outcome },
        }),
      );
    const subject = await guideSubjectOf(integration, AbortSignal.timeout(timeoutMs));
    const done = await deed.run(subject).catch(async (error: unknown) => {
      await record("broken-off");
      throw error;
    });
    await record(done.ok ? "done" : done.problem.code);
    if (done.ok) await checkGuide({ tenantId, integrationId, actor });
    return done;
  } finally {
    running.delete(key);
  }
}

const nothingToDo = {
  code: "guide-deed-not-found",
  sentence: "Patchbay can't do this step. Nothing was changed.",
  wayOut: "Do it as the guide describes.",
};
const underWay = {
  code: "guide-deed-under-way",
  sentence: "Someone is already doing this step. Nothing more was started.",
  wayOut: "Reload the guide in a moment.",
};
