import { notFound } from "next/navigation";
import { withTenant } from "@/lib/access/tenant/scope";
import { type IntegrationView, loadIntegrationView } from "@/lib/integrations/store";
import { parseIntegrationId, type TenantId } from "@/lib/kernel/ids";

/** The integration of this address; one of another tenant is as missing as one that never was. */
export async function loadIntegrationOfAddress(
  tenantId: TenantId,
  fromAddress: string,
): Promise<IntegrationView> {
  const id = parseIntegrationId(fromAddress) ?? notFound();
  return (await withTenant(tenantId, (db) => loadIntegrationView(db, id))) ?? notFound();
}
