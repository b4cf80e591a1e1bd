import { paginateListQueues } from "@aws-sdk/client-connect";
import type { Actor } from "@/lib/access/audit/record-audit";
import { signIn } from "@/lib/access/auth/sign-in";
import { resolveTenant } from "@/lib/access/tenant/resolve-tenant";
import { withTenant } from "@/lib/access/tenant/scope";
import type { AwsClients } from "@/lib/aws/clients";
import { type AwsAccess, openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { askSandbox } from "@/lib/calls/ask-sandbox";
import { listConnections, openConnection, probeConnection } from "@/lib/connections/store";
import { config } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { takeInventory } from "@/lib/testing/take-inventory";
import { accountVendorOf } from "@/lib/vendors/account-vendor";
import { findBlueprint } from "@/lib/vendors/blueprints";
import { type FoundDemo, findDemo } from "./find-demo";
import type { Say } from "./make-story";
import { must } from "./must";

/** Whom and what the demo works with. */
export interface Bench {
  actor: Actor;
  tenantId: TenantId;
  /** By their kinds, those that the kind of integration needs. */
  vendorConnections: Record<string, string>;
  /** undefined for a kind that is deployed into a vendor's account. */
  aws: { connectionId: string; access: AwsAccess; queueId: string } | undefined;
  /** Where the sandbox takes its calls. */
  callsUrl: string;
}

/** Signs in as the first user, opens the seeded tenant, and has the connections that the demo needs proven. */
export async function connectSandbox(say: Say, { demo } = findDemo()): Promise<Bench> {
  const user = must(
    await signIn(
      { email: "owner@localhost", password: config().firstPassword ?? "" },
      { address: "127.0.0.1" },
    ),
  );
  const tenant = await resolveTenant(user.id, "sandbox");
  if (!tenant) throw new Error("The tenant at /sandbox, which the first start creates, doesn't exist.");
  const { tenantId } = tenant;
  const connections = await withTenant(tenantId, (db) => listConnections(db));
  const idOf = (kind: string) => {
    const found = connections.find((connection) => connection.kind === kind);
    if (!found) throw new Error(`The ${kind} connection, which the first start creates, doesn't exist.`);
    return found.id;
  };
  const blueprint = findBlueprint(demo.blueprint);
  if (!blueprint) throw new Error(`There is no kind of integration "${demo.blueprint}".`);
  const account = accountVendorOf(blueprint);
  const vendorConnections = Object.fromEntries(blueprint.needs.map((kind) => [kind, idOf(kind)]));
  const actor: Actor = { userId: user.id, name: user.name };
  for (const connectionId of [...(account ? [] : [idOf("aws")]), ...Object.values(vendorConnections)]) {
    const probe = must(await probeConnection(tenantId, connectionId, actor));
    const failed = probe.checks.filter((check) => check.state === "failed");
    if (failed.length > 0)
      throw new Error(failed.map((check) => `${check.title}: ${check.detail}`).join(" "));
    say(`${probe.checks.length} checks, none failed`);
  }
  const { sandbox, vendorSandboxUrls } = config();
  const callsUrl = (account ? vendorSandboxUrls[account.name] : sandbox?.url) ?? "";
  const bench = { actor, tenantId, vendorConnections, callsUrl };
  return { ...bench, aws: account ? undefined : await openAws(tenantId, idOf("aws"), say) };
}

async function openAws(tenantId: TenantId, connectionId: string, say: Say): Promise<Bench["aws"]> {
  const access = requireInstance(await openAwsConnection(tenantId, connectionId));
  const queueId = await findQueue(access.clients, access.instanceId, "BasicQueue");
  say(`account ${access.accountId}, instance ${access.instanceAlias}, region ${access.region}`);
  return { connectionId, access, queueId };
}

/** All that is in the account that a deployment could have made or changed, by name, as the account itself tells it. */
export async function listHoldings(
  { tenantId, aws, vendorConnections, callsUrl }: Bench,
  { demo }: FoundDemo,
) {
  if (aws) return takeInventory(aws.access.clients, aws.access.instanceId);
  const blueprint = findBlueprint(demo.blueprint);
  const account = blueprint && accountVendorOf(blueprint);
  if (!account || !demo.holds) throw new Error("Nobody tells what the account holds.");
  const { settings } = must(await openConnection(tenantId, vendorConnections[account.connection.kind] ?? ""));
  return demo.holds.parse(await askSandbox(tenantId, "GET", `${callsUrl}${demo.holds.path(settings)}`));
}

async function findQueue({ connect }: AwsClients, instanceId: string, name: string): Promise<string> {
  const pages = paginateListQueues({ client: connect }, { InstanceId: instanceId, QueueTypes: ["STANDARD"] });
  for await (const page of pages) {
    const found = page.QueueSummaryList?.find((queue) => queue.Name === name)?.Id;
    if (found) return found;
  }
  throw new Error(`The instance has no queue named ${name}.`);
}
