import { setTimeout as pause } from "node:timers/promises";
import { withTenant } from "@/lib/access/tenant/scope";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import type { TenantTrailReader } from "@/lib/contacts/trail/tenant-trail-reader";
import { listDeployments } from "@/lib/deployments/load-deployment-view";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import { placeCall } from "@/scripts/demo/call-and-trail";
import { connectSandbox } from "@/scripts/demo/connect-sandbox";
import { applyPlan, makeIntegration } from "@/scripts/demo/deploy-and-remove";
import { must } from "@/scripts/demo/must";

export interface BenchContact {
  tenantId: TenantId;
  /** The tenant's slug in addresses. */
  slug: string;
  contactId: ContactId;
  /** The page of the deployment that made it, in addresses. */
  deploymentPath: string;
  /** Name of the instance's flow log. */
  flowLogGroup: string;
}

/** A call is settled a minute after its end; the rest allows for a slow machine. */
const settledWithinSeconds = 120;
const secondsBetweenLooks = 2;

/** Deploys Kore voice with metadata, places a call that reaches an agent, and waits until its trail is settled. */
export async function placeBenchCall(tell: (sentence: string) => void): Promise<BenchContact> {
  const bench = await connectSandbox(tell);
  const integrationId = await makeIntegration(bench, "+12065550100");
  const { status } = await applyPlan(bench, integrationId, "deploy", () => undefined);
  if (status !== "succeeded") throw new Error(`The deployment ended as ${status}.`);
  const { contactId, outcome } = await placeCall(bench, integrationId, { customerIntent: "billing" }, tell);
  if (outcome !== "agent") throw new Error(`The call came to ${outcome}, not to an agent.`);
  const { tenantId, aws } = bench;
  tell("Waiting until the call's trail is settled …");
  await untilSettled(tenantId, contactId);
  const [deployment] = await withTenant(tenantId, (db) => listDeployments(db, integrationId, { limit: 1 }));
  const slug = "sandbox";
  return {
    tenantId,
    slug,
    contactId,
    deploymentPath: `/${slug}/integrations/${integrationId}/runs/${deployment?.id}`,
    flowLogGroup: `/aws/connect/${aws?.access.instanceAlias ?? ""}`,
  };
}

async function untilSettled(tenantId: TenantId, contactId: ContactId): Promise<TenantTrailReader> {
  const deadline = performance.now() + settledWithinSeconds * 1000;
  for (;;) {
    const reader = must(await openTrail(tenantId, contactId));
    if (reader.phase === "settled") return reader;
    if (performance.now() > deadline)
      throw new Error(`The trail is ${reader.phase} after ${settledWithinSeconds} s.`);
    await pause(secondsBetweenLooks * 1000);
  }
}
