import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { makeOnboarding } from "@/lib/connections/onboarding";
import { saveConnection } from "@/lib/connections/store";
import { setBypass } from "@/lib/deployments/bypass";
import { makePlan } from "@/lib/deployments/make-plan";
import { clientsOn } from "@/lib/engine/testing/life-of-resource";
import { rotateToken } from "@/lib/integrations/rotate-token";
import { loadIntegrationView, updateSettings } from "@/lib/integrations/store";
import { config } from "@/lib/kernel/config";
import type { IntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { putEnvironmentBack } from "@/lib/testing/put-environment-back";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { vendors } from "@/lib/vendors/registry";
import { blueprintSamples } from "@/lib/vendors/testing/samples";
import type { Vendor } from "@/lib/vendors/vendor";
import { launchTemplate } from "./testing/launch-template";

/** The seeded tenant's account, entered through the roles of the template that the console offers for it. */
let installation: SeededInstallation;
/** Makes a stack of the template, and has the connection use its roles from here on. */
let enterThrough: (stackName: string, change: (template: object) => object) => Promise<void>;
const before = { ...process.env };

beforeAll(async () => {
  installation = await seedInstallation();
  const { sandbox, tenantId, actor, awsConnectionId } = installation;
  process.env.AWS_ENDPOINT_URL = sandbox.awsUrl;
  process.env.AWS_ACCESS_KEY_ID = sandbox.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = sandbox.secretAccessKey;
  const { instanceId, instanceArn, instanceAlias, region } = {
    ...(await openAwsConnection(tenantId, awsConnectionId)),
  };
  const { template, externalId, principal } = await makeOnboarding({ tenantId, region, instanceId });
  expect(principal).toMatchObject({ kind: "known" });
  enterThrough = async (name, launched) => {
    const { DeployRoleArn: roleArn, ReadRoleArn: readRoleArn } = await launchTemplate(
      clientsOn(sandbox),
      sandbox.accountId,
      launched(template),
      { name },
    );
    const settings = {
      access: { kind: "role", roleArn, readRoleArn, externalId },
      region,
      accountId: sandbox.accountId,
      instanceId,
      instanceArn,
      instanceAlias,
    };
    const connection = { tenantId, actor, id: awsConnectionId, kind: "aws", name: "Customer", settings };
    must(await withTenant(tenantId, (db) => saveConnection(db, connection)));
  };
  await enterThrough("customer", (whole) => whole);
  expect(config().installation).not.toBe("");
});
afterAll(async () => {
  putEnvironmentBack(before);
  await installation?.stop();
});

it.each(listBlueprints().filter(({ withoutAws }) => !withoutAws))(
  "with the template's roles alone, $title lives its whole life",
  async (blueprint) => {
    const { tenantId, actor } = installation;
    // Simulated vendors are for connections to the sandbox as such; deploying asks the real ones nothing.
    for (const vendor of vendors) if (blueprint.needs.includes(vendor.name)) await enterOwnAccount(vendor);
    const id = await installation.createIntegration({
      kind: blueprint.kind,
      settings: withoutDefault(blueprint.kind),
    });
    const names = Object.keys(blueprint.generatedSecrets);
    await livesThrough(id, { logRetentionDays: 14 }, async () => {
      for (const name of names)
        must(await withTenant(tenantId, (db) => rotateToken(db, { tenantId, actor, id, name })));
      // A secret that nothing in the account has so far leaves nothing to deploy.
      if ((await changesPlanned(id)).length > 0)
        expect(await installation.deploy(id)).toMatchObject({ status: "succeeded" });
    });
  },
);

/** What the vendor's own account says of itself, where the simulated one fills it in. */
function withoutDefault(kind: string): object {
  const { whole } = blueprintSamples.find((each) => each.kind === kind) ?? { whole: {} };
  return "agentAi" in whole ? { agentAi: whole.agentAi } : {};
}

/** The vendor's own account in the simulated one's place, with its secrets entered again: those stored are another's. */
async function enterOwnAccount({ name, connection: kind, sandbox }: Vendor): Promise<void> {
  const { tenantId, actor } = installation;
  const { settings, secrets } = sandbox.connection(sandbox.firstCustomer);
  for (const field of kind.ownFields) delete settings[field];
  const connection = { kind: kind.kind, name: "Own account", settings, secrets };
  const input = { tenantId, actor, id: installation.vendorConnectionId(name), ...connection };
  must(await withTenant(tenantId, (db) => saveConnection(db, input)));
}

it("with a role that may not deliver logs, says at the connector's step which permission is missing", async () => {
  const id = await installation.createIntegration({ prefix: "nolog-" });
  try {
    await enterThrough("no-log-delivery", (template) =>
      JSON.parse(JSON.stringify(template).replaceAll('"logs:CreateLogDelivery",', "")),
    );
    const deployment = await installation.deploy(id);
    expect(deployment).toMatchObject({ status: "failed" });
    const failed = deployment?.steps.filter(({ state }) => state === "failed");
    expect(failed).toMatchObject([
      {
        id: "connector",
        problem: {
          code: "permission-missing",
          sentence: expect.stringMatching(
            /^AWS denied chime:PutVoiceConnectorLoggingConfiguration .* also needs logs:CreateLogDelivery /,
          ),
        },
      },
    ]);
  } finally {
    await enterThrough("customer-again", (whole) => whole);
  }
  await deploys(id, "remove");
});

async function livesThrough(id: IntegrationId, change: object, more = async () => {}): Promise<void> {
  const { tenantId, actor } = installation;
  await deploys(id);
  expect(await changesPlanned(id)).toEqual([]);
  const { settings } = (await withTenant(tenantId, (db) => loadIntegrationView(db, id))) ?? { settings: {} };
  const changed = { tenantId, actor, id, settings: { ...settings, ...change } };
  must(await withTenant(tenantId, (db) => updateSettings(db, changed)));
  await deploys(id);
  for (const on of [true, false]) must(await setBypass({ tenantId, integrationId: id, on, actor }));
  await more();
  expect(await changesPlanned(id)).toEqual([]);
  await deploys(id, "remove");
}

async function deploys(id: IntegrationId, purpose?: "remove"): Promise<void> {
  const deployment = await installation.deploy(id, purpose);
  const failed = (deployment?.steps ?? []).filter((step) => step.state === "failed");
  expect(failed).toEqual([]);
  expect(deployment).toMatchObject({ status: "succeeded" });
}

async function changesPlanned(integrationId: IntegrationId): Promise<string[]> {
  const { tenantId, actor } = installation;
  const plan = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
  return plan.steps.filter(({ action }) => action !== "keep").map(({ id, action }) => `${action} ${id}`);
}
