import type { Metadata } from "next";
import type { ReactNode } from "react";
import { enterTenant } from "@/components/define-screen";
import { withTenant } from "@/lib/access/tenant/scope";
import { parseIntegrationId } from "@/lib/kernel/ids";

interface IntegrationLayoutProps {
  children: ReactNode;
  params: Promise<{ tenant: string; integrationId: string }>;
}

/** "Settings · Voice agent · Acme · Patchbay": several are open side by side, and their tabs must be told apart. */
export async function generateMetadata({
  params,
}: Pick<IntegrationLayoutProps, "params">): Promise<Metadata> {
  const { tenant, integrationId } = await params;
  const { tenantId, name } = await enterTenant(tenant);
  const id = parseIntegrationId(integrationId);
  const found = id
    ? await withTenant(tenantId, (db) => db.integration.findFirst({ where: { id }, select: { name: true } }))
    : null;
  if (!found) return {};
  const own = `${found.name} · ${name} · Patchbay`;
  return { title: { absolute: own, template: `%s · ${own}` } };
}

export default function IntegrationLayout({ children }: IntegrationLayoutProps) {
  return children;
}
