import { TagRoleCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AwsSettings } from "@/lib/aws/aws-settings";
import { type AwsAccess, openAccount } from "@/lib/aws/connect-account";
import { templateVersion } from "@/lib/aws/function-boundary";
import type { DesiredResource } from "@/lib/engine/resource";
import { clientsOn, owner } from "@/lib/engine/testing/life-of-resource";
import { onboardingTemplate } from "@/lib/onboarding/onboarding-template";
import { provePermissions } from "@/lib/onboarding/prove-permissions";
import { launchTemplate } from "@/lib/onboarding/testing/launch-template";
import { putEnvironmentBack } from "@/lib/testing/put-environment-back";
import { instanceSettings, startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { requireTemplate } from "./require-template";

const externalId = "patchbay-external-id-of-this-tenant";
const before = { ...process.env };
const anything: DesiredResource[] = [{ logicalId: "group", type: "log-group", props: {} }];
const needsNew: DesiredResource[] = [
  ...anything,
  { logicalId: "switch", type: "instance-attribute", props: {} },
];
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
  process.env.AWS_ENDPOINT_URL = sandbox.awsUrl;
  process.env.AWS_ACCESS_KEY_ID = sandbox.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = sandbox.secretAccessKey;
});
afterAll(async () => {
  putEnvironmentBack(before);
  await sandbox?.stop();
});

/** An account that was onboarded with this template. */
async function onboarded(name: string, change: (template: object) => object) {
  const template = onboardingTemplate({
    externalId,
    consolePrincipalArn: `arn:aws:iam::${sandbox.accountId}:root`,
    installation: owner.installation,
    tenant: owner.tenant,
    partition: "aws",
  });
  const outputs = await launchTemplate(clientsOn(sandbox), sandbox.accountId, change(template), { name });
  const settings: AwsSettings = {
    access: { kind: "role", roleArn: outputs.DeployRoleArn ?? "", externalId },
    region: sandbox.region,
    ...instanceSettings(sandbox),
  };
  return { settings, access: await openAccount(owner.tenant, settings, {}, "deploy") };
}

const worldOf = (access: AwsAccess) => ({ access });

/** As templates were before they had a version. */
function withoutVersion(template: object): object {
  return JSON.parse(
    JSON.stringify(template).replaceAll(
      '{"Key":"patchbay:template","Value":"2"}',
      '{"Key":"other","Value":"1"}',
    ),
  );
}

async function templateCheck({ settings, access }: { settings: AwsSettings; access: AwsAccess }) {
  const checks = await provePermissions(settings, access, owner);
  return checks.find(({ id }) => id === "onboarding-template");
}

it("plans everything for an account with the current template, and its check is proven", async () => {
  const account = await onboarded("current", (whole) => whole);
  await requireTemplate(worldOf(account.access), needsNew);
  expect(await templateCheck(account)).toMatchObject({ state: "proven" });
});

it("refuses a plan that an earlier template's roles can't carry out, and says which version is needed", async () => {
  const account = await onboarded("earlier", withoutVersion);
  await requireTemplate(worldOf(account.access), anything);
  await expect(requireTemplate(worldOf(account.access), needsNew)).rejects.toMatchObject({
    problem: {
      code: "onboarding-outdated",
      sentence: expect.stringContaining("version 1 of its template. This integration needs version 2"),
      wayOut: expect.stringContaining("Update the onboarding stack"),
    },
  });
  expect(await templateCheck(account)).toMatchObject({
    state: "failed",
    detail: expect.stringContaining("Update the onboarding stack"),
  });
});

it("plans again as soon as the stack is updated", async () => {
  const { access, settings } = await onboarded("updated", withoutVersion);
  await expect(requireTemplate(worldOf(access), needsNew)).rejects.toThrow();
  const roleArn = settings.access.kind === "role" ? settings.access.roleArn : "";
  const Tags = [{ Key: "patchbay:template", Value: String(templateVersion) }];
  await clientsOn(sandbox).iam.send(new TagRoleCommand({ RoleName: roleArn.split("/").at(-1), Tags }));
  await requireTemplate(worldOf(access), needsNew);
});

it("asks nothing of an account that is entered with access keys", async () => {
  const { accountId, region } = sandbox;
  const access: AwsAccess = {
    ...{ clients: clientsOn(sandbox), accountId, region, kind: "keys" },
    ...{ instanceId: "", instanceArn: "", instanceAlias: "" },
  };
  await requireTemplate(worldOf(access), needsNew);
});

it("asks nothing of an integration that has no AWS account", async () => {
  await requireTemplate({ access: undefined }, needsNew);
});
