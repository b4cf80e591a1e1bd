import { randomBytes, randomUUID } from "node:crypto";
import { listChanges } from "@/lib/access/audit/list-changes";
import { type Actor, type Json, recordAudit } from "@/lib/access/audit/record-audit";
import { isUuid, type TenantDatabase, type TenantId } from "@/lib/access/tenant/scope";
import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import { bypassOf, integrationNotFound, unfinishedTurnOf } from "@/lib/deployments/load-integration";
import { toJson } from "@/lib/kernel/plain-json";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { openSecret, placeOf, sealSecret } from "@/lib/secrets/seal";
import { findBlueprint } from "@/lib/vendors/blueprints";

export interface IntegrationView {
  id: string;
  blueprint: string;
  blueprintTitle: string;
  name: string;
  prefix: string;
  settings: Record<string, unknown>;
  secretNames: string[];
  awsConnectionId: string;
  vendorConnections: Record<string, string>;
  /** How many resources our record says are deployed. */
  deployed: number;
  lastDeployment:
    | { id: string; status: string; purpose: string; createdAt: Date; finishedAt: Date | null }
    | undefined;
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
  awsConnectionId: string;
  /** By their kinds: { [kind]: <connection id> } */
  vendorConnections: Record<string, string>;
}

/** Stores an integration and makes its secrets. Deploys nothing. */
export async function createIntegration(
  db: TenantDatabase,
  input: NewIntegration,
): Promise<Result<{ id: string }>> {
  const { tenantId, actor, name, prefix = "" } = input;
  const blueprint = findBlueprint(input.blueprint);
  if (blueprint === undefined) return fail(unknownBlueprint);
  if (!/^[a-z0-9-]{0,20}$/i.test(prefix)) return fail(invalidPrefix);
  const settings = checkSettings(blueprint, input.settings);
  if (!settings.ok) return settings;
  const connections = await checkConnections(db, blueprint, input);
  if (!connections.ok) return connections;
  if ((await db.integration.count({ where: { name } })) > 0) return fail(nameTaken(name));
  const id = randomUUID();
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
      awsConnectionId: input.awsConnectionId,
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

export async function getIntegration(db: TenantDatabase, id: string): Promise<IntegrationView | undefined> {
  const row = isUuid(id) ? await db.integration.findFirst({ where: { id } }) : null;
  return row === null ? undefined : viewOf(db, row);
}

/** Takes effect with the next deployment. */
export async function updateSettings(
  db: TenantDatabase,
  input: { tenantId: TenantId; actor: Actor; id: string; settings: unknown },
): Promise<Result<null>> {
  const { tenantId, actor, id } = input;
  const row = isUuid(id) ? await db.integration.findFirst({ where: { id } }) : null;
  const blueprint = row === null ? undefined : findBlueprint(row.blueprint);
  if (row === null || blueprint === undefined) return fail(integrationNotFound);
  const settings = checkSettings(blueprint, input.settings);
  if (!settings.ok) return settings;
  await db.integration.update({
    where: { tenantId_id: { tenantId, id } },
    data: { settings: toJson(settings.value) },
  });
  const changes = listChanges(Object(row.settings), settings.value);
  const detail = { changes: toJson(changes) as Json };
  await recordAudit(db, { tenantId, actor, action: "integration:settings", target: id, detail });
  return succeed(null);
}

/** Takes an integration with nothing deployed out of the console, with its history. */
export async function forgetIntegration(
  db: TenantDatabase,
  { tenantId, actor, id }: { tenantId: TenantId; actor: Actor; id: string },
): Promise<Result<null>> {
  const row = isUuid(id) ? await db.integration.findFirst({ where: { id } }) : null;
  if (row === null) return fail(integrationNotFound);
  const where = { integrationId: id };
  if ((await db.managedResource.count({ where })) > 0) return fail(stillDeployed);
  if ((await db.deployment.count({ where: { activeKey: id } })) > 0) return fail(stillDeployed);
  await db.hopProof.deleteMany({ where });
  await db.guideTick.deleteMany({ where });
  await db.integration.delete({ where: { tenantId_id: { tenantId, id } } });
  await recordAudit(db, {
    tenantId,
    actor,
    action: "integration:forget",
    target: id,
    detail: { name: row.name },
  });
  return succeed(null);
}

/** A secret that we made for somebody else's form, shown to an administrator and audited. The caller has checked who asks. */
export async function revealSecret(
  db: TenantDatabase,
  { tenantId, actor, id, name }: { tenantId: TenantId; actor: Actor; id: string; name: string },
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
  const last = await db.deployment.findFirst({
    where: { integrationId: row.id },
    orderBy: { createdAt: "desc" },
    select: { id: true, status: true, purpose: true, createdAt: true, finishedAt: true },
  });
  return {
    id: row.id,
    blueprint: row.blueprint,
    blueprintTitle: findBlueprint(row.blueprint)?.title ?? row.blueprint,
    name: row.name,
    prefix: row.prefix,
    settings: row.settings as Record<string, unknown>,
    secretNames: Object.keys(row.secrets as object),
    awsConnectionId: row.awsConnectionId,
    vendorConnections: row.vendorConnections as Record<string, string>,
    deployed,
    lastDeployment: last ?? undefined,
    bypass: bypassOf(row),
    unfinishedTurn: unfinishedTurnOf(row),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function checkSettings(blueprint: AnyBlueprint, settings: unknown): Result<object> {
  const parsed = blueprint.settings.safeParse(settings);
  if (parsed.success) return succeed(parsed.data);
  const told = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join(".") || "settings"}: ${issue.message}`,
  );
  return fail({
    code: "settings-invalid",
    sentence: `These settings can't be saved (${told.join("; ")}).`,
    wayOut: "Correct these fields.",
  });
}

async function checkConnections(
  db: TenantDatabase,
  blueprint: AnyBlueprint,
  { awsConnectionId, vendorConnections }: NewIntegration,
): Promise<Result<null>> {
  const wanted = [
    ["aws", awsConnectionId],
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
const stillDeployed = {
  code: "integration-deployed",
  sentence:
    "Some of this integration's resources are still in the account. Nothing was removed from Patchbay.",
  wayOut: "Remove the deployed resources first.",
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
