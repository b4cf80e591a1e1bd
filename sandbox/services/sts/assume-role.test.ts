import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";

let sandbox: SandboxUnderTest;
let clients: ReturnType<SandboxUnderTest["clients"]>;
let skewMs = 0;
const roleArn = "arn:aws:iam::111122223333:role/customer";

beforeAll(async () => {
  sandbox = await openTestSandbox({ clock: { now: () => Date.now() + skewMs } });
  clients = sandbox.clients();
  const trust = {
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "right" } },
    },
  };
  await clients.iam.send(
    new CreateRoleCommand({ RoleName: "customer", AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  const policy = {
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "iam:ListRoles", Resource: "*" },
  };
  await clients.iam.send(
    new PutRolePolicyCommand({
      RoleName: "customer",
      PolicyName: "reads",
      PolicyDocument: JSON.stringify(policy),
    }),
  );
});
afterAll(() => sandbox.stop());

const assume = (ExternalId?: string, more: object = {}) =>
  clients.sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "console", ExternalId, ...more }),
  );

describe("assuming a role", () => {
  it("works with the right external ID, and then gives exactly the role's permissions", async () => {
    const { Credentials, AssumedRoleUser } = await assume("right");
    expect(AssumedRoleUser?.Arn).toBe("arn:aws:sts::111122223333:assumed-role/customer/console");
    const session = sandbox.clients({
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    });
    expect((await session.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(AssumedRoleUser?.Arn);
    expect((await session.iam.send(new ListRolesCommand({}))).Roles).toHaveLength(1);
    expect(await failureOf(session.iam.send(new DeleteRoleCommand({ RoleName: "customer" })))).toMatchObject({
      name: "AccessDenied",
      status: 403,
      message: `User: ${AssumedRoleUser?.Arn} is not authorized to perform: iam:DeleteRole on resource: ${roleArn} because no identity-based policy allows the iam:DeleteRole action`,
    });
    skewMs = 3_601_000;
    const late = await failureOf(session.sts.send(new GetCallerIdentityCommand({})));
    skewMs = 0;
    expect(late).toMatchObject({ name: "ExpiredToken", status: 403 });
  });

  it.each([
    ["without the external id", () => assume()],
    ["with a wrong one", () => assume("wrong")],
    ["that is not there", () => assume("right", { RoleArn: "arn:aws:iam::111122223333:role/none" })],
  ])("%s is refused in the same words", async (_name, call) => {
    expect(await failureOf(call())).toMatchObject({
      name: "AccessDenied",
      status: 403,
      message: expect.stringContaining(
        "is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/",
      ),
    });
  });

  it("for longer than the role allows is refused", async () => {
    expect(await failureOf(assume("right", { DurationSeconds: 43_200 }))).toMatchObject({
      name: "ValidationError",
      status: 400,
    });
  });
});

describe("a session policy", () => {
  const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
  const allow = (...Action: string[]) => document({ Effect: "Allow", Action, Resource: "*" });
  const makeRole = async (RoleName: string, principal: string, allowed: string[], boundary?: string[]) => {
    const Principal = { AWS: principal };
    const AssumeRolePolicyDocument = document({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });
    const made = boundary && {
      PolicyName: `${RoleName}-boundary`,
      PolicyDocument: allow(...boundary),
    };
    const PermissionsBoundary = made && (await clients.iam.send(new CreatePolicyCommand(made))).Policy?.Arn;
    const { Role } = await clients.iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, PermissionsBoundary }),
    );
    const PolicyDocument = allow(...allowed);
    await clients.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "allowed", PolicyDocument }));
    return Role?.Arn ?? "";
  };
  const open = async (from: typeof clients, RoleArn: string, more: object = {}) => {
    const call = new AssumeRoleCommand({ RoleArn, RoleSessionName: "5ca32fbd-8f92-46af", ...more });
    const { Credentials } = await from.sts.send(call);
    return sandbox.clients({
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    });
  };
  const root = "arn:aws:iam::111122223333:root";

  it("allows only what the role, its boundary, and the policy itself all allow", async () => {
    const arn = await makeRole("three", root, ["iam:List*", "iam:GetRole"], ["iam:ListRoles", "iam:GetRole"]);
    const session = await open(clients, arn, { Policy: allow("iam:ListRoles", "iam:ListPolicies") });
    await session.iam.send(new ListRolesCommand({}));
    const refused = async (call: Promise<unknown>) => (await failureOf(call))?.message.split(" because ")[1];
    expect(await refused(session.iam.send(new GetRoleCommand({ RoleName: "three" })))).toBe(
      "no session policy allows the iam:GetRole action",
    );
    expect(await refused(session.iam.send(new ListRolePoliciesCommand({ RoleName: "three" })))).toBe(
      "no permissions boundary allows the iam:ListRolePolicies action",
    );
    expect(await refused(session.iam.send(new DeleteRoleCommand({ RoleName: "three" })))).toBe(
      "no identity-based policy allows the iam:DeleteRole action",
    );
  });

  it.each([
    ["a policy of 2,049 characters", { Policy: allow("iam:ListRoles").padEnd(2049) }, "ValidationError"],
    ["what isn't a policy", { Policy: "{" }, "MalformedPolicyDocument"],
    ["a session name with a space", { RoleSessionName: "a contact" }, "ValidationError"],
    ["a session name of 65 characters", { RoleSessionName: "c".repeat(65) }, "ValidationError"],
  ])("is refused with %s", async (_name, more, name) => {
    expect(await failureOf(assume("right", more))).toMatchObject({
      name: expect.stringContaining(name),
      status: 400,
    });
  });

  it("a role's own session can assume another role for an hour at most, if both sides allow it", async () => {
    const functionRole = await makeRole("function", root, ["sts:AssumeRole"], ["sts:AssumeRole"]);
    const reader = await makeRole("reader", functionRole, ["iam:ListRoles"]);
    await clients.iam.send(new UpdateRoleCommand({ RoleName: "reader", MaxSessionDuration: 43_200 }));
    const running = await open(clients, functionRole);
    expect(await failureOf(open(running, reader, { DurationSeconds: 3_601 }))).toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining("1 hour session limit for roles assumed by role chaining"),
    });
    const session = await open(running, reader, { DurationSeconds: 3_600 });
    await session.iam.send(new ListRolesCommand({}));
    const stranger = await makeRole("stranger", root, ["sts:AssumeRole"]);
    expect(await failureOf(open(await open(clients, stranger), reader))).toMatchObject({
      name: "AccessDenied",
    });
    const powerless = await makeRole("powerless", root, ["sts:AssumeRole"], ["iam:ListRoles"]);
    const trusting = await makeRole("trusting", powerless, ["iam:ListRoles"]);
    expect(await failureOf(open(await open(clients, powerless), trusting))).toMatchObject({
      name: "AccessDenied",
    });
  });
});

