import {
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteMethodCommand,
  DeleteRestApiCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateAuthorizerCommand,
} from "@aws-sdk/client-api-gateway";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand, RemovePermissionCommand } from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";

let sandbox: SandboxUnderTest;
let clients: ReturnType<SandboxUnderTest["clients"]>;
let api: { restApiId: string; resourceId: string; authorizerId: string };

const account = "arn:aws:lambda:us-east-1:111122223333:function";
const uriOf = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${account}:${name}/invocations`;

/** Counts its calls, so that a test can see the cache. */
const authorizerSource = `let asked = 0;
exports.handler = async ({ authorizationToken: token, methodArn }) => {
  asked += 1;
  if (token === "token-throws") throw new Error("Unauthorized");
  if (token === "token-breaks") throw new Error("boom");
  if (token === "token-shapeless") return { yes: true };
  const Effect = token === "token-denied" ? "Deny" : "Allow";
  return { principalId: "kore", context: { asked }, policyDocument: { Version: "2012-10-17", Statement: [{ Action: "execute-api:Invoke", Effect, Resource: methodArn }] } };
};`;
const backendSource = `exports.handler = async (event) => {
  const wish = event.queryStringParameters?.wish;
  if (wish === "throw") throw new Error("boom");
  if (wish === "shapeless") return { hello: 1 };
  return { statusCode: 201, headers: { "X-Own": "yes" }, body: JSON.stringify(event) };
};`;

beforeAll(async () => {
  sandbox = await openTestSandbox();
  clients = sandbox.clients();
  const trust = {
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  };
  const { Role } = await clients.iam.send(
    new CreateRoleCommand({ RoleName: "runs", AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  for (const [name, source] of [
    ["authorizer", authorizerSource],
    ["backend", backendSource],
  ] as const)
    await clients.lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Role: Role?.Arn,
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Code: { ZipFile: zipSync({ "index.js": strToU8(source) }) },
      }),
    );
  const { id: restApiId = "", rootResourceId } = await clients.apiGateway.send(
    new CreateRestApiCommand({ name: "kore", tags: { "patchbay:tenant": "t" } }),
  );
  const { id: resourceId = "" } = await clients.apiGateway.send(
    new CreateResourceCommand({ restApiId, parentId: rootResourceId, pathPart: "kore-metadata" }),
  );
  const { id: authorizerId = "" } = await clients.apiGateway.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: "auth",
      type: "TOKEN",
      authorizerUri: uriOf("authorizer"),
      identitySource: "method.request.header.authorizationToken",
      identityValidationExpression: "token-[a-z]+",
      authorizerResultTtlInSeconds: 300,
    }),
  );
  api = { restApiId, resourceId, authorizerId };
  const method = { restApiId, resourceId, httpMethod: "POST" };
  await clients.apiGateway.send(
    new PutMethodCommand({ ...method, authorizationType: "CUSTOM", authorizerId }),
  );
  expect(await failureOf(deploy())).toMatchObject({
    name: "BadRequestException",
    message: "No integration defined for method",
  });
  await clients.apiGateway.send(
    new PutIntegrationCommand({
      ...method,
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: uriOf("backend"),
    }),
  );
  await allow("backend", `arn:aws:execute-api:us-east-1:111122223333:${restApiId}/*/POST/kore-metadata`);
  await allow(
    "authorizer",
    `arn:aws:execute-api:us-east-1:111122223333:${restApiId}/authorizers/${authorizerId}`,
  );
  await deploy();
});
afterAll(() => sandbox.stop());

const deploy = () =>
  clients.apiGateway.send(new CreateDeploymentCommand({ restApiId: api.restApiId, stageName: "prod" }));
const allow = (name: string, sourceArn: string) =>
  clients.lambda.send(
    new AddPermissionCommand({
      FunctionName: name,
      StatementId: "gateway",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: sourceArn,
    }),
  );

async function post(
  token: string | undefined,
  { query = "", body = "{}", path = "kore-metadata", stage = "prod", method = "POST" } = {},
) {
  const response = await fetch(`${sandbox.awsUrl}/execute-api/${api.restApiId}/${stage}/${path}${query}`, {
    method,
    body: method === "GET" ? null : body,
    headers: {
      "Content-Type": "application/json",
      ...(token === undefined ? {} : { authorizationToken: token }),
    },
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

describe("a deployed API", () => {
  it("passes a proxy event to the function and its answer to the caller", async () => {
    const { status, headers, body } = await post("token-good", {
      query: "?contactId=c%201&a=1&a=2",
      body: '{"score":0.5}',
    });
    expect([status, headers.get("x-own")]).toEqual([201, "yes"]);
    expect(body).toMatchObject({
      resource: "/kore-metadata",
      path: "/kore-metadata",
      httpMethod: "POST",
      headers: { authorizationToken: "token-good" },
      queryStringParameters: { contactId: "c 1", a: "2" },
      multiValueQueryStringParameters: { a: ["1", "2"] },
      pathParameters: null,
      requestContext: {
        apiId: api.restApiId,
        stage: "prod",
        path: "/prod/kore-metadata",
        authorizer: { principalId: "kore" },
      },
      body: '{"score":0.5}',
      isBase64Encoded: false,
    });
  });

  it("calls the authorizer once per token until the cached result expires", async () => {
    const asked = async () => {
      const { body } = await post("token-cached");
      return (body.requestContext as { authorizer: { asked: number } }).authorizer.asked;
    };
    const first = await asked();
    expect(await asked()).toBe(first);
    const patchOperations = [{ op: "replace" as const, path: "/authorizerResultTtlInSeconds", value: "0" }];
    await clients.apiGateway.send(new UpdateAuthorizerCommand({ ...api, patchOperations }));
    expect(await asked()).toBe(first);
    await deploy();
    expect(await asked()).toBe(first);
  });

  it.each([
    ["no token", undefined, 401, "Unauthorized"],
    ["a token of another shape", "abc123", 401, "Unauthorized"],
    ["a token that the authorizer throws at", "token-throws", 401, "Unauthorized"],
    [
      "a denied token",
      "token-denied",
      403,
      "User is not authorized to access this resource with an explicit deny",
    ],
    ["an authorizer that breaks", "token-breaks", 500, null],
    ["an authorizer without principal and policy", "token-shapeless", 500, null],
  ])("answers %s as AWS does", async (_name, token, status, message) => {
    const answer = await post(token);
    expect([answer.status, answer.body.message ?? answer.body.Message ?? null]).toEqual([status, message]);
  });

  it.each([
    ["a path that is not deployed", { path: "other" }, 403, "Missing Authentication Token"],
    ["a method that is not deployed", { method: "GET" }, 403, "Missing Authentication Token"],
    ["a stage that is not there", { stage: "test" }, 403, "Forbidden"],
    ["a function that throws", { query: "?wish=throw" }, 502, "Internal server error"],
    ["a function whose answer has another form", { query: "?wish=shapeless" }, 502, "Internal server error"],
    ["more than 10 MB", { body: "x".repeat(10 * 1024 * 1024 + 1) }, 413, "Request Too Long"],
  ])("answers %s as AWS does", async (_name, request, status, message) => {
    const answer = await post("token-good", request);
    expect([answer.status, answer.body.message]).toEqual([status, message]);
  });

  it("isn't live before it is deployed, and returns 500 without the function's permission", async () => {
    const method = { restApiId: api.restApiId, resourceId: api.resourceId, httpMethod: "POST" };
    await clients.apiGateway.send(new DeleteMethodCommand(method));
    expect((await post("token-good")).status).toBe(201);
    await clients.lambda.send(
      new RemovePermissionCommand({ FunctionName: "backend", StatementId: "gateway" }),
    );
    expect(await post("token-good")).toMatchObject({
      status: 500,
      body: { message: "Internal server error" },
    });
    await allow(
      "backend",
      `arn:aws:execute-api:us-east-1:111122223333:${api.restApiId}/*/POST/kore-metadata`,
    );
  });
});

it("lists APIs and resources in pages, and returns 404 for what was deleted", async () => {
  const { id: restApiId = "" } = await clients.apiGateway.send(new CreateRestApiCommand({ name: "kore" }));
  const names: (string | undefined)[] = [];
  let position: string | undefined;
  do {
    const page = await clients.apiGateway.send(new GetRestApisCommand({ limit: 1, position }));
    expect(page.items).toHaveLength(1);
    names.push(...(page.items ?? []).map((one) => one.name));
    position = page.position;
  } while (position);
  expect(names).toEqual(["kore", "kore"]);
  await clients.apiGateway.send(new DeleteRestApiCommand({ restApiId }));
  expect(await failureOf(clients.apiGateway.send(new GetResourcesCommand({ restApiId })))).toMatchObject({
    name: "NotFoundException",
    status: 404,
  });
});
