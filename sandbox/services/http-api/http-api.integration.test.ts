import {
  CreateApiCommand,
  type CreateApiCommandInput,
  CreateIntegrationCommand,
  type CreateIntegrationCommandInput,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiCommand,
  DeleteCorsConfigurationCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  DeleteStageCommand,
  GetApiCommand,
  GetApisCommand,
  GetIntegrationCommand,
  GetIntegrationsCommand,
  GetRouteCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetStagesCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApiCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { AddPermissionCommand, RemovePermissionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { limitedKeys } from "../../testing/limited-keys";
import { makeFunction } from "../../testing/make-function";
import { failureOf, openTestSandbox, rootKeys, type SandboxUnderTest } from "../../testing/open-test-sandbox";

let sandbox: SandboxUnderTest;
let clients: ReturnType<SandboxUnderTest["clients"]>;
let functionArn = "";
let api = { ApiId: "", url: "", IntegrationId: "", RouteId: "" };
let aheadSeconds = 0;
const page = "https://agentassist.kore.ai";

const source = `exports.handler = async (event) => {
  const wish = event.queryStringParameters?.wish;
  if (wish === "throw") throw new Error("boom");
  if (wish === "plain") return { hello: 1 };
  if (wish === "status") return { statusCode: 999 };
  if (wish === "slow") await new Promise((done) => setTimeout(done, 2000));
  return {
    statusCode: 201,
    headers: { "X-Own": "yes", "Access-Control-Allow-Origin": "https://evil.example" },
    cookies: ["a=1"],
    body: JSON.stringify(event),
  };
};`;

beforeAll(async () => {
  // The clock stands still unless it is moved, so that the limits of a route are exact.
  const now = Date.now();
  sandbox = await openTestSandbox({ clock: { now: () => now } });
  clients = sandbox.clients();
  functionArn = await makeFunction(sandbox.awsUrl, rootKeys, "widget", source);
});
/** Whatever an earlier test took from a route's limits is back. */
beforeEach(() => moveAhead(60));
afterAll(() => sandbox.stop());

async function deploy(): Promise<void> {
  const made = await clients.httpApis.send(
    new CreateApiCommand({
      ...{ Name: "widget", ProtocolType: "HTTP", Tags: { "patchbay:tenant": "t" } },
      CorsConfiguration: { AllowOrigins: [page], AllowMethods: ["GET"], AllowHeaders: ["x-a"], MaxAge: 300 },
    }),
  );
  const { ApiId = "", ApiEndpoint: url = "" } = made;
  const integration = await integrate(ApiId);
  const { IntegrationId = "" } = integration;
  const { RouteId = "" } = await clients.httpApis.send(
    new CreateRouteCommand({ ApiId, RouteKey: "GET /widget", Target: `integrations/${IntegrationId}` }),
  );
  await clients.httpApis.send(
    new CreateStageCommand({
      ...{ ApiId, StageName: "$default", AutoDeploy: true },
      DefaultRouteSettings: { ThrottlingBurstLimit: 10, ThrottlingRateLimit: 5 },
    }),
  );
  api = { ApiId, url, IntegrationId, RouteId };
  await allow(ApiId);
}

const integrate = (ApiId: string, changes: Partial<CreateIntegrationCommandInput> = {}) =>
  clients.httpApis.send(
    new CreateIntegrationCommand({
      ...{ ApiId, IntegrationType: "AWS_PROXY", PayloadFormatVersion: "2.0", IntegrationUri: functionArn },
      ...changes,
    }),
  );
const allow = (ApiId: string) =>
  clients.lambda.send(
    new AddPermissionCommand({
      ...{ FunctionName: "widget", StatementId: ApiId, Action: "lambda:InvokeFunction" },
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:us-east-1:111122223333:${ApiId}/$default/GET/widget`,
    }),
  );
async function moveAhead(seconds: number): Promise<void> {
  aheadSeconds += seconds;
  await sandbox.control("PUT", "/_sandbox/clock", { aheadSeconds });
}
const call = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  fetch(api.url + path, { method, headers });

describe("a deployed HTTP API", () => {
  beforeAll(() => deploy());

  it("invokes the function with payload format 2.0", async () => {
    const response = await call("/widget?a=1&a=2&b=%20x", { "X-Test": "yes", cookie: "c=1; d=2" });
    expect(response.status).toBe(201);
    expect(response.headers.get("x-own")).toBe("yes");
    expect(response.headers.get("set-cookie")).toBe("a=1");
    expect(await response.json()).toMatchObject({
      version: "2.0",
      routeKey: "GET /widget",
      rawPath: "/widget",
      rawQueryString: "a=1&a=2&b=%20x",
      cookies: ["c=1", "d=2"],
      headers: { "x-test": "yes" },
      queryStringParameters: { a: "1,2", b: " x" },
      requestContext: { apiId: api.ApiId, stage: "$default", http: { method: "GET", path: "/widget" } },
      isBase64Encoded: false,
    });
  });

  it.each([
    ["plain", 200, { hello: 1 }],
    ["throw", 500, { message: "Internal Server Error" }],
    ["status", 500, { message: "Internal Server Error" }],
  ])("answers when the function's answer is %s", async (wish, status, body) => {
    const response = await call(`/widget?wish=${wish}`);
    expect([response.status, await response.json()]).toEqual([status, body]);
  });

  it("answers 404 for a path and a method that it doesn't have", async () => {
    expect((await call("/other")).status).toBe(404);
    expect((await call("/widget", {}, "POST")).status).toBe(404);
  });

  it("answers a browser's preflight request itself, for approved origins only", async () => {
    const ask = (origin: string) =>
      call("/widget", { origin, "access-control-request-method": "GET" }, "OPTIONS");
    const approved = await ask(page);
    expect(approved.status).toBe(204);
    expect(Object.fromEntries(approved.headers)).toMatchObject({
      "access-control-allow-origin": page,
      "access-control-allow-methods": "GET",
      "access-control-allow-headers": "x-a",
      "access-control-max-age": "300",
    });
    expect((await ask("https://evil.example")).headers.has("access-control-allow-origin")).toBe(false);
  });

  it("writes the CORS headers in place of the function's", async () => {
    const from = async (origin: string) =>
      (await call("/widget", { origin })).headers.get("access-control-allow-origin");
    expect(await from(page)).toBe(page);
    expect(await from("https://evil.example")).toBeNull();
  });

  it("accepts a burst of 10, then 5 requests a second", async () => {
    const burst = async (count: number) => {
      const all = Array.from({ length: count }, () => call("/widget"));
      const responses = await Promise.all(all);
      return responses.filter(({ status }) => status === 201).length;
    };
    expect(await burst(14)).toBe(10);
    await moveAhead(1);
    expect(await burst(8)).toBe(5);
  });

  it("needs the function's permission for exactly this API and route", async () => {
    const response = () => call("/widget");
    await clients.lambda.send(
      new RemovePermissionCommand({ FunctionName: "widget", StatementId: api.ApiId }),
    );
    expect((await response()).status).toBe(500);
    await allow(api.ApiId);
    expect((await response()).status).toBe(201);
  });

  it("gives up on a slow function with 503", async () => {
    const { ApiId, IntegrationId } = api;
    const limit = (TimeoutInMillis: number) =>
      clients.httpApis.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, TimeoutInMillis }));
    await limit(50);
    expect((await call("/widget?wish=slow")).status).toBe(503);
    await limit(30_000);
  });
});

describe("the administration of HTTP APIs", () => {
  it("reads, changes, and deletes an API with its parts", async () => {
    await deploy();
    const { ApiId, IntegrationId, RouteId } = api;
    const send = clients.httpApis;
    await send.send(new UpdateApiCommand({ ApiId, Description: "For the widget" }));
    const got = await send.send(new GetApiCommand({ ApiId }));
    expect(got).toMatchObject({ Name: "widget", Description: "For the widget", ProtocolType: "HTTP" });
    expect((await send.send(new GetApisCommand({}))).Items?.map((one) => one.ApiId)).toContain(ApiId);
    await send.send(new DeleteCorsConfigurationCommand({ ApiId }));
    expect((await send.send(new GetApiCommand({ ApiId }))).CorsConfiguration).toBeUndefined();
    const integration = await send.send(new GetIntegrationCommand({ ApiId, IntegrationId }));
    expect(integration).toMatchObject({ IntegrationUri: functionArn, PayloadFormatVersion: "2.0" });
    expect((await send.send(new GetIntegrationsCommand({ ApiId }))).Items).toHaveLength(1);
    await send.send(new UpdateRouteCommand({ ApiId, RouteId, RouteKey: "GET /config" }));
    expect((await send.send(new GetRouteCommand({ ApiId, RouteId }))).RouteKey).toBe("GET /config");
    expect((await send.send(new GetRoutesCommand({ ApiId }))).Items).toHaveLength(1);
    const stage = { ApiId, StageName: "$default" };
    await send.send(
      new UpdateStageCommand({
        ...stage,
        DefaultRouteSettings: { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 },
      }),
    );
    const settings = (await send.send(new GetStageCommand(stage))).DefaultRouteSettings;
    expect(settings).toMatchObject({ ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 });
    expect((await send.send(new GetStagesCommand({ ApiId }))).Items).toHaveLength(1);
    const used = send.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }));
    expect(await failureOf(used)).toMatchObject({ name: "ConflictException", status: 409 });
    await send.send(new DeleteRouteCommand({ ApiId, RouteId }));
    await send.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }));
    await send.send(new DeleteStageCommand(stage));
    await send.send(new DeleteApiCommand({ ApiId }));
    expect(await failureOf(send.send(new GetApiCommand({ ApiId })))).toMatchObject({
      name: "NotFoundException",
      status: 404,
    });
  });

  it("tags an API, apart from the first generation's APIs", async () => {
    await deploy();
    const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${api.ApiId}`;
    await clients.httpApis.send(new TagResourceCommand({ ResourceArn, Tags: { more: "1" } }));
    const tags = async () => (await clients.httpApis.send(new GetTagsCommand({ ResourceArn }))).Tags;
    expect(await tags()).toEqual({ "patchbay:tenant": "t", more: "1" });
    await clients.httpApis.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["more"] }));
    expect(await tags()).toEqual({ "patchbay:tenant": "t" });
  });

  it.each([
    ["a method that HTTP lacks", () => create({ CorsConfiguration: { AllowMethods: ["FETCH"] } })],
    ["an origin with a path", () => create({ CorsConfiguration: { AllowOrigins: [`${page}/a`] } })],
    ["a CORS answer kept for two days", () => create({ CorsConfiguration: { MaxAge: 172_800 } })],
    [
      "credentials for every origin",
      () => create({ CorsConfiguration: { AllowOrigins: ["*"], AllowCredentials: true } }),
    ],
    ["a name of 129 characters", () => create({ Name: "n".repeat(129) })],
    ["an integration without a format", () => integrate(api.ApiId, { PayloadFormatVersion: undefined })],
    ["an integration that isn't a function's", () => integrate(api.ApiId, { IntegrationUri: page })],
    ["a timeout of 31 seconds", () => integrate(api.ApiId, { TimeoutInMillis: 31_000 })],
    ["a route without a method", () => route("/widget")],
    ["a route with a greedy variable in between", () => route("GET /{all+}/x")],
    ["a route to an integration that isn't there", () => route("GET /x", "integrations/none00")],
  ])("refuses %s", async (_name, call) => {
    expect(await failureOf(call())).toMatchObject({ name: "BadRequestException", status: 400 });
  });

  it("refuses the same route and the same stage twice", async () => {
    await deploy();
    expect(await failureOf(route("GET /widget"))).toMatchObject({ name: "ConflictException" });
    const again = new CreateStageCommand({ ApiId: api.ApiId, StageName: "$default", AutoDeploy: true });
    expect(await failureOf(clients.httpApis.send(again))).toMatchObject({ name: "ConflictException" });
  });

  it("needs the verb on the API's path, and another permission for tags", async () => {
    const apis = "arn:aws:apigateway:us-east-1::/apis";
    const keys = await limitedKeys(sandbox, "no-tags", ["apigateway:POST"], [apis]);
    const limited = sandbox.clients(keys).httpApis;
    await limited.send(new CreateApiCommand({ Name: "plain", ProtocolType: "HTTP" }));
    const tagged = new CreateApiCommand({ Name: "tagged", ProtocolType: "HTTP", Tags: { a: "1" } });
    expect(await failureOf(limited.send(tagged))).toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("apigateway:POST on resource: arn:aws:apigateway:us-east-1::/tags/"),
    });
    expect(await failureOf(limited.send(new GetApisCommand({})))).toMatchObject({
      message: expect.stringContaining(`apigateway:GET on resource: ${apis}`),
    });
  });

  const create = (changes: Partial<CreateApiCommandInput>) =>
    clients.httpApis.send(new CreateApiCommand({ Name: "x", ProtocolType: "HTTP", ...changes }));
  const route = (RouteKey: string, Target?: string) =>
    clients.httpApis.send(new CreateRouteCommand({ ApiId: api.ApiId, RouteKey, Target }));
});
