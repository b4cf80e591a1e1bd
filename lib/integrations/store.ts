import { randomBytes, randomUUID } from "node:crypto";
import { listChanges } from "@/lib/access/audit/list-changes";
import { type Actor, type Json, recordAudit } from "@/lib/access/audit/record-audit";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import { type BypassWords, usualBypassWords } from "@/lib/blueprints/bypass-words";
import { lockTurn } from "@/lib/deployments/bypass-turn";
import { hasUndeployedSettings, isInPlace } from "@/lib/deployments/deployed-settings";
import { bypassOf, integrationNotFound, unfinishedTurnOf } from "@/lib/deployments/load-integration";
import { isSame, type Settings } from "@/lib/forms/settings-paths";
import { type DeployedInto, deployedInto } from "@/lib/integrations/deployed-into";
import { checkInput } from "@/lib/kernel/field-faults";
import { asIntegrationId, type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { openSecret, placeOf, sealSecret } from "@/lib/secrets/seal";
import { findBlueprint } from "@/lib/vendors/blueprints";

export interface IntegrationView {
  id: IntegrationId;
  blueprint: string;
  blueprintTitle: string;
  name: string;
  prefix: string;
  settings: Record<string, unknown>;
  secretNames: string[];
  /** undefined where the blueprint needs no AWS account. */
  awsConnectionId: string | undefined;
  vendorConnections: Record<string, string>;
  /** How many resources our record says are deployed. */
  deployed: number;
  /** It works with its settings: its resources are deployed, or there are none that its settings would make. */
  isDeployed: boolean;
  into: DeployedInto;
  /** Something deployed has two variants: callers can be sent past the voice agent. */
  canBypass: boolean;
  /** What callers have; undefined where nothing is deployed, or it isn't known. */
  deployedSettings: unknown;
  /** What is saved differs from what is deployed. */
  hasUndeployedSettings: boolean;
  lastDeployment:
    | { id: string; status: string; purpose: string; createdAt: Date; finishedAt: Date | null }
    | undefined;
  bypassWords: BypassWords;
  /** Since when, and by whom, callers go past the voice agent; undefined while they do not. */
  bypass: { since: Date; by: string } | undefined;
  /** A turn of the bypass was interrupted: what the account has is not known here. */
  unfinishedTurn: { to: "on" | "off"; by: string } | undefined;
  createdAt: Date;
  updatedAt: Date;
}

export interface NewIntegration {
  tenantId: TenantId;
  actor: Actor;
  blueprint: string;
  name: string;
  /** Before every name in the account: "" or "acme-". */
  prefix?: string;
  settings: unknown;
  /** Left out where the blueprint needs no AWS account. */
  awsConnectionId?: string | undefined;
  /** By their kinds: { [kind]: <connection id> } */
  vendorConnections: Record<string, string>;
}

/** Stores an integration and makes its secrets. Deploys nothing. */
export async function createIntegration(
  db: TenantDatabase,
  input: NewIntegration,
): Promise<Result<{ id: IntegrationId }>> {
  const { tenantId, actor, name, prefix = "" } = input;
  const blueprint = findBlueprint(input.blueprint);
  if (blueprint === undefined) return fail(unknownBlueprint);
  if (!isPrefix(prefix)) return fail(invalidPrefix);
  const settings = checkSettings(blueprint, input.settings);
  if (!settings.ok) return settings;
  const connections = await checkConnections(db, blueprint, input);
  if (!connections.ok) return connections;
  if ((await db.integration.count({ where: { name } })) > 0) return fail(nameTaken(name));
  const id = asIntegrationId(randomUUID());
  const secrets = Object.entries(blueprint.generatedSecrets).map(([secret, { bytes }]) => [
    secret,
    sealSecret(randomBytes(bytes).toString("base64url"), placeOf("Integration", tenantId, id, secret)),
  ]);
  await db.integration.create({
    data: {
      tenantId,
      id,
      blueprint: blueprint.kind,
      name,
      prefix,
      settings: toJson(settings.value),
      secrets: toJson(Object.fromEntries(secrets)),
      awsConnectionId: blueprint.withoutAws ? null : (input.awsConnectionId ?? null),
      vendorConnections: toJson(input.vendorConnections),
    },
  });
  const detail = { blueprint: blueprint.kind, name, prefix };
  await recordAudit(db, { tenantId, actor, action: "integration:create", target: id, detail });
  return succeed({ id });
}

export async function listIntegrations(db: TenantDatabase): Promise<IntegrationView[]> {
  const rows = await db.integration.findMany({ orderBy: { name: "asc" }, take: 200 });
  const views: IntegrationView[] = [];
  for (const row of rows) views.push(await viewOf(db, row));
  return views;
}

export async function loadIntegrationView(
  db: TenantDatabase,
  id: IntegrationId,
): Promise<IntegrationView | undefined> {
  const row = isUuid(id) ? await db.integration.findFirst({ where: { id } }) : null;
  return row === null ? undefined : viewOf(db, row);
}

/**
 * Takes effect with the next deployment. The prefix can change only while nothing is deployed. Returns what was stored.
 * @param input.basedOn what was stored when a person began to change it: what others have saved since isn't overwritten;
 *   `prefixBasedOn` likewise
 */
export async function updateSettings(
  db: TenantDatabase,
  input: {
    tenantId: TenantId;
    actor: Actor;
    id: IntegrationId;
    settings: unknown;
    basedOn?: Settings | undefined;
    prefix?: string | undefined;
    prefixBasedOn?: string | undefined;
  },
): Promise<Result<Settings>> {
  const { tenantId, actor, id, prefix, basedOn, prefixBasedOn } = input;
  // Of two at once, the second sees what the first has saved.
  if (isUuid(id)) await lockTurn(db, id);
  const row = isUuid(id) ? await db.integration.findFirst({ where: { id } }) : null;
  const blueprint = row === null ? undefined : findBlueprint(row.blueprint);
  if (row === null || blueprint === undefined) return fail(integrationNotFound);
  const settings = checkSettings(blueprint, input.settings);
  if (!settings.ok) return settings;
  if (basedOn !== undefined && !isSame(row.settings, basedOn)) return fail(settingsSavedSince);
  const isRenamed = prefix !== undefined && prefix !== row.prefix;
  if (isRenamed && prefixBasedOn !== undefined && prefixBasedOn !== row.prefix)
    return fail(settingsSavedSince);
  if (isRenamed && !isPrefix(prefix)) return fail(invalidPrefix);
  const underWay = isRenamed ? await db.deployment.count({ where: { activeKey: id } }) : 0;
  if (underWay > 0) return fail(prefixInUse);
  const recorded = isRenamed ? await db.managedResource.count({ where: { integrationId: id } }) : 0;
  if (recorded > 0) return fail(prefixInUse);
  await db.integration.update({
    where: { tenantId_id: { tenantId, id } },
    data: { settings: toJson(settings.value), ...(isRenamed ? { prefix } : {}) },
  });
  const changes = listChanges(
    { ...Object(row.settings), prefix: row.prefix },
    { ...settings.value, prefix: prefix ?? row.prefix },
  );
  const detail = { changes: toJson(changes) as Json };
  await recordAudit(db, { tenantId, actor, action: "integration:settings", target: id, detail });
  return succeed({ ...settings.value });
}

/** A secret that we made for somebody else's form, shown to an administrator and audited. The caller has checked who asks. */
export async function revealSecret(
  db: TenantDatabase,
  { tenantId, actor, id, name }: { tenantId: TenantId; actor: Actor; id: IntegrationId; name: string },
): Promise<Result<string>> {
  const row = isUuid(id) ? await db.integration.findFirst({ where: { id } }) : null;
  const sealed = row === null ? undefined : (row.secrets as Record<string, string>)[name];
  const isOurs = row !== null && Object.hasOwn(findBlueprint(row.blueprint)?.generatedSecrets ?? {}, name);
  if (sealed === undefined || !isOurs) return fail(secretNotFound);
  await recordAudit(db, {
    tenantId,
    actor,
    action: "secret:reveal",
    target: id,
    detail: { secretName: name },
  });
  return succeed(openSecret(sealed, placeOf("Integration", tenantId, id, name)));
}

type Row = NonNullable<Awaited<ReturnType<TenantDatabase["integration"]["findFirst"]>>>;

async function viewOf(db: TenantDatabase, row: Row): Promise<IntegrationView> {
  const deployed = await db.managedResource.count({
    where: { integrationId: row.id, physicalId: { not: "" } },
  });
  const [standby] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT EXISTS (SELECT FROM "ManagedResource" WHERE "integrationId" = ${row.id}::uuid AND "physicalId" <> ''
                   AND jsonb_exists("desired", 'standby')) AS "exists"`;
  const last = await db.deployment.findFirst({
    where: { integrationId: row.id },
    orderBy: { createdAt: "desc" },
    select: { id: true, status: true, purpose: true, createdAt: true, finishedAt: true },
  });
  const blueprint = findBlueprint(row.blueprint);
  const isDeployed = deployed > 0 || isInPlace(blueprint, row.deployedSettings);
  return {
    id: row.id,
    blueprint: row.blueprint,
    blueprintTitle: blueprint?.title ?? row.blueprint,
    name: row.name,
    prefix: row.prefix,
    settings: row.settings as Record<string, unknown>,
    secretNames: Object.keys(row.secrets as object),
    awsConnectionId: row.awsConnectionId ?? undefined,
    vendorConnections: row.vendorConnections as Record<string, string>,
    deployed,
    isDeployed,
    into: deployedInto(row.blueprint),
    canBypass: standby?.exists === true,
    deployedSettings: row.deployedSettings ?? undefined,
    hasUndeployedSettings: isDeployed && hasUndeployedSettings(blueprint, row),
    lastDeployment: last ?? undefined,
    bypassWords: blueprint?.bypassWords ?? usualBypassWords,
    bypass: bypassOf(row),
    unfinishedTurn: unfinishedTurnOf(row),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function checkSettings(blueprint: AnyBlueprint, settings: unknown): Result<object> {
  const checked = checkInput(blueprint.settings, settings);
  if (checked.ok) return succeed(checked.value);
  const told = Object.entries(checked.fields).map(([path, fault]) => `${path || "settings"}: ${fault}`);
  return fail({
    code: "settings-invalid",
    sentence: `These settings can't be saved (${told.join("; ")}).`,
    wayOut: "Correct these fields.",
  });
}

