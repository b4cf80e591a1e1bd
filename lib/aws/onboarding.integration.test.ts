import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AwsSettings } from "@/lib/aws/aws-settings";
import { type AwsAccess, openAccount } from "@/lib/aws/connect-account";
import { functionBoundaryArn } from "@/lib/aws/function-boundary";
import { onboardingTemplate } from "@/lib/aws/onboarding-template";
import { provePermissions } from "@/lib/aws/prove-permissions";
import { iamRole } from "@/lib/deploy/resources/iam-role";
import { clientsOn, contextOn } from "@/lib/deploy/testing/life-of-resource";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";

const externalId = "patchbay-external-id-of-this-tenant";
const before = { ...process.env };
let sandbox: TestSandbox;
let template: object;
let access: AwsAccess;
let settings: AwsSettings;

beforeAll(async () => {
  sandbox = await startSandbox();
  process.env.AWS_ENDPOINT_URL = sandbox.awsUrl;
  process.env.AWS_ACCESS_KEY_ID = sandbox.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = sandbox.secretAccessKey;
  const consolePrincipalArn = `arn:aws:iam::${sandbox.accountId}:root`;
  template = onboardingTemplate({ externalId, consolePrincipalArn });
  const roleArn = await launch(template, consolePrincipalArn);
  settings = {
    access: { kind: "role", roleArn, externalId },
    region: sandbox.region,
    instanceAlias: "patchbay-sandbox",
  };
  access = await openAccount(settings, {}, "deploy");
});
afterAll(async () => {
  process.env = before;
  await sandbox?.stop();
});

describe("the role that the onboarding template makes", () => {
  it("may do everything that the console asks for, and nobody without the external id has it", async () => {
    const checks = await provePermissions(settings, access);
    expect(checks.filter((check) => check.state === "failed")).toEqual([]);
    expect(checks.find((check) => check.id === "writes")).toMatchObject({ state: "simulated" });
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
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(
      functionBoundaryArn("aws", sandbox.accountId),
    );
    const free = { RoleName: "free", Path: "/patchbay/", AssumeRolePolicyDocument: trust };
    await expect(access.clients.iam.send(new CreateRoleCommand(free))).rejects.toThrow(
      /not authorized to perform: iam:CreateRole/,
    );
    const PermissionsBoundary = functionBoundaryArn("aws", sandbox.accountId);
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

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}

/** Does with the template what CloudFormation would: policies first, then roles. Gives the deploying role's ARN. */
async function launch(made: object, consolePrincipalArn: string): Promise<string> {
  const { iam } = clientsOn(sandbox);
  const resources = Object.entries((made as { Resources: Record<string, Resource> }).Resources);
  const arns: Record<string, string> = { ConsolePrincipalArn: consolePrincipalArn, ExternalId: externalId };
  for (const [id, { Type, Properties }] of resources) {
    if (Type !== "AWS::IAM::ManagedPolicy") continue;
    const { ManagedPolicyName = id, Path, PolicyDocument } = Properties;
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: String(ManagedPolicyName),
        Path: Path === undefined ? undefined : String(Path),
        PolicyDocument: JSON.stringify(resolve(PolicyDocument, arns)),
      }),
    );
    arns[id] = Policy?.Arn ?? "";
  }
  for (const [id, { Type, Properties }] of resources) {
    if (Type !== "AWS::IAM::Role") continue;
    const { AssumeRolePolicyDocument, ManagedPolicyArns } = resolve(Properties, arns) as {
      AssumeRolePolicyDocument: object;
      ManagedPolicyArns: string[];
    };
    const role = { RoleName: id, AssumeRolePolicyDocument: JSON.stringify(AssumeRolePolicyDocument) };
    arns[id] = (await iam.send(new CreateRoleCommand(role))).Role?.Arn ?? "";
    for (const PolicyArn of ManagedPolicyArns) {
      await iam.send(new AttachRolePolicyCommand({ RoleName: id, PolicyArn }));
    }
  }
  return arns.DeployRole ?? "";
}

/** CloudFormation's Ref and Fn::Sub. */
function resolve(value: unknown, arns: Record<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => resolve(each, arns));
  if (typeof value !== "object" || value === null) return value;
  const { Ref, "Fn::Sub": text } = value as { Ref?: string; "Fn::Sub"?: string };
  if (Ref !== undefined) return arns[Ref];
  if (text !== undefined) {
    const pseudo: Record<string, string> = { Partition: "aws", AccountId: sandbox.accountId };
    return text.replace(/\$\{AWS::(\w+)\}/g, (_whole, name: string) => pseudo[name] ?? "");
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolve(each, arns)]));
}
