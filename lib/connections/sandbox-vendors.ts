import type { Actor } from "@/lib/access/audit/record-audit";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { withTenant } from "@/lib/access/tenant/scope";
import { awsSettings } from "@/lib/aws/aws-settings";
import { sandboxAccountOf } from "@/lib/aws/sandbox-account";
import { probeConnection, saveConnection } from "@/lib/connections/store";
import { config } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { centerOfConnection } from "@/lib/vendors/contact-centers";
import { vendors } from "@/lib/vendors/registry";
import type { Customer, Vendor } from "@/lib/vendors/vendor";

export interface SandboxVendor {
  kind: string;
  name: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** How the simulated vendors are connected that know an account. */
function sandboxVendors(customers: Readonly<Record<string, Customer>>): SandboxVendor[] {
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

/** Connects the vendors of the tenant's own sandbox that are not connected yet, and tests each. Call it outside any scope. */
export async function connectSandboxVendors(tenantId: TenantId, actor: Actor): Promise<void> {
  const account = await sandboxAccountOf(tenantId);
  const saved = await withTenant(tenantId, async (db) => {
    const ids: string[] = [];
    for (const vendor of sandboxVendors(account.vendors)) {
      if (await isThere(db, vendor)) continue;
      const made = await saveConnection(db, { tenantId, actor, ...vendor });
      if (made.ok) ids.push(made.value.id);
    }
    return ids;
  });
  await Promise.all(saved.map((id) => probeConnection(tenantId, id, actor)));
}

/**
 * How the simulated vendor of the tenant's own sandbox is connected; undefined for a kind that has none. Call it outside
 * any scope. Throws Problems: sandbox-off, sandbox-silent, sandbox-refused.
 */
export async function sandboxVendorOf(tenantId: TenantId, kind: string): Promise<SandboxVendor | undefined> {
  const { vendors: customers } = await sandboxAccountOf(tenantId);
  return sandboxVendors(customers).find((vendor) => vendor.kind === kind);
}

/** What a form offers beside the real thing. */
export interface SandboxChoice {
  /** What the connection to it is called until somebody names it. */
  name: string;
  /** What the form begins with: the stored connection leads there, or a new one's contact center does, AWS's or a vendor's. */
  isChosen: boolean;
}

/** Whether a kind's form offers the sandbox: only while it is on, and for a vendor that has a simulated twin. Pure. */
export function sandboxChoiceOf(
  kind: string,
  stored: Record<string, unknown> | undefined,
  accounts: readonly { kind: string; settings: Record<string, unknown> }[],
): SandboxChoice | undefined {
  const vendor = vendors.find(({ connection }) => connection.kind === kind);
  const { sandbox, vendorSandboxUrls } = config();
  if (vendor === undefined || sandbox === undefined || vendorSandboxUrls[vendor.name] === undefined)
    return undefined;
  const { name } = connectionOf(vendor, vendor.sandbox.firstCustomer);
  const isChosen = stored === undefined ? accounts.some(isSandboxCenter) : isSimulated(kind, stored);
  return { name, isChosen };
}

/** Whether a connection leads to the sandbox: the AWS account's, or a simulated vendor. Pure. */
export function isInSandbox(connection: { kind: string; settings: Record<string, unknown> }): boolean {
  return isSandboxAccount(connection) || isSimulated(connection.kind, connection.settings);
}

/** Only where calls come in: a voice agent's vendor may be tried in the sandbox beside a real account. */
function isSandboxCenter(connection: { kind: string; settings: Record<string, unknown> }): boolean {
  return connection.kind === "aws" || centerOfConnection(connection.kind) !== undefined
    ? isInSandbox(connection)
    : false;
}

function isSandboxAccount({ kind, settings }: { kind: string; settings: Record<string, unknown> }): boolean {
  const read = kind === "aws" ? awsSettings.safeParse(settings) : undefined;
  return read?.success === true && read.data.access.kind === "sandbox";
}

function isSimulated(kind: string, settings: Record<string, unknown>): boolean {
  return vendors.find(({ connection }) => connection.kind === kind)?.sandbox.isSimulated(settings) ?? false;
}

/** A connection of the kind that a person has made may have the name. */
async function isThere(db: TenantDatabase, { kind, name }: SandboxVendor): Promise<boolean> {
  const rows = await db.connection.findMany({ where: { kind }, select: { name: true, settings: true } });
  return rows.some(
    ({ name: given, settings }) => given === name || isSimulated(kind, settings as Record<string, unknown>),
  );
}
