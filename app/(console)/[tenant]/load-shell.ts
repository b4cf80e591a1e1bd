import type { BypassedIntegration, UnfinishedTurn } from "@/components/bypass/bypass-banner";
import { withTenant } from "@/lib/access/tenant/scope";
import { awsSettings } from "@/lib/aws/aws-settings";
import { type CallableIntegration, toCallable } from "@/lib/calls/call-endings";
import { isInSandbox } from "@/lib/connections/sandbox-vendors";
import { type ConnectionView, listConnections } from "@/lib/connections/store";
import { listIntegrations } from "@/lib/integrations/store";
import type { TenantId } from "@/lib/kernel/ids";
import { vendors } from "@/lib/vendors/registry";

/** What stands around every screen of a tenant. */
export interface ShellFacts {
  /** Region and instance, or the account at a vendor, under the tenant's name. */
  detail: string;
  counts: Record<string, number>;
  /** Deployed integrations, which a test call can go through. */
  callable: CallableIntegration[];
  /** Integrations whose callers go past the voice agent. */
  bypassed: BypassedIntegration[];
  unfinished: UnfinishedTurn[];
}

export async function loadShell(tenantId: TenantId): Promise<ShellFacts> {
  return withTenant(tenantId, async (db) => {
    const connections = await listConnections(db);
    const integrations = await listIntegrations(db);
    return {
      detail: describeAccount(connections),
      counts: { connections: connections.length, integrations: integrations.length },
      callable: integrations.filter(({ isDeployed }) => isDeployed).map(toCallable),
      unfinished: integrations.flatMap(({ id, name, bypassWords: words, unfinishedTurn }) =>
        unfinishedTurn ? [{ id, name, words, ...unfinishedTurn }] : [],
      ),
      bypassed: integrations.flatMap(({ id, name, bypass, bypassWords: words, unfinishedTurn }) =>
        bypass && !unfinishedTurn
          ? [{ id, name, since: bypass.since.toISOString(), by: bypass.by, words }]
          : [],
      ),
    };
  });
}

function describeAccount(connections: readonly ConnectionView[]): string {
  const settings = awsSettings.safeParse(connections.find(({ kind }) => kind === "aws")?.settings);
  if (settings.success) {
    const { region, access, instanceAlias, accountId } = settings.data;
    return `${region} · ${access.kind === "sandbox" ? "sandbox account" : (instanceAlias ?? accountId ?? "account")}`;
  }
  for (const { connection, title, account } of vendors) {
    const own = account && connections.find(({ kind }) => kind === connection.kind);
    if (own) return `${title} · ${isInSandbox(own) ? "sandbox account" : account.idOf(own.settings)}`;
  }
  return "no contact center connected";
}
