import { randomUUID } from "node:crypto";
import { listChanges, secretChanges } from "@/lib/access/audit/list-changes";
import { type Actor, type Json, recordAudit } from "@/lib/access/audit/record-audit";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { violates } from "@/lib/access/tenant/violated-constraint";
import { awsSettings } from "@/lib/aws/aws-settings";
import { type ConnectInstance, listInstances, openAwsConnection } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import {
  type AnyConnectionKind,
  allSecretFields,
  type ProbeReport,
  reportOf,
} from "@/lib/connection-kinds/connection-kind";
import { needsNewSecret } from "@/lib/connection-kinds/settings-of-form";
import { findConnectionKind } from "@/lib/connections/registry";
import { requestGuideChecks } from "@/lib/connections/request-guide-checks";
import { checkInput } from "@/lib/kernel/field-faults";
import { isUuid, type TenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { openSecret, placeOf, sealSecret } from "@/lib/secrets/seal";
import { Prisma } from "@/prisma/generated/client";

/** A connection as screens see it: secrets by name alone. */
export interface ConnectionView {
  id: string;
  kind: string;
  name: string;
  settings: Record<string, unknown>;
  /** Names of the secrets that are stored. */
  secretFields: string[];
  probe: ProbeReport | undefined;
  probedAt: Date | null;
  /** Which version of it this is: saved anew, it has another. */
  savedAt: Date;
}

export interface ConnectionInput {
  tenantId: TenantId;
  actor: Actor;
  /** Absent for a new one. */
  id?: string | undefined;
  kind: string;
  name: string;
  settings: unknown;
  /** Only those that are to be set anew; the others stay. */
  secrets?: Record<string, string> | undefined;
  /** The version that the settings were made of: nothing is saved where another has come meanwhile. */
  madeOf?: Date | undefined;
}

export async function listConnections(db: TenantDatabase): Promise<ConnectionView[]> {
  const rows = await db.connection.findMany({ orderBy: [{ kind: "asc" }, { name: "asc" }], take: 500 });
  return rows.map(viewOf);
}

export async function loadConnection(db: TenantDatabase, id: string): Promise<ConnectionView | undefined> {
  const row = isUuid(id) ? await db.connection.findFirst({ where: { id } }) : null;
  return row === null ? undefined : viewOf(row);
}

/** Checks, seals and stores. A failure leaves the unit of work unusable when it is about a name or instance taken. */
export async function saveConnection(
  db: TenantDatabase,
  input: ConnectionInput,
): Promise<Result<{ id: string }>> {
  const { tenantId, actor, kind, name, secrets = {} } = input;
  const type = findConnectionKind(kind);
  if (type === undefined) return fail(unknownKind);
  const checked = checkInput(type.settings, input.settings);
  if (!checked.ok) return fail(invalidSettings(checked.fields));
  if (kind === "aws" && isUnsettled(checked.value)) return fail(instanceUnsettled);
  const old = input.id === undefined ? null : await loadRow(db, input.id);
  if (input.id !== undefined && old?.kind !== kind) return fail(connectionNotFound);
  if (input.madeOf && old?.updatedAt.getTime() !== input.madeOf.getTime()) return fail(savedMeanwhile);
  const id = old?.id ?? randomUUID();
  const oldSettings = old === null ? {} : normalSettings(type, old.settings);
  const isAnother = old !== null && needsNewSecret(type, { ...checked.value }, oldSettings);
  const sealed = { ...(isAnother ? {} : ((old?.secrets ?? {}) as Record<string, string>)) };
  for (const { setting, secret } of type.pairs ?? []) {
    const now: unknown = Reflect.get(checked.value, setting);
    if (now !== oldSettings[setting]) delete sealed[secret];
    if (!now && secrets[secret]) return fail(settingMissing(setting, secret));
  }
  for (const [field, plain] of Object.entries(secrets)) {
    if (plain !== "") sealed[field] = sealSecret(plain, placeOf("Connection", tenantId, id, field));
  }
  const needed = type.secretFields(checked.value);
  const missing = needed.filter((field) => sealed[field] === undefined);
  const kept = allSecretFields(type, checked.value).filter((field) => sealed[field] !== undefined);
  if (missing.length > 0) return fail(isAnother ? secretAgain(missing) : missingSecret(missing));
  // Asked first: two complaints of the database look the same, and the name is what a person can change.
  const namesake = await db.connection.findFirst({
    where: { kind, name, NOT: { id } },
    select: { id: true },
  });
  if (namesake !== null) return fail(nameTaken(name));
  const data = {
    kind,
    name,
    settings: toJson(checked.value),
    secrets: toJson(Object.fromEntries(kept.map((field) => [field, sealed[field]]))),
    connectInstanceArn: instanceArnOf(kind, checked.value),
    // What was proven of other settings says nothing of these.
    probe: Prisma.DbNull,
    probedAt: null,
  };
  try {
    await db.connection.upsert({
      where: { tenantId_id: { tenantId, id } },
      create: { tenantId, id, ...data },
      update: data,
    });
  } catch (error) {
    if (violates(error, "Connection_connectInstanceArn_key")) return fail(instanceTaken);
    if (violates(error, "Connection_tenantId_kind_name_key")) return fail(nameTaken(name));
    throw error;
  }
  const changes = [
    ...listChanges(old === null ? {} : { name: old.name, ...oldSettings }, { name, ...checked.value }),
    ...secretChanges(kept.filter((field) => secrets[field])),
  ];
  const detail = { kind, name, changes: toJson(changes) as Json };
  await recordAudit(db, { tenantId, actor, action: "connection:save", target: id, detail });
  return succeed({ id });
}

export async function removeConnection(
  db: TenantDatabase,
  { tenantId, actor, id }: { tenantId: TenantId; actor: Actor; id: string },
): Promise<Result<null>> {
  const row = await loadRow(db, id);
  if (row === null) return fail(connectionNotFound);
  const integrations = await db.integration.findMany({
    select: { name: true, awsConnectionId: true, vendorConnections: true },
  });
  const user = integrations.find(
    (each) => each.awsConnectionId === id || Object.values(each.vendorConnections as object).includes(id),
  );
  if (user !== undefined) return fail(inUse(user.name));
  await db.connection.delete({ where: { tenantId_id: { tenantId, id } } });
  await recordAudit(db, {
    tenantId,
    actor,
    action: "connection:remove",
    target: id,
    detail: { name: row.name },
  });
  return succeed(null);
}

/**
 * Calls the other side and keeps what it showed, unless the connection was saved anew meanwhile (connection-changed): it says
 * nothing of those settings. Where it is good, the guides that use the connection are checked soon after. Call it outside any
 * scope.
 */
export async function probeConnection(
  tenantId: TenantId,
  connectionId: string,
  actor: Actor,
): Promise<Result<ProbeReport>> {
  const opened = await openConnection(tenantId, connectionId);
  if (!opened.ok) return opened;
  const { type, settings, secrets, savedAt } = opened.value;
  const report = await type.probe(settings, secrets, { tenantId }).catch((error: unknown) => {
    const { sentence } = describeFailure(error);
    return reportOf([{ id: "probe", title: type.title, state: "failed", detail: sentence }]);
  });
  const isKept = await withTenant(tenantId, async (db) => {
    // Not through `update`: a probe does not make the clients of this connection new.
    const kept =
      await db.$executeRaw`UPDATE "Connection" SET "probe" = ${JSON.stringify(report)}::jsonb, "probedAt" = now()
      WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${connectionId}::uuid AND "updatedAt" = ${savedAt}`;
    const detail = { state: report.state };
    await recordAudit(db, { tenantId, actor, action: "connection:probe", target: connectionId, detail });
    if (kept === 0) return false;
    if (report.state === "proven") await requestGuideChecks(db, { tenantId, connectionId, kind: type.kind });
    return true;
  });
  return isKept ? succeed(report) : fail(connectionChanged);
}

/** The Connect instances to choose from. Call it outside any scope. */
export async function listConnectInstances(
  tenantId: TenantId,
  connectionId: string,
): Promise<Result<ConnectInstance[]>> {
  try {
    const { clients } = await openAwsConnection(tenantId, connectionId);
    return succeed(await listInstances(clients));
  } catch (error) {
    return fail(describeFailure(error));
  }
}

export interface OpenedConnection {
  type: AnyConnectionKind;
  settings: object;
  secrets: Record<string, string>;
  /** Which version of it this is: saved anew, it has another. */
  savedAt: Date;
}

/** Settings and opened secrets, for code that calls the other side. Call it outside any scope; never show the result. */
export async function openConnection(
  tenantId: TenantId,
  connectionId: string,
): Promise<Result<OpenedConnection>> {
  const row = await withTenant(tenantId, (db) => loadRow(db, connectionId));
  const type = row === null ? undefined : findConnectionKind(row.kind);
  if (row === null || type === undefined) return fail(connectionNotFound);
  const checked = checkInput(type.settings, row.settings);
  if (!checked.ok) return fail(invalidSettings(checked.fields));
  const secrets = Object.fromEntries(
    Object.entries(row.secrets as Record<string, string>).map(([field, sealed]) => [
      field,
      openSecret(sealed, placeOf("Connection", tenantId, connectionId, field)),
    ]),
  );
  return succeed({ type, settings: checked.value, secrets, savedAt: row.updatedAt });
}

/** As they would be stored today: another way to write a host is no other host. */
function normalSettings(type: AnyConnectionKind, stored: unknown): Record<string, unknown> {
  const parsed = type.settings.safeParse(stored);
  return { ...(parsed.success ? parsed.data : Object(stored)) };
}

async function loadRow(db: TenantDatabase, id: string) {
  return isUuid(id) ? db.connection.findFirst({ where: { id } }) : null;
}

type Row = NonNullable<Awaited<ReturnType<typeof loadRow>>>;

function viewOf(row: Row): ConnectionView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    settings: row.settings as Record<string, unknown>,
    secretFields: Object.keys(row.secrets as object),
    probe: (row.probe ?? undefined) as ProbeReport | undefined,
    probedAt: row.probedAt,
    savedAt: row.updatedAt,
  };
}

