import { paginateListQueues } from "@aws-sdk/client-connect";
import type { Actor } from "@/lib/access/audit/record-audit";
import { signIn } from "@/lib/access/auth/sign-in";
import { resolveTenant } from "@/lib/access/tenant/resolve-tenant";
import { withTenant } from "@/lib/access/tenant/scope";
import type { AwsClients } from "@/lib/aws/clients";
import { type AwsAccess, openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { listConnections, probeConnection } from "@/lib/connections/store";
import { config } from "@/lib/kernel/config";
import { demoVendor } from "./demo-vendor";
import type { Say } from "./make-story";
import { must } from "./must";

/** Whom and what the demo works with. */
export interface Bench {
  actor: Actor;
  tenantId: string;
  awsConnectionId: string;
  vendorConnectionId: string;
  access: AwsAccess;
  queueId: string;
}

/** Signs in as the first user, opens the seeded tenant, and has the connections that the demo needs proven. */
export async function connectSandbox(say: Say): Promise<Bench> {
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
  const [awsConnectionId, vendorConnectionId] = [idOf("aws"), idOf(demoVendor().name)];
  const actor: Actor = { userId: user.id, name: user.name };
  for (const connectionId of [awsConnectionId, vendorConnectionId]) {
    const probe = must(await probeConnection(tenantId, connectionId, actor));
    const failed = probe.checks.filter((check) => check.state === "failed");
    if (failed.length > 0)
      throw new Error(failed.map((check) => `${check.title}: ${check.detail}`).join(" "));
    say(`${probe.checks.length} checks, none failed`);
  }
  const access = requireInstance(await openAwsConnection(tenantId, awsConnectionId));
  const queueId = await findQueue(access.clients, access.instanceId, "BasicQueue");
  say(`account ${access.accountId}, instance ${access.instanceAlias}, region ${access.region}`);
  return { actor, tenantId, awsConnectionId, vendorConnectionId, access, queueId };
}

async function findQueue({ connect }: AwsClients, instanceId: string, name: string): Promise<string> {
  const pages = paginateListQueues({ client: connect }, { InstanceId: instanceId, QueueTypes: ["STANDARD"] });
  for await (const page of pages) {
    const found = page.QueueSummaryList?.find((queue) => queue.Name === name)?.Id;
    if (found) return found;
  }
  throw new Error(`The instance has no queue named ${name}.`);
}
