import type { Actor } from "@/lib/access/audit/record-audit";
import type { TenantDatabase, TenantId } from "@/lib/access/tenant/scope";
import { withTenant } from "@/lib/access/tenant/scope";
import { sandboxAccountOf } from "@/lib/aws/sandbox-account";
import { saveConnection } from "@/lib/connections/store";
import { vendors } from "@/lib/vendors/registry";
import type { Customer, Vendor } from "@/lib/vendors/vendor";

export interface SandboxVendor {
  kind: string;
  name: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** How the simulated vendors are connected that know an account. */
export function sandboxVendors(customers: Readonly<Record<string, Customer>>): SandboxVendor[] {
  return vendors.flatMap((vendor) => {
    const customer = customers[vendor.name];
    return customer === undefined ? [] : [connectionOf(vendor, customer)];
  });
}

/** The same for the sandbox's first account, without asking it: what the vendors know it by from their start. */
export function firstSandboxVendors(): SandboxVendor[] {
  return vendors.map((vendor) => connectionOf(vendor, vendor.sandbox.firstCustomer));
}

function connectionOf({ connection, sandbox }: Vendor, customer: Customer): SandboxVendor {
  return { kind: connection.kind, ...sandbox.connection(customer) };
}

/** Connects the vendors of the tenant's own sandbox that are not connected yet. Call it outside any scope. */
export async function connectSandboxVendors(tenantId: TenantId, actor: Actor): Promise<void> {
  const account = await sandboxAccountOf(tenantId);
  await withTenant(tenantId, async (db) => {
    for (const vendor of sandboxVendors(account.vendors)) {
      if (await isThere(db, vendor)) continue;
      await saveConnection(db, { tenantId, actor, ...vendor });
    }
  });
}

/** A connection of the kind that a person has made may have the name. */
async function isThere(db: TenantDatabase, { kind, name }: SandboxVendor): Promise<boolean> {
  const rows = await db.connection.findMany({ where: { kind }, select: { name: true, settings: true } });
  const sandbox = vendors.find(({ connection }) => connection.kind === kind)?.sandbox;
  return rows.some(
    ({ name: given, settings }) =>
      given === name || sandbox?.isSimulated(settings as Record<string, unknown>) === true,
  );
}
