import { GetAccountCommand, UpdateAccountCommand, UpdateStageCommand } from "@aws-sdk/client-api-gateway";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listInstances } from "@/lib/aws/connect-account";
import { accessLogFormat } from "@/lib/blueprints/shared/access-log-format";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { readLambdaManifest } from "../lambda-artifacts";
import type { ResourceContext } from "../resource";
import { clientsOn, contextOn, liveThrough } from "../testing/life-of-resource";
import { apiLogRole } from "./api-log-role";
import { iamRole } from "./iam-role";
import { lambdaFunction } from "./lambda-function";
import { logGroup } from "./log-group";
import { restApi } from "./rest-api";

let sandbox: TestSandbox;
let context: ResourceContext;
const want = { roleName: "patchbay-api-logs-us-east-1" };

beforeAll(async () => {
  sandbox = await startSandbox();
  const [instance] = await listInstances(clientsOn(sandbox));
  if (instance === undefined) throw new Error("the sandbox has no instance");
  context = contextOn(sandbox, instance);
});
afterAll(() => sandbox.stop());

const logRole = async () =>
  (await context.aws.apiGateway.send(new GetAccountCommand({}))).cloudwatchRoleArn ?? "";

async function setLogRole(value: string): Promise<void> {
  const patchOperations = [{ op: "replace" as const, path: "/cloudwatchRoleArn", value }];
  await context.aws.apiGateway.send(new UpdateAccountCommand({ patchOperations }));
}

const rolesHave = (RoleName: string) =>
  context.aws.iam.send(new GetRoleCommand({ RoleName })).then(
    () => true,
    () => false,
  );

async function loggingApi(name: string) {
  const statements = [{ actions: ["logs:PutLogEvents"], resources: ["*"] }];
  const role = { name: `${name}-role`, principal: "lambda.amazonaws.com", statements };
  const { arn: roleArn = "" } = await iamRole.ensure(context, role, undefined);
  const { aliasArn: functionAliasArn = "" } = await lambdaFunction.ensure(
    context,
    {
      name: `${name}-function`,
      artifact: "AuthenticateBeforeStoringInDynamoDB",
      codeSha256: readLambdaManifest().AuthenticateBeforeStoringInDynamoDB?.sha256Base64 ?? "",
      runtime: "nodejs24.x",
      handler: "index.handler",
      roleArn,
      memoryMb: 256,
      timeoutSeconds: 5,
      environment: { AUTH_TOKEN: "first" },
    },
    undefined,
  );
  const group = { name: `/aws/apigateway/${name}`, retentionDays: 7 };
  const { arn: logGroupArn = "" } = await logGroup.ensure(context, group, undefined);
  return {
    name,
    stage: "dev",
    path: "/call-metadata",
    storeFunctionAliasArn: functionAliasArn,
    authorizer: {
      name: "clientAuth",
      functionAliasArn,
      identityHeader: "authorizationToken",
      tokenPattern: "^[a-z]+$",
      ttlSeconds: 0,
    },
    accessLog: { logGroupArn, format: accessLogFormat },
  };
}

it("creates the account's logging role if none is set, and removes it again", async () => {
  await liveThrough(context, { type: apiLogRole, props: want });
  expect(await logRole()).toBe("");
  expect(await rolesHave(want.roleName)).toBe(false);
});

it("leaves a logging role that was set by someone else, on deployment and on removal", async () => {
  const theirs = {
    name: "theirs",
    principal: "apigateway.amazonaws.com",
    statements: [{ actions: ["logs:PutLogEvents"], resources: ["*"] }],
  };
  const { arn = "" } = await iamRole.ensure(context, theirs, undefined);
  await expect.poll(() => setLogRole(arn).then(logRole, () => ""), { timeout: 10_000 }).toBe(arn);
  expect(await apiLogRole.ensure(context, want, undefined)).toEqual({ arn });
  expect(await rolesHave(want.roleName)).toBe(false);
  const have = await apiLogRole.observe(context, want);
  if (have === undefined) throw new Error("the role that is set was not seen");
  await apiLogRole.remove(context, want, have);
  expect(await logRole()).toBe(arn);
  await setLogRole("");
});

it("writes an API's access log, mends it, switches it off, and keeps the role while another API logs", async () => {
  await apiLogRole.ensure(context, want, undefined);
  const props = await loggingApi("life-api");
  await liveThrough(context, {
    type: restApi,
    props,
    changed: { ...props, authorizer: { ...props.authorizer, ttlSeconds: 30 } },
    drift: {
      path: "accessLog.format",
      byHand: ({ id }) =>
        context.aws.apiGateway.send(
          new UpdateStageCommand({
            restApiId: id,
            stageName: "dev",
            patchOperations: [
              { op: "replace", path: "/accessLogSettings/format", value: "$context.requestId" },
            ],
          }),
        ),
    },
  });
  const { accessLog: _, ...silent } = props;
  await restApi.ensure(context, props, undefined);
  const have = await apiLogRole.observe(context, want);
  if (have === undefined) throw new Error("the role that is set was not seen");
  await apiLogRole.remove(context, want, have);
  expect(await logRole()).toContain(want.roleName);
  await restApi.ensure(context, silent, await restApi.observe(context, silent));
  expect((await restApi.observe(context, silent))?.state.accessLog).toBeUndefined();
  await apiLogRole.remove(context, want, have);
  expect(await logRole()).toBe("");
});
