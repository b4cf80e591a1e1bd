import { withTenant } from "@/lib/access/tenant/scope";
import { numbersInPlace } from "@/lib/deployments/deployed-settings";
import { inputOf, integrationNotFound, loadIntegration } from "@/lib/deployments/load-integration";
import type { Hop } from "@/lib/hops/hop";
import { accountIfItAnswers } from "@/lib/integrations/guide";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { ProblemError } from "@/lib/kernel/result";

/** What one needs to watch a call through an integration. */
export interface Watchable {
  /** Numbers that lead to its flow: "+12065550100"; none when the tenant's own flow does. */
  numbers: string[];
  isSandbox: boolean;
  /** Those that a call through it comes to, in no order. */
  hops: Hop[];
}

/** Reads on while the account does not answer. Call it outside any scope. Throws the Problem integration-not-found. */
export async function loadWatchable(tenantId: TenantId, integrationId: IntegrationId): Promise<Watchable> {
  const integration = await withTenant(tenantId, (db) => loadIntegration(db, tenantId, integrationId));
  if (integration === undefined) throw new ProblemError(integrationNotFound);
  const access = await accountIfItAnswers(integration);
  const input = inputOf(integration, access);
  const { cables } = integration.blueprint.picture(input);
  return {
    numbers: [...numbersInPlace(integration)],
    isSandbox: input.isSandbox,
    // The flow is the frame of every call, and no cable of the picture.
    hops: [...new Set<Hop>(["flow", ...cables.map(({ hop }) => hop)])],
  };
}
