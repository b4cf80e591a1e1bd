import { openAwsConnection } from "@/lib/aws/connect-account";
import { openConnection } from "@/lib/connections/store";
import type { TenantId } from "@/lib/kernel/ids";
import { ProblemError } from "@/lib/kernel/result";
import { accountVendorOf } from "@/lib/vendors/account-vendor";
import { findBlueprint } from "@/lib/vendors/blueprints";
import { requireAwsConnection } from "./load-integration";

interface QueuedIntegration {
  name: string;
  blueprint: string;
  awsConnectionId: string | null;
  vendorConnections: unknown;
}

/**
 * Jobs of one AWS account and region run one after another, so that AWS's quotas hold; those of one account at a vendor,
 * so that the vendor's do. Asks AWS for the account's id once. Call it outside any scope; throws Problems.
 */
export async function queueOf(tenantId: TenantId, integration: QueuedIntegration): Promise<string> {
  const blueprint = findBlueprint(integration.blueprint);
  const vendor = blueprint && accountVendorOf(blueprint);
  if (vendor === undefined) {
    const id = requireAwsConnection(integration);
    const { accountId, region } = await openAwsConnection(tenantId, id, "deploy");
    return `aws:${accountId}:${region}`;
  }
  const { kind } = vendor.connection;
  const connectionId = (integration.vendorConnections as Record<string, string>)[kind] ?? "";
  const opened = await openConnection(tenantId, connectionId);
  if (!opened.ok) throw new ProblemError(opened.problem);
  return `${vendor.name}:${vendor.account.idOf({ ...opened.value.settings })}`;
}
