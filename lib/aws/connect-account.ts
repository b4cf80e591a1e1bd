import { ListInstancesCommand } from "@aws-sdk/client-connect";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { withTenant } from "@/lib/access/tenant/scope";
import { type AwsSettings, awsSettings } from "@/lib/aws/aws-settings";
import type { AwsClients } from "@/lib/aws/clients";
import { type AccessPurpose, clientsOfConnection } from "@/lib/aws/clients-of-connection";
import { sandboxAccountOf } from "@/lib/aws/sandbox-account";
import { isUuid, type TenantId } from "@/lib/kernel/ids";
import { ProblemError } from "@/lib/kernel/result";
import { openSecret, placeOf } from "@/lib/secrets/seal";

/** An account that is ready to be called. */
export interface AwsAccess {
  clients: AwsClients;
  accountId: string;
  region: string;
  /** The Connect instance; ids, ARN and alias are "" while none is chosen (see requireInstance). */
  instanceId: string;
  instanceArn: string;
  instanceAlias: string;
  kind: AwsSettings["access"]["kind"];
}

export interface ConnectInstance {
  id: string;
  arn: string;
  alias: string;
  status: string;
}

interface Cached {
  version: number;
  access: Promise<AwsAccess>;
}

/** Enough for a fleet's busy tenants; the one that was made first goes first. */
const maxCached = 200;
const cache = new Map<string, Cached>();

/**
 * The clients of a tenant's connection, made once for each version of its settings. Reads the connection in a scope of
 * its own: call it outside any. Throws a Problem: connection-not-found, sandbox-off, credentials-refused.
 */
export async function openAwsConnection(
  tenantId: TenantId,
  connectionId: string,
  purpose: AccessPurpose = "read",
): Promise<AwsAccess> {
  const row = await loadConnection(tenantId, connectionId);
  const key = `${tenantId}:${connectionId}:${purpose}`;
  const version = row.updatedAt.getTime();
  const cached = cache.get(key);
  if (cached?.version === version) return cached.access;
  const access = openAccount(tenantId, row.settings, row.secrets, purpose);
  cache.set(key, { version, access });
  const eldest = cache.keys().next().value;
  if (cache.size > maxCached && eldest !== undefined) cache.delete(eldest);
  // A failure isn't kept: the next caller asks the account again.
  access.catch(() => cache.get(key)?.access === access && cache.delete(key));
  return access;
}

/** The account behind settings that may not be saved yet; says whose it is and which Connect instance is meant. */
export async function openAccount(
  tenantId: TenantId,
  settings: AwsSettings,
  secrets: Record<string, string>,
  purpose: AccessPurpose,
): Promise<AwsAccess> {
  const clients = clientsOfConnection(tenantId, settings, secrets, purpose);
  const sandbox = settings.access.kind === "sandbox" ? await sandboxAccountOf(tenantId) : undefined;
  const accountId = sandbox?.accountId ?? settings.accountId ?? (await fetchAccountId(clients));
  const stored = instanceOf(settings);
  // A sandbox that was recreated has another instance: the one that is stored is nobody's.
  const instance = sandbox && stored?.arn !== sandbox.instance.arn ? undefined : stored;
  return {
    clients,
    accountId,
    region: settings.region,
    instanceId: instance?.id ?? "",
    instanceArn: instance?.arn ?? "",
    instanceAlias: instance?.alias ?? "",
    kind: settings.access.kind,
  };
}

/** For what can't be done without a Connect instance. */
export function requireInstance(access: AwsAccess): AwsAccess {
  if (access.instanceId !== "") return access;
  throw new ProblemError({
    code: "instance-not-chosen",
    sentence: "No Amazon Connect instance is selected for this connection. Nothing was changed.",
    wayOut: "Open the connection and select an instance.",
  });
}

/** Every Connect instance of the account in the connection's region. */
export async function listInstances(clients: AwsClients): Promise<ConnectInstance[]> {
  const instances: ConnectInstance[] = [];
  let NextToken: string | undefined;
  do {
    const page = await clients.connect.send(new ListInstancesCommand({ NextToken }));
    for (const each of page.InstanceSummaryList ?? []) {
      instances.push({
        id: each.Id ?? "",
        arn: each.Arn ?? "",
        alias: each.InstanceAlias ?? "",
        status: each.InstanceStatus ?? "",
      });
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return instances;
}

/**
 * Only an instance whose ARN is stored is one: the ARN is unique over all tenants, so that no one opens another's by an
 * id or an alias.
 */
function instanceOf({ instanceId, instanceArn, instanceAlias = "" }: AwsSettings) {
  if (instanceId === undefined || instanceArn === undefined) return undefined;
  return { id: instanceId, arn: instanceArn, alias: instanceAlias };
}

async function fetchAccountId(clients: AwsClients): Promise<string> {
  const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}));
  return Account ?? "";
}

async function loadConnection(tenantId: TenantId, connectionId: string) {
  const row = isUuid(connectionId)
    ? await withTenant(tenantId, (db) =>
        db.connection.findUnique({ where: { tenantId_id: { tenantId, id: connectionId } } }),
      )
    : null;
  const settings = row?.kind === "aws" ? awsSettings.safeParse(row.settings) : undefined;
  if (row === null || settings?.success !== true) {
    throw new ProblemError({
      code: "connection-not-found",
      sentence: "This AWS account connection doesn't exist.",
      wayOut: "Check the list of connections.",
    });
  }
  const sealed = Object.entries((row.secrets ?? {}) as Record<string, string>);
  const secrets = Object.fromEntries(
    sealed.map(([field, text]) => [
      field,
      openSecret(text, placeOf("Connection", tenantId, connectionId, field)),
    ]),
  );
  return { settings: settings.data, secrets, updatedAt: row.updatedAt };
}
