import type { BypassedIntegration, UnfinishedTurn } from "@/components/bypass/bypass-banner";
import { type TenantId, withTenant } from "@/lib/access/tenant/scope";
import { awsSettings } from "@/lib/aws/aws-settings";
import { type CallableIntegration, toCallable } from "@/lib/calls/call-endings";
import { listConnections } from "@/lib/connections/store";
import { listIntegrations } from "@/lib/integrations/store";

/** What stands around every screen of a tenant. */
export interface ShellFacts {
  /** Region and instance, under the tenant's name. */
  detail: string;
  counts: Record<string, number>;
  /** Deployed integrations, which a test call can go through. */
  callable: CallableIntegration[];
  /** Integrations whose callers go past the voice agent. */
  bypassed: BypassedIntegration[];
  unfinished: UnfinishedTurn[];
}

export async function readShell(tenantId: TenantId): Promise<ShellFacts> {
  return withTenant(tenantId, async (db) => {
    const connections = await listConnections(db);
    const integrations = await listIntegrations(db);
    const account = connections.find(({ kind }) => kind === "aws");
    const settings = awsSettings.safeParse(account?.settings);
    return {
      detail: settings.success
        ? `${settings.data.region} · ${settings.data.access.kind === "sandbox" ? "sandbox account" : (settings.data.instanceAlias ?? settings.data.accountId ?? "account")}`
        : "no account connected",
      counts: { connections: connections.length, integrations: integrations.length },
      callable: integrations.filter(({ deployed }) => deployed > 0).map(toCallable),
      unfinished: integrations.flatMap(({ id, name, unfinishedTurn }) =>
        unfinishedTurn ? [{ id, name, ...unfinishedTurn }] : [],
      ),
      bypassed: integrations.flatMap(({ id, name, bypass, unfinishedTurn }) =>
        bypass && !unfinishedTurn ? [{ id, name, since: bypass.since.toISOString(), by: bypass.by }] : [],
      ),
    };
  });
}
