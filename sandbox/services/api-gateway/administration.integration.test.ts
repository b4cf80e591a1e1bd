import {
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteAuthorizerCommand,
  DeleteDeploymentCommand,
  DeleteRestApiCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStageCommand,
  GetTagsCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAccountCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-api-gateway";
import { CreateLogGroupCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";

let sandbox: SandboxUnderTest;
let clients: ReturnType<SandboxUnderTest["clients"]>;
let restApiId: string;
let method: { restApiId: string; resourceId: string; httpMethod: string };
let authorizerId: string;

const uri =
  "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:slow/invocations";
const allow = (Action: string | string[], Resource: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });
const trust = (Service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }],
  });
const deploy = () => clients.apiGateway.send(new CreateDeploymentCommand({ restApiId, stageName: "prod" }));

beforeAll(async () => {
  sandbox = await openTestSandbox();
  clients = sandbox.clients();
  const { apiGateway } = clients;
  const { id = "", rootResourceId } = await apiGateway.send(new CreateRestApiCommand({ name: "open" }));
  restApiId = id;
  const { id: resourceId = "" } = await apiGateway.send(
    new CreateResourceCommand({ restApiId, parentId: rootResourceId, pathPart: "wait" }),
  );
  method = { restApiId, resourceId, httpMethod: "GET" };
  const authorizer = await apiGateway.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: "asks",
      type: "TOKEN",
      authorizerUri: uri,
      identitySource: "method.request.header.token",
    }),
  );
  authorizerId = authorizer.id ?? "";
  await apiGateway.send(new PutMethodCommand({ ...method, authorizationType: "NONE" }));
  const integration = { type: "AWS_PROXY", integrationHttpMethod: "POST", uri } as const;
  await apiGateway.send(new PutIntegrationCommand({ ...method, ...integration }));
  const { Role } = await clients.iam.send(
    new CreateRoleCommand({ RoleName: "runs", AssumeRolePolicyDocument: trust("lambda.amazonaws.com") }),
  );
  const source = `exports.handler = async () => { await new Promise((done) => setTimeout(done, 20_000)); };`;
  await clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName: "slow",
      Role: Role?.Arn,
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Timeout: 1,
      Code: { ZipFile: zipSync({ "index.js": strToU8(source) }) },
    }),
  );
  await clients.lambda.send(
    new AddPermissionCommand({
      FunctionName: "slow",
      StatementId: "gateway",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:us-east-1:111122223333:${restApiId}/*/GET/wait`,
    }),
  );
});
afterAll(() => sandbox.stop());

it("refuses duplicates, deleting authorizers and deployments in use, and methods without a valid authorizer", async () => {
  const { apiGateway } = clients;
  const { id: deploymentId } = await deploy();
  const { items = [] } = await apiGateway.send(new GetResourcesCommand({ restApiId, embed: ["methods"] }));
  const rootId = items.find(({ path }) => path === "/")?.id;
  expect(items.find(({ path }) => path === "/wait")?.resourceMethods?.GET).toMatchObject({
    authorizationType: "NONE",
    methodIntegration: { type: "AWS_PROXY", uri, timeoutInMillis: 29_000 },
  });
  const twin = new CreateResourceCommand({ restApiId, parentId: rootId, pathPart: "wait" });
  expect(await failureOf(apiGateway.send(twin))).toMatchObject({
    name: "ConflictException",
    status: 409,
    message: "Another resource with the same parent already has this name: wait",
  });
  expect(
    await failureOf(apiGateway.send(new DeleteDeploymentCommand({ restApiId, deploymentId }))),
  ).toMatchObject({ name: "BadRequestException", status: 400 });
  const post = { ...method, httpMethod: "POST", authorizationType: "CUSTOM" };
  expect(
    await failureOf(apiGateway.send(new PutMethodCommand({ ...post, authorizerId: "nobody" }))),
  ).toMatchObject({ name: "BadRequestException" });
  expect(await failureOf(apiGateway.send(new GetMethodCommand({ ...post })))).toMatchObject({
    name: "NotFoundException",
  });
  await apiGateway.send(new PutMethodCommand({ ...post, authorizerId }));
  expect(
    await failureOf(apiGateway.send(new DeleteAuthorizerCommand({ restApiId, authorizerId }))),
  ).toMatchObject({ name: "ConflictException" });
  expect(await failureOf(deploy())).toMatchObject({ message: "No integration defined for method" });
});

it("waits for a function no longer than the integration's timeout, then writes the access log", async () => {
  const { apiGateway } = clients;
  const replace = (path: string, value: string) => ({ op: "replace" as const, path, value });
  await apiGateway.send(
    new UpdateIntegrationCommand({ ...method, patchOperations: [replace("/timeoutInMillis", "100")] }),
  );
  await apiGateway.send(
    new PutIntegrationCommand({
      ...method,
      httpMethod: "POST",
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri,
    }),
  );
  await deploy();
  const logs = new UpdateStageCommand({
    restApiId,
    stageName: "prod",
    patchOperations: [
      replace("/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:111122223333:log-group:access"),
      replace(
        "/accessLogSettings/format",
        "$context.requestId $context.httpMethod $context.resourcePath $context.status $context.error.responseType",
      ),
    ],
  });
  expect(await failureOf(apiGateway.send(logs))).toMatchObject({
    message: "CloudWatch Logs role ARN must be set in account settings to enable logging",
  });
  const { Role } = await clients.iam.send(
    new CreateRoleCommand({
      RoleName: "logs",
      AssumeRolePolicyDocument: trust("apigateway.amazonaws.com"),
    }),
  );
  const setRole = () =>
    apiGateway.send(
      new UpdateAccountCommand({ patchOperations: [replace("/cloudwatchRoleArn", Role?.Arn ?? "")] }),
    );
  expect(await failureOf(setRole())).toMatchObject({ name: "BadRequestException" });
  await clients.iam.send(
    new PutRolePolicyCommand({
      RoleName: "logs",
      PolicyName: "p",
      PolicyDocument: allow("logs:*", "*"),
    }),
  );
  await setRole();
  await clients.logs.send(new CreateLogGroupCommand({ logGroupName: "access" }));
  await apiGateway.send(logs);

  const response = await fetch(`${sandbox.awsUrl}/execute-api/${restApiId}/prod/wait`);
  expect([response.status, await response.json()]).toEqual([504, { message: "Endpoint request timed out" }]);
  expect(response.headers.get("x-amzn-errortype")).toBe("InternalServerErrorException");
  const { events } = await clients.logs.send(new FilterLogEventsCommand({ logGroupName: "access" }));
  expect(events?.map(({ message }) => message)).toEqual([
    `${response.headers.get("x-amzn-requestid")} GET /wait 504 INTEGRATION_TIMEOUT`,
  ]);
});

it("requires IAM's verbs on its paths, so a policy can allow one API and not another", async () => {
  await clients.iam.send(new CreateUserCommand({ UserName: "reader" }));
  await clients.iam.send(
    new PutUserPolicyCommand({
      UserName: "reader",
      PolicyName: "p",
      PolicyDocument: allow("apigateway:GET", `arn:aws:apigateway:us-east-1::/restapis/${restApiId}*`),
    }),
  );
  const { AccessKey } = await clients.iam.send(new CreateAccessKeyCommand({ UserName: "reader" }));
  const { apiGateway } = sandbox.clients({
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  });
  expect(await apiGateway.send(new GetRestApiCommand({ restApiId }))).toMatchObject({ name: "open" });
  for (const refused of [
    apiGateway.send(new GetRestApiCommand({ restApiId: "another" })),
    apiGateway.send(new DeleteRestApiCommand({ restApiId })),
  ])
    expect(await failureOf(refused)).toMatchObject({ name: "AccessDeniedException", status: 403 });
});

it("tags APIs by their ARN", async () => {
  const { apiGateway } = clients;
  const resourceArn = `arn:aws:apigateway:us-east-1::/restapis/${restApiId}`;
  await apiGateway.send(new TagResourceCommand({ resourceArn, tags: { one: "1", two: "2" } }));
  await apiGateway.send(new UntagResourceCommand({ resourceArn, tagKeys: ["one"] }));
  expect((await apiGateway.send(new GetTagsCommand({ resourceArn }))).tags).toEqual({ two: "2" });
});

it("returns how long to wait when there are too many requests, once the rates are on", async () => {
  const options = (ratesOn: boolean) => sandbox.control("PUT", "/_sandbox/api-gateway/options", { ratesOn });
  const create = () => clients.apiGateway.send(new CreateRestApiCommand({ name: "quick" }));
  await options(true);
  await create();
  const failure = await create().catch((error: unknown) => error);
  await options(false);
  expect(failure).toMatchObject({ name: "TooManyRequestsException", retryAfterSeconds: "3" });
  await create();
});

it("serves the same after a restart", async () => {
  sandbox = await sandbox.restart();
  const stage = await sandbox
    .clients()
    .apiGateway.send(new GetStageCommand({ restApiId, stageName: "prod" }));
  expect(stage.accessLogSettings?.destinationArn).toContain("log-group:access");
  const response = await fetch(`${sandbox.awsUrl}/execute-api/${restApiId}/prod/wait`);
  expect(response.status).toBe(504);
});