const settingsSavedSince = {
  code: "settings-saved-since",
  sentence: "Other settings were saved after you opened this page. Yours weren't saved.",
  wayOut: "Reload the page to see them, and make your changes again.",
};

const isPrefix = (text: string) => /^[a-z0-9-]{0,20}$/i.test(text);

async function checkConnections(
  db: TenantDatabase,
  blueprint: AnyBlueprint,
  { awsConnectionId, vendorConnections }: NewIntegration,
): Promise<Result<null>> {
  const wanted = [
    ...(blueprint.withoutAws ? [] : [["aws", awsConnectionId]]),
    ...blueprint.needs.map((kind) => [kind, vendorConnections[kind]]),
  ];
  for (const [kind, id] of wanted) {
    const isThere =
      id !== undefined && isUuid(id) && (await db.connection.count({ where: { id, kind: kind ?? "" } })) > 0;
    if (!isThere) return fail(connectionMissing(kind ?? ""));
  }
  return succeed(null);
}

const unknownBlueprint = {
  code: "blueprint-unknown",
  sentence: "Unknown integration type.",
  wayOut: "Choose one from the list.",
};
const invalidPrefix = {
  code: "prefix-invalid",
  sentence: "The prefix can have up to 20 letters, digits, and hyphens. Nothing was saved.",
  wayOut: "Choose another prefix, or leave it blank.",
};
const prefixInUse = {
  code: "prefix-in-use",
  sentence: "Resources with the current prefix are deployed. Nothing was saved.",
  wayOut: "Remove the deployed resources first, or leave the prefix.",
};
const secretNotFound = {
  code: "secret-not-found",
  sentence: "The integration doesn't have this secret.",
  wayOut: "The guide lists the secrets that exist.",
};
const nameTaken = (name: string) => ({
  code: "integration-name-taken",
  sentence: `There is already an integration named "${name}". Nothing was saved.`,
  wayOut: "Choose another name.",
});
const connectionMissing = (kind: string) => ({
  code: "connection-missing",
  sentence: `This integration needs a ${kind} connection. Nothing was saved.`,
  wayOut: "Create that connection first, then choose it here.",
});
