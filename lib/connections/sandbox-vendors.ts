import type { Actor } from "@/lib/access/audit/record-audit";
import type { TenantDatabase, TenantId } from "@/lib/access/tenant/scope";
import { withTenant } from "@/lib/access/tenant/scope";
import { type SandboxAccount, sandboxAccountOf } from "@/lib/aws/sandbox-account";
import { saveConnection } from "@/lib/connections/store";

interface VendorConnection {
  kind: string;
  name: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** How a tenant's simulated bot and GenerativeAgent are connected. */
export function sandboxVendors({ kore, asapp }: Pick<SandboxAccount, "kore" | "asapp">): VendorConnection[] {
  const { clientSecret, ...bot } = kore;
  const { apiSecret, ...customer } = asapp;
  return [
    {
      kind: "kore",
      name: "Sandbox voice agent",
      settings: {
        host: "https://platform.kore.ai",
        ...bot,
        appName: "Sandbox voice agent",
        voiceGatewayRegion: "us-east",
        koreSandbox: true,
      },
      secrets: { clientSecret },
    },
    {
      kind: "asapp",
      name: "Sandbox GenerativeAgent",
      settings: { host: "api.sandbox.asapp.com", ...customer, simulated: true },
      secrets: { apiSecret },
    },
  ];
}

/** Connects the vendors of the tenant's own sandbox that are not connected yet. Call it outside any scope. */
export async function connectSandboxVendors(tenantId: TenantId, actor: Actor): Promise<void> {
  const vendors = sandboxVendors(await sandboxAccountOf(tenantId));
  await withTenant(tenantId, async (db) => {
    for (const vendor of vendors) {
      if (await isThere(db, vendor)) continue;
      await saveConnection(db, { tenantId, actor, ...vendor });
    }
  });
}

/** A connection of the kind that a person has made may have the name. */
async function isThere(db: TenantDatabase, { kind, name }: VendorConnection): Promise<boolean> {
  const rows = await db.connection.findMany({ where: { kind }, select: { name: true, settings: true } });
  return rows.some(({ name: given, settings }) => {
    const { koreSandbox, simulated } = settings as Record<string, unknown>;
    return given === name || koreSandbox === true || simulated === true;
  });
}
