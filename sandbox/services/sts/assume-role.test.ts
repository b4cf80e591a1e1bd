import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
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
  it("works with the right external id, and then gives exactly the role's permissions", async () => {
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

  it("for longer than the role gives is refused", async () => {
    expect(await failureOf(assume("right", { DurationSeconds: 43_200 }))).toMatchObject({
      name: "ValidationError",
      status: 400,
    });
  });
});

describe("a role", () => {
  it("gives its documents percent-encoded, and is not deleted before its policies", async () => {
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

  it("can be asked what it may do, without trying", async () => {
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
