import { randomUUID } from "node:crypto";
import { GetContactAttributesCommand } from "@aws-sdk/client-connect";
import { z } from "zod";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { numbersOfSettings } from "@/lib/blueprints/shared/entry";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { listConnectChoices } from "@/lib/connections/list-connect-choices";
import { listConnections } from "@/lib/connections/store";
import { loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { makePlan, type PlanPurpose } from "@/lib/deployments/make-plan";
import { runDeployment } from "@/lib/deployments/run-deployment";
import { defaultSettings } from "@/lib/integrations/create-with-defaults";
import { createIntegration } from "@/lib/integrations/store";
import { forgetConfig } from "@/lib/kernel/config";
import { asTenantId, type ContactId, type IntegrationId, type TenantId } from "@/lib/kernel/ids";
import { approvePlan } from "@/lib/testing/approve-plan";
import { must } from "@/lib/testing/must";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { vendors } from "@/lib/vendors/registry";
import { blueprintSamples } from "@/lib/vendors/testing/samples";
import { seed } from "@/prisma/seed";

/** What a first start leaves: the tenant "Sandbox" with its connections, on a database and a sandbox of the test's own. */
export interface SeededInstallation {
  database: TestDatabase;
  sandbox: TestSandbox;
  tenantId: TenantId;
  actor: { name: string; userId: string };
  awsConnectionId: string;
  /** The connection to a vendor; the registry's first one by default. */
  vendorConnectionId(vendor?: string): string;
  /** Of this kind, the registry's first one by default, on the account's first queue and a number of the kind's own. */
  createIntegration(options?: { kind?: string; prefix?: string; settings?: object }): Promise<IntegrationId>;
  /** Places a test call and waits for its end. */
  call(integrationId: IntegrationId, ending?: string, post?: Record<string, unknown>): Promise<EndedCall>;
  /** Plans, approves and applies in this process. */
  deploy(integrationId: IntegrationId, purpose?: PlanPurpose): ReturnType<typeof loadDeploymentView>;
  /** PUT adds a fault to the account, DELETE takes all away. */
  fault(body: object): Promise<void>;
  clearFaults(): Promise<void>;
  stop(): Promise<void>;
}

export interface EndedCall {
  contactId: ContactId;
  /** "agent", "queue", "disconnected", "caller-hung-up" or "error". */
  outcome: string;
  /** Identifiers of the blocks that the call went through. */
  blocks: string[];
  /** The contact's attributes at its end. */
  attributes: Record<string, string>;
}

/** The account has two numbers from the start; a third integration at once needs one more. */
async function claimNumber(sandbox: TestSandbox, count: number): Promise<string> {
  const number = `+1206555${String(100 + count).padStart(4, "0")}`;
  await tellSandbox(sandbox, "PUT", "connect/options", { phoneNumbers: [number] });
  return number;
}

export async function seedInstallation(env: Record<string, string> = {}): Promise<SeededInstallation> {
  const [database, sandbox] = await Promise.all([testDatabase(), startSandbox()]);
  Object.assign(process.env, {
    PATCHBAY_SANDBOX_URL: sandbox.awsUrl,
    ...Object.fromEntries(
      Object.entries(sandbox.vendorUrls).map(([name, url]) => [
        `PATCHBAY_${name.toUpperCase()}_SANDBOX_URL`,
        url,
      ]),
    ),
    PATCHBAY_SANDBOX_CONTROL_KEY: sandbox.controlKey,
    ...env,
  });
  forgetConfig();
  await seed();
  const [row] = await runAsOwner<{ tenant: TenantId; user: string }>(
    database.ownerUrl,
    `SELECT "tenantId" AS tenant, "userId" AS user FROM "Membership"`,
  );
  const tenantId = row?.tenant ?? asTenantId("");
  const actor = { name: "Owner", userId: row?.user ?? "" };
  const connections = await withTenant(tenantId, (db) => listConnections(db));
  const idOf = (kind: string) => connections.find((each) => each.kind === kind)?.id ?? "";
  const awsConnectionId = idOf("aws");

  return {
    database,
    sandbox,
    tenantId,
    actor,
    awsConnectionId,
    vendorConnectionId: (vendor = vendors[0]?.name ?? "") => idOf(vendor),
    async createIntegration({ kind, prefix, settings = {} } = {}) {
      const index = kind === undefined ? 0 : listBlueprints().findIndex((each) => each.kind === kind);
      const blueprint = listBlueprints()[index];
      if (blueprint === undefined) throw new Error(`No blueprint ${kind}`);
      const { queues, phoneNumbers } = must(await listConnectChoices(tenantId, awsConnectionId));
      const others = await withTenant(tenantId, (db) => db.integration.findMany());
      const taken = others.flatMap((each) => numbersOfSettings(each.settings));
      const own = phoneNumbers[index % phoneNumbers.length];
      const isFree = ({ name }: { name: string }) => !taken.includes(name);
      const free = own && isFree(own) ? own : phoneNumbers.find(isFree);
      const number = free?.name ?? (await claimNumber(sandbox, phoneNumbers.length));
      const vendorConnections = Object.fromEntries(blueprint.needs.map((need) => [need, idOf(need)]));
      const chosen = {
        queueId: queues.find((each) => each.name === "BasicQueue")?.id,
        entry: { kind: "numbers", testNumbers: [number] },
        ...settings,
      };
      // Some kinds ask for more than a queue and a number. On the sandbox their defaults have it.
      const defaults: Record<string, unknown> = blueprint.settings.safeParse(chosen).success
        ? {}
        : must(
            await defaultSettings({
              tenantId,
              blueprint: blueprint.kind,
              awsConnectionId,
              vendorConnections,
            }),
          );
      // And with a vendor's own account, what only its screens show.
      const whole = Object(blueprintSamples.find((sample) => sample.kind === blueprint.kind)?.whole);
      const { error } = blueprint.settings.safeParse({ ...defaults, ...chosen });
      for (const { path } of error?.issues ?? []) defaults[String(path[0])] = whole[String(path[0])];
      const made = await withTenant(tenantId, (db) =>
        createIntegration(db, {
          tenantId,
          actor,
          blueprint: blueprint.kind,
          name: `${blueprint.title} ${randomUUID().slice(0, 4)}`,
          ...(prefix === undefined ? {} : { prefix }),
          settings: { ...defaults, ...chosen },
          awsConnectionId,
          vendorConnections,
        }),
      );
      return must(made).id;
    },
    async call(integrationId, ending = "agent", post) {
      const call = { tenantId, actor, integrationId, from: "+12065550199", ending };
      const placed = must(await placeTestCall({ ...call, ...(post === undefined ? {} : { post }) }));
      if (placed.kind !== "placed") throw new Error(placed.sentence);
      const { contactId } = placed;
      const ended = await until(
        "the call has ended",
        async () => {
          const view = callView.parse(await tellSandbox(sandbox, "GET", `calls/${contactId}`));
          return view.state === "ended" && view;
        },
        30_000,
      );
      const { clients, instanceId } = await openAwsConnection(tenantId, awsConnectionId);
      const { Attributes = {} } = await clients.connect.send(
        new GetContactAttributesCommand({ InstanceId: instanceId, InitialContactId: contactId }),
      );
      const blocks = ended.blocks.map(({ identifier }) => identifier);
      return { contactId, outcome: ended.outcome, blocks, attributes: Attributes };
    },
    async deploy(integrationId, purpose = "deploy") {
      const { planId } = must(await makePlan({ tenantId, integrationId, purpose, actor }));
      const deploymentId = await approvePlan({ tenantId, planId, actor });
      await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
      return withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
    },
    fault: async (body) => void (await tellSandbox(sandbox, "PUT", "faults", body)),
    clearFaults: async () => void (await tellSandbox(sandbox, "DELETE", "faults")),
    async stop() {
      await Promise.all([database.stop(), sandbox.stop()]);
    },
  };
}

/** What the sandbox says of a call. */
const callView = z.object({
  state: z.string(),
  outcome: z.string().optional().default(""),
  blocks: z.array(z.object({ identifier: z.string() })),
});
