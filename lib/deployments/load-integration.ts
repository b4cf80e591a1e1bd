import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import type { AccessPurpose } from "@/lib/aws/clients-of-connection";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { openAwsConnection } from "@/lib/aws/connect-account";
import type { AnyBlueprint, BlueprintInput } from "@/lib/blueprints/blueprint";
import { parseOutputs } from "@/lib/engine/stored-plan";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { ProblemError } from "@/lib/kernel/result";
import { accountVendorOf } from "@/lib/vendors/account-vendor";
import { findBlueprint } from "@/lib/vendors/blueprints";
import { hasUndeployedSettings } from "./deployed-settings";
import { hookUrlOf } from "./hook-url";
import { handoverType } from "./keep-handover";

export interface StoredIntegration {
  id: IntegrationId;
  tenantId: TenantId;
  blueprint: AnyBlueprint;
  name: string;
  prefix: string;
  settings: object;
  /** What is deployed; undefined where nothing is, or it isn't known. */
  deployedSettings: object | undefined;
  /** What is saved differs from what is deployed. */
  hasUndeployedSettings: boolean;
  /** Sealed, by name. */
  secrets: Record<string, string>;
  /** undefined where the blueprint needs no AWS account. */
  awsConnectionId: string | undefined;
  /** Of the Connect instance that the account's connection names; undefined while none is chosen. */
  instanceArn: string | undefined;
  vendorConnections: Record<string, string>;
  /** Settings of the vendor connections, by kind. */
  vendors: Record<string, Record<string, unknown>>;
  /** What is deployed, by logical id. */
  outputs: Record<string, Record<string, string>>;
  /** The flow to which another integration has this one's flow go on, instead of to its queue. */
  handover: string | undefined;
  /** Since when, and by whom; undefined while callers come to the voice agent. */
  bypass: { since: Date; by: string } | undefined;
}

export interface OpenIntegration {
  integration: StoredIntegration;
  /** undefined where the blueprint needs no AWS account. */
  access: AwsAccess | undefined;
  input: BlueprintInput<object>;
}

/**
 * An integration with all that its blueprint may know, with other settings than the saved ones if they are given. Foreign
 * and missing look the same: undefined.
 */
export async function loadIntegration(
  db: TenantDatabase,
  tenantId: TenantId,
  integrationId: IntegrationId,
  otherSettings?: object,
): Promise<StoredIntegration | undefined> {
  if (!isUuid(integrationId)) return undefined;
  const row = await db.integration.findUnique({
    where: { tenantId_id: { tenantId, id: integrationId } },
    include: { awsConnection: { select: { connectInstanceArn: true } } },
  });
  const blueprint = row === null ? undefined : findBlueprint(row.blueprint);
  if (row === null || blueprint === undefined) return undefined;
  const vendorConnections = row.vendorConnections as Record<string, string>;
  const [vendorRows, managed] = [
    await db.connection.findMany({ where: { id: { in: Object.values(vendorConnections).filter(isUuid) } } }),
    await db.managedResource.findMany({ where: { integrationId } }),
  ];
  const outputs = Object.fromEntries(managed.map((each) => [each.logicalId, parseOutputs(each)]));
  return {
    id: row.id,
    tenantId,
    blueprint,
    name: row.name,
    prefix: row.prefix,
    settings: otherSettings ?? parseSettings(blueprint, row.settings, row.name),
    deployedSettings: isPlainObject(row.deployedSettings) ? row.deployedSettings : undefined,
    hasUndeployedSettings: hasUndeployedSettings(blueprint, row),
    secrets: row.secrets as Record<string, string>,
    awsConnectionId: row.awsConnectionId ?? undefined,
    instanceArn: row.awsConnection?.connectInstanceArn ?? undefined,
    vendorConnections,
    vendors: Object.fromEntries(
      vendorRows.map((each) => [each.kind, each.settings as Record<string, unknown>]),
    ),
    outputs,
    handover: await findHandover(db, outputs.flow?.id),
    bypass: bypassOf(row),
  };
}

async function findHandover(db: TenantDatabase, flowId: string | undefined): Promise<string | undefined> {
  if (flowId === undefined) return undefined;
  const row = await db.managedResource.findFirst({ where: { type: handoverType, physicalId: flowId } });
  return row === null ? undefined : parseOutputs(row).toFlow;
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
function parseSettings(blueprint: AnyBlueprint, settings: unknown, name: string): object {
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
  integrationId: IntegrationId,
  purpose: AccessPurpose = "read",
  otherSettings?: object,
): Promise<OpenIntegration> {
  const integration = await withTenant(tenantId, (db) =>
    loadIntegration(db, tenantId, integrationId, otherSettings),
  );
  if (integration === undefined) throw new ProblemError(integrationNotFound);
  const access = integration.blueprint.withoutAws
    ? undefined
    : await openAwsConnection(tenantId, requireAwsConnection(integration), purpose);
  return { integration, access, input: inputOf(integration, access) };
}

/** For what is done in the AWS account alone. Throws the Problem `integration-without-aws`. */
export function requireAwsConnection({
  name,
  awsConnectionId,
}: {
  name: string;
  awsConnectionId: string | null | undefined;
}) {
  if (awsConnectionId) return awsConnectionId;
  throw new ProblemError(withoutAws(name));
}

/** The same for an integration that is open. */
export function requireAws({
  integration,
  access,
}: Pick<OpenIntegration, "integration" | "access">): AwsAccess {
  if (access !== undefined) return access;
  throw new ProblemError(withoutAws(integration.name));
}

/**
 * What the blueprint may know. The AWS account's facts are empty without one, be it that the account doesn't answer or that
 * the blueprint needs none.
 */
export function inputOf(
  integration: StoredIntegration,
  access: Omit<AwsAccess, "clients"> | undefined,
): BlueprintInput<object> {
  const isSandbox = isInSandbox(integration, access);
  return {
    settings: integration.settings,
    prefix: integration.prefix,
    ...accountFactsOf(access),
    vendors: integration.vendors,
    secretNames: Object.keys(integration.secrets),
    outputs: integration.outputs,
    handover: integration.handover,
    bypassed: integration.bypass !== undefined,
    hookUrl: hookUrlOf(integration.id, { isSandbox }),
    isSandbox,
  };
}

/** As a blueprint's input has them. */
export function accountFactsOf(access: Omit<AwsAccess, "clients"> | undefined) {
  const { accountId = "", region = "", instanceId = "", instanceArn = "", instanceAlias = "" } = access ?? {};
  return { accountId, region, instanceId, instanceArn, instanceAlias };
}

/** Whether what it's deployed into is simulated. */
export function isInSandbox(
  { blueprint, vendors }: Pick<StoredIntegration, "blueprint" | "vendors">,
  access: Pick<AwsAccess, "kind"> | undefined,
): boolean {
  const vendor = accountVendorOf(blueprint);
  return vendor === undefined
    ? access?.kind === "sandbox"
    : vendor.sandbox.isSimulated(vendors[vendor.connection.kind] ?? {});
}

function withoutAws(name: string) {
  return {
    code: "integration-without-aws",
    sentence: `The integration "${name}" has no AWS account. Nothing was changed.`,
    wayOut: "Open the integration to see what it's deployed into.",
  };
}

export const integrationNotFound = {
  code: "integration-not-found",
  sentence: "This integration doesn't exist.",
  wayOut: "Check the list of integrations.",
};
