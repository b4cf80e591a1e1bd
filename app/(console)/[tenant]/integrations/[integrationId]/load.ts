import { notFound } from "next/navigation";
import { withTenant } from "@/lib/access/tenant/scope";
import { getIntegration, type IntegrationView } from "@/lib/integrations/store";

/** The integration of this address; one of another tenant is as missing as one that never was. */
export async function loadIntegration(tenantId: string, integrationId: string): Promise<IntegrationView> {
  return (await withTenant(tenantId, (db) => getIntegration(db, integrationId))) ?? notFound();
}