function instanceArnOf(kind: string, settings: object): string | null {
  const parsed = kind === "aws" ? awsSettings.safeParse(settings) : undefined;
  return (parsed?.success === true ? parsed.data.instanceArn : undefined) ?? null;
}

/** An instance that is named otherwise than by its ARN: nothing would say whose it is. */
function isUnsettled(settings: object): boolean {
  const { instanceId, instanceAlias, instanceArn } = awsSettings.parse(settings);
  return instanceArn === undefined && (instanceId !== undefined || instanceAlias !== undefined);
}

const instanceUnsettled = {
  code: "instance-unsettled",
  sentence: "The ARN of this Amazon Connect instance is missing. Nothing was saved.",
  wayOut: "Choose the instance from the account's list.",
};
const connectionNotFound = {
  code: "connection-not-found",
  sentence: "This connection doesn't exist.",
  wayOut: "Check the list of connections.",
};
const connectionChanged = {
  code: "connection-changed",
  sentence: "This connection was saved or removed during its test. The result wasn't stored.",
  wayOut: "Test it again.",
};
const savedMeanwhile = {
  code: "connection-saved-meanwhile",
  sentence: "Other settings were saved at the same time. Yours weren't saved.",
  wayOut: "Reload the page to see them, and make your changes again.",
};
const unknownKind = {
  code: "connection-kind-unknown",
  sentence: "Unknown connection type.",
  wayOut: "Choose one from the list.",
};
const instanceTaken = {
  code: "instance-taken",
  sentence: "This Connect instance already belongs to another connection. Nothing was saved.",
  wayOut: "Choose another instance. Each one can have only one connection.",
};
const nameTaken = (name: string) => ({
  code: "connection-name-taken",
  sentence: `There is already a connection named "${name}". Nothing was saved.`,
  wayOut: "Choose another name.",
});
const missingSecret = (fields: string[]) => ({
  code: "connection-secret-missing",
  sentence: `${fields.join(", ")} is missing. Nothing was saved.`,
  wayOut: "Fill it in. It's stored encrypted and never shown again.",
});
const settingMissing = (setting: string, secret: string) => ({
  code: "connection-setting-missing",
  sentence: `${secret} was entered without ${setting}. Nothing was saved.`,
  wayOut: "Enter both, or neither.",
});
const secretAgain = (fields: string[]) => ({
  code: "connection-secret-again",
  sentence: `The host or the account has changed, and ${fields.join(", ")} is missing. Nothing was saved.`,
  wayOut: "Enter the secret again. The stored one is for the previous host and account.",
});
const inUse = (integration: string) => ({
  code: "connection-in-use",
  sentence: `The integration "${integration}" uses this connection. Nothing was removed.`,
  wayOut: "Remove the integration first.",
});

function invalidSettings(fields: Record<string, string>) {
  const told = Object.entries(fields).map(([path, fault]) => `${path || "settings"}: ${fault}`);
  return {
    code: "connection-settings-invalid",
    sentence: `These settings can't be saved (${told.join("; ")}).`,
    wayOut: "Correct these fields.",
  };
}
