import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AwsSettings } from "@/lib/aws/aws-settings";
import { type AwsAccess, openAccount } from "@/lib/aws/connect-account";
import { fetchFunctionBoundary } from "@/lib/aws/fetch-function-boundary";
import { fetchOwnPrincipal } from "@/lib/connections/onboarding";
import { tagListOf } from "@/lib/engine/ownership";
import { iamRole } from "@/lib/engine/resources/iam-role";
import { clientsOn, contextOn, owner } from "@/lib/engine/testing/life-of-resource";
import { asTenantId } from "@/lib/kernel/ids";
import { putEnvironmentBack } from "@/lib/testing/put-environment-back";
import { instanceSettings, startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { onboardingTemplate } from "./onboarding-template";
import { notSimulated, provePermissions } from "./prove-permissions";
import { launchTemplate } from "./testing/launch-template";

const externalId = "patchbay-external-id-of-this-tenant";
const before = { ...process.env };
let sandbox: TestSandbox;
let template: object;
let boundaryArn = "";
let access: AwsAccess;
let settings: AwsSettings;

beforeAll(async () => {
  sandbox = await startSandbox();
  process.env.AWS_ENDPOINT_URL = sandbox.awsUrl;
  process.env.AWS_ACCESS_KEY_ID = sandbox.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = sandbox.secretAccessKey;
  template = onboardingTemplate({
    externalId,
    consolePrincipalArn: `arn:aws:iam::${sandbox.accountId}:root`,
    installation: owner.installation,
    tenant: owner.tenant,
    partition: "aws",
  });
  const outputs = await launchTemplate(clientsOn(sandbox), sandbox.accountId, template, { name: "one" });
  const { DeployRoleArn: roleArn = "" } = outputs;
  boundaryArn = outputs.FunctionBoundaryArn ?? "";
  settings = {
    access: { kind: "role", roleArn, externalId },
    region: sandbox.region,
    ...instanceSettings(sandbox),
  };
  access = await openAccount(asTenantId(owner.tenant), settings, {}, "deploy");
});
afterAll(async () => {
  putEnvironmentBack(before);
  await sandbox?.stop();
});

describe("the role that the onboarding template makes", () => {
  it("may do everything that the console asks for, and nobody without the external id has it", async () => {
    const checks = await provePermissions(settings, access, owner);
    expect(checks.filter((check) => check.state === "failed")).toEqual([]);
    expect(checks.find((check) => check.id === "writes")).toMatchObject({
      state: "simulated",
      detail: expect.stringContaining(notSimulated),
    });
  });

  it("works beside another stack of the account, each with a boundary of its own", async () => {
    const second = onboardingTemplate({
      externalId,
      consolePrincipalArn: `arn:aws:iam::${sandbox.accountId}:root`,
      installation: owner.installation,
      tenant: "tenant-two",
      partition: "aws",
    });
    const clients = clientsOn(sandbox);
    const outputs = await launchTemplate(clients, sandbox.accountId, second, { name: "two" });
    expect(outputs.FunctionBoundaryArn).not.toBe(boundaryArn);
    const roleArn = outputs.DeployRoleArn ?? "";
    const ofSecond = await openAccount(
      asTenantId(owner.tenant),
      { ...settings, access: { kind: "role", roleArn, externalId } },
      {},
      "deploy",
    );
    const signal = AbortSignal.timeout(10_000);
    expect(await fetchFunctionBoundary(ofSecond.clients, signal)).toBe(outputs.FunctionBoundaryArn);
    expect(await fetchFunctionBoundary(access.clients, signal)).toBe(boundaryArn);
  });

  it("still finds the boundary of an account that was connected with an earlier template", async () => {
    const clients = clientsOn(sandbox);
    const PolicyDocument = document(["logs:PutLogEvents"]);
    const PolicyName = "patchbay-functions";
    const made = await clients.iam.send(
      new CreatePolicyCommand({ PolicyName, Path: "/patchbay/", PolicyDocument }),
    );
    expect(await fetchFunctionBoundary(clients, AbortSignal.timeout(10_000))).toBe(made.Policy?.Arn);
  });

  it("makes roles within the boundary, and none without it", async () => {
    const context = {
      ...contextOn(sandbox, { id: access.instanceId, arn: access.instanceArn }),
      aws: access.clients,
    };
    const want = {
      name: "bound",
      principal: "lambda.amazonaws.com",
      statements: [{ actions: ["*"], resources: ["*"] }],
    };
    await iamRole.ensure(context, want, undefined);
    const { Role } = await access.clients.iam.send(new GetRoleCommand({ RoleName: "bound" }));
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(boundaryArn);
    const Tags = tagListOf(owner);
    const free = { RoleName: "free", Path: "/patchbay/", AssumeRolePolicyDocument: trust, Tags };
    await expect(access.clients.iam.send(new CreateRoleCommand(free))).rejects.toThrow(
      /not authorized to perform: iam:CreateRole/,
    );
    const PermissionsBoundary = boundaryArn;
    const elsewhere = { ...free, Path: "/", PermissionsBoundary };
    await expect(access.clients.iam.send(new CreateRoleCommand(elsewhere))).rejects.toThrow(
      /not authorized to perform: iam:CreateRole/,
    );
  });

  it("sees a role without the boundary as drift, and binds it before it writes its policy", async () => {
    const { iam } = clientsOn(sandbox);
    const context = {
      ...contextOn(sandbox, { id: access.instanceId, arn: access.instanceArn }),
      aws: access.clients,
    };
    const want = { name: "drifted", principal: "lambda.amazonaws.com", statements: [] };
    await iamRole.ensure(context, want, undefined);
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: "drifted" }));
    const have = await iamRole.observe(context, want);
    if (have === undefined) throw new Error("the role is gone");
    expect(iamRole.compare?.(want, have.state).map(({ path }) => path)).toEqual(["boundaryMissing"]);
    const policy = { RoleName: "drifted", PolicyName: "x", PolicyDocument: document(["s3:GetObject"]) };
    await expect(access.clients.iam.send(new PutRolePolicyCommand(policy))).rejects.toThrow(/not authorized/);
    await iamRole.ensure(context, want, have);
    const again = await iamRole.observe(context, want);
    expect(again && iamRole.compare?.(want, again.state)).toEqual([]);
    expect(again?.departures).toEqual([]);
  });
});

