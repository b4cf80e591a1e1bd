import { isUuid, type TenantDatabase, type TenantId, withTenant } from "@/lib/access/tenant/scope";
import type { AccessPurpose } from "@/lib/aws/clients-of-connection";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { openAwsConnection } from "@/lib/aws/connect-account";
import type { AnyBlueprint, BlueprintInput } from "@/lib/blueprints/blueprint";
import { parseOutputs } from "@/lib/engine/stored-plan";
import { ProblemError } from "@/lib/kernel/result";
import { findBlueprint } from "@/lib/vendors/blueprints";

export interface StoredIntegration {
  id: string;
  tenantId: TenantId;
  blueprint: AnyBlueprint;
  name: string;
  prefix: string;
  settings: object;
  /** Sealed, by name. */
  secrets: Record<string, string>;
  awsConnectionId: string;
  vendorConnections: Record<string, string>;
  /** Settings of the vendor connections, by kind. */
  vendors: Record<string, Record<string, unknown>>;
  /** What is deployed, by logical id. */
  outputs: Record<string, Record<string, string>>;
  /** Since when, and by whom; undefined while callers come to the voice agent. */
  bypass: { since: Date; by: string } | undefined;
}

export interface OpenIntegration {
  integration: StoredIntegration;
  access: AwsAccess;
  input: BlueprintInput<object>;
}

/** An integration with all that its blueprint may know. Foreign and missing look the same: undefined. */
export async function readIntegration(
  db: TenantDatabase,
  tenantId: TenantId,
  integrationId: string,
): Promise<StoredIntegration | undefined> {
  if (!isUuid(integrationId)) return undefined;
  const row = await db.integration.findUnique({ where: { tenantId_id: { tenantId, id: integrationId } } });
  const blueprint = row === null ? undefined : findBlueprint(row.blueprint);
  if (row === null || blueprint === undefined) return undefined;
  const vendorConnections = row.vendorConnections as Record<string, string>;
  const [vendorRows, managed] = [
    await db.connection.findMany({ where: { id: { in: Object.values(vendorConnections).filter(isUuid) } } }),
    await db.managedResource.findMany({ where: { integrationId } }),
  ];
  return {
    id: row.id,
    tenantId,
    blueprint,
    name: row.name,
    prefix: row.prefix,
    settings: readSettings(blueprint, row.settings, row.name),
    secrets: row.secrets as Record<string, string>,
    awsConnectionId: row.awsConnectionId,
    vendorConnections,
    vendors: Object.fromEntries(
      vendorRows.map((each) => [each.kind, each.settings as Record<string, unknown>]),
    ),
    outputs: Object.fromEntries(managed.map((each) => [each.logicalId, parseOutputs(each)])),
    bypass: bypassOf(row),
  };
}

/** How an integration's row says that its bypass is on. */
export function bypassOf(row: {
  bypassedAt: Date | null;
  bypassedBy: string | null;
}): StoredIntegration["bypass"] {
  return row.bypassedAt === null ? undefined : { since: row.bypassedAt, by: row.bypassedBy ?? "somebody" };
}

/** A turn of the bypass whose outcome nobody kept: only the account knows where callers go. undefined otherwise. */
export function unfinishedTurnOf(
  row: { bypassTurnedAt: Date | null; bypassTurningTo: boolean | null; bypassTurningBy: string | null },
  now = new Date(),
): { to: "on" | "off"; by: string } | undefined {
  const { bypassTurnedAt, bypassTurningTo, bypassTurningBy } = row;
  if (bypassTurningTo === null || (bypassTurnedAt !== null && bypassTurnedAt > now)) return undefined;
  return { to: bypassTurningTo ? "on" : "off", by: bypassTurningBy ?? "somebody" };
}

/** Stored settings that a newer console no longer understands are a Problem, not a crash. */
function readSettings(blueprint: AnyBlueprint, settings: unknown, name: string): object {
  const parsed = blueprint.settings.safeParse(settings);
  if (parsed.success) return parsed.data;
  throw new ProblemError({
    code: "settings-outdated",
    sentence: `The saved settings of "${name}" are incomplete for this version of Patchbay. Nothing was changed.`,
    wayOut: "Open the integration's settings, fill in the missing fields, and save.",
  });
}

/** The same with its account opened; call it outside any scope. Throws Problems: integration-not-found and the account's. */
export async function openIntegration(
  tenantId: TenantId,
  integrationId: string,
  purpose: AccessPurpose = "read",
): Promise<OpenIntegration> {
  const integration = await withTenant(tenantId, (db) => readIntegration(db, tenantId, integrationId));
  if (integration === undefined) throw new ProblemError(integrationNotFound);
  const access = await openAwsConnection(tenantId, integration.awsConnectionId, purpose);
  return { integration, access, input: inputOf(integration, access) };
}

/** What the blueprint may know. Without an account (it does not answer) the account's facts are empty. */
export function inputOf(
  integration: StoredIntegration,
  access: Omit<AwsAccess, "clients"> | undefined,
): BlueprintInput<object> {
  return {
    settings: integration.settings,
    prefix: integration.prefix,
    accountId: access?.accountId ?? "",
    region: access?.region ?? "",
    instanceId: access?.instanceId ?? "",
    instanceArn: access?.instanceArn ?? "",
    instanceAlias: access?.instanceAlias ?? "",
    vendors: integration.vendors,
    secretNames: Object.keys(integration.secrets),
    outputs: integration.outputs,
    bypassed: integration.bypass !== undefined,
    isSandbox: access?.kind === "sandbox",
  };
}

export const integrationNotFound = {
  code: "integration-not-found",
  sentence: "This integration doesn't exist.",
  wayOut: "Check the list of integrations.",
};