describe("a role", () => {
  it("returns its documents percent-encoded, and isn't deleted before its policies", async () => {
    const { PolicyDocument } = await clients.iam.send(
      new GetRolePolicyCommand({ RoleName: "customer", PolicyName: "reads" }),
    );
    expect(PolicyDocument).toMatch(/^%7B%22Version%22%3A/);
    expect(await failureOf(clients.iam.send(new DeleteRoleCommand({ RoleName: "customer" })))).toMatchObject({
      name: "DeleteConflictException",
      status: 409,
    });
    const gone = clients.iam.send(new DeleteRolePolicyCommand({ RoleName: "customer", PolicyName: "none" }));
    expect(await failureOf(gone)).toMatchObject({ name: "NoSuchEntityException", status: 404 });
    const bad = new PutRolePolicyCommand({ RoleName: "customer", PolicyName: "bad", PolicyDocument: "{" });
    expect(await failureOf(clients.iam.send(bad))).toMatchObject({
      name: "MalformedPolicyDocumentException",
      status: 400,
    });
  });

  it("can be simulated without making the calls", async () => {
    const { EvaluationResults } = await clients.iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: roleArn,
        ActionNames: ["iam:ListRoles", "iam:DeleteRole"],
      }),
    );
    expect(EvaluationResults?.map((one) => [one.EvalActionName, one.EvalDecision])).toEqual([
      ["iam:ListRoles", "allowed"],
      ["iam:DeleteRole", "implicitDeny"],
    ]);
  });
});