describe("the console's own identity, as a trust policy has to name it", () => {
  const path = "/teams/voice/";
  const roleArn = () => `arn:aws:iam::${sandbox.accountId}:role${path}console`;

  beforeAll(async () => {
    const { iam, sts } = clientsOn(sandbox);
    const trustRoot = document(["sts:AssumeRole"], {
      Principal: { AWS: `arn:aws:iam::${sandbox.accountId}:root` },
    });
    const made = { RoleName: "console", Path: path, AssumeRolePolicyDocument: trustRoot };
    await iam.send(new CreateRoleCommand(made));
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn(), RoleSessionName: "worker-1" }),
    );
    process.env.AWS_ACCESS_KEY_ID = Credentials?.AccessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = Credentials?.SecretAccessKey;
    process.env.AWS_SESSION_TOKEN = Credentials?.SessionToken;
  });

  it("is a role of unknown path while the console, a session of it, may not ask IAM", async () => {
    const { accountId, region } = sandbox;
    expect(await fetchOwnPrincipal(region)).toEqual({ kind: "path-unknown", accountId, roleName: "console" });
  });

  it("is the role with its path once IAM tells it", async () => {
    const PolicyDocument = document(["iam:GetRole"]);
    const policy = { RoleName: "console", PolicyName: "self", PolicyDocument };
    await clientsOn(sandbox).iam.send(new PutRolePolicyCommand(policy));
    expect(await fetchOwnPrincipal(sandbox.region)).toEqual({ kind: "known", arn: roleArn() });
    await clientsOn(sandbox).iam.send(
      new DeleteRolePolicyCommand({ RoleName: "console", PolicyName: "self" }),
    );
  });
});

const linter = findCommand("cfn-lint");
it.runIf(linter)(
  "is a template that cfn-lint finds no fault with (skipped where it is not installed)",
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), "template-"));
    try {
      const file = path.join(folder, "template.json");
      writeFileSync(file, JSON.stringify(template));
      expect(execFileSync(linter ?? "", ["--", file], { encoding: "utf8" })).toBe("");
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

const trust = document(["sts:AssumeRole"], { Principal: { Service: "lambda.amazonaws.com" } });

function document(Action: string[], more: object = { Resource: "*" }): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, ...more }] });
}

function findCommand(name: string): string | undefined {
  try {
    return execFileSync("which", [name], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return undefined;
  }
}
