import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AwsSettings } from "@/lib/aws/aws-settings";
import { openAccount } from "@/lib/aws/connect-account";
import { clientsOn } from "@/lib/engine/testing/life-of-resource";
import { asTenantId } from "@/lib/kernel/ids";
import { provePermissions } from "@/lib/onboarding/prove-permissions";
import { putEnvironmentBack } from "@/lib/testing/put-environment-back";
import { instanceSettings, startSandbox, type TestSandbox } from "@/lib/testing/sandbox";

let sandbox: TestSandbox;
const externalId = "patchbay-external-id-of-this-tenant";
const before = { ...process.env };

beforeAll(async () => {
  sandbox = await startSandbox();
  // As on a machine of its own: the SDK's default chain and AWS_ENDPOINT_URL.
  process.env.AWS_ENDPOINT_URL = sandbox.awsUrl;
  process.env.AWS_ACCESS_KEY_ID = sandbox.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = sandbox.secretAccessKey;
});
afterAll(async () => {
  putEnvironmentBack(before);
  await sandbox?.stop();
});

async function makeRole(name: string, condition: object, policy: object): Promise<string> {
  const { iam } = clientsOn(sandbox);
  const statement = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${sandbox.accountId}:root` },
    Action: "sts:AssumeRole",
  };
  const made = await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ ...statement, ...condition }],
      }),
    }),
  );
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [policy] });
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "may", PolicyDocument }));
  return made.Role?.Arn ?? "";
}

const settingsOf = (roleArn: string): AwsSettings => ({
  access: { kind: "role", roleArn, externalId },
  region: sandbox.region,
  ...instanceSettings(sandbox),
});
const owner = { installation: "test-one", tenant: "tenant-one" };
const needsExternalId = { Condition: { StringEquals: { "sts:ExternalId": externalId } } };
const everything = { Effect: "Allow", Action: "*", Resource: "*" };

describe("a connection by role", () => {
  it("assumes the role with the tenant's external ID, and verifies that no one can without it", async () => {
    const settings = settingsOf(await makeRole("with-id", needsExternalId, everything));
    const access = await openAccount(asTenantId(owner.tenant), settings, {}, "deploy");
    expect(access).toMatchObject({ accountId: sandbox.accountId, instanceAlias: "patchbay-sandbox" });
    const checks = await provePermissions(settings, access, owner);
    expect(checks.filter((check) => check.state === "failed")).toEqual([]);
    expect(checks.find((check) => check.id.startsWith("external-id"))).toMatchObject({ state: "proven" });
    expect(checks.find((check) => check.id === "writes")).toMatchObject({ state: "simulated" });
  });

  it("shows a role that anyone of the account may assume as failed", async () => {
    const settings = settingsOf(await makeRole("without-id", {}, everything));
    const checks = await provePermissions(
      settings,
      await openAccount(asTenantId(owner.tenant), settings, {}, "deploy"),
      owner,
    );
    expect(checks.find((check) => check.id.startsWith("external-id"))).toMatchObject({ state: "failed" });
  });

  it("names the actions that the role isn't allowed to perform", async () => {
    const policy = {
      Effect: "Allow",
      NotAction: ["lambda:CreateFunction", "logs:DescribeLogGroups"],
      Resource: "*",
    };
    const settings = settingsOf(await makeRole("narrow", needsExternalId, policy));
    const checks = await provePermissions(
      settings,
      await openAccount(asTenantId(owner.tenant), settings, {}, "deploy"),
      owner,
    );
    const missing = checks.flatMap((check) => check.missingAction ?? []);
    expect(missing).toContain("lambda:CreateFunction");
    expect(checks.find((check) => check.id === "logs")).toMatchObject({
      state: "failed",
      missingAction: "logs:DescribeLogGroups",
    });
  });
});
