import { describe, expect, it } from "vitest";
import { departuresOfHttpApi, describeHttpApi, type HttpApiParts, sortHttpApi } from "./http-api-read";

const functionArn = "arn:aws:lambda:us-east-1:111122223333:function:f:live";
const whole: HttpApiParts = {
  api: {
    ApiId: "api",
    Name: "api",
    ProtocolType: "HTTP",
    RouteSelectionExpression: "",
    CorsConfiguration: { AllowOrigins: ["https://a.example"], AllowMethods: ["GET"], MaxAge: 60 },
  },
  routes: [{ RouteId: "r", RouteKey: "GET /a", Target: "integrations/i", AuthorizationType: "NONE" }],
  integrations: [
    {
      IntegrationId: "i",
      IntegrationType: "AWS_PROXY",
      IntegrationUri: functionArn,
      PayloadFormatVersion: "2.0",
    },
  ],
  stages: [
    {
      StageName: "$default",
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 },
    },
  ],
};
const [route] = whole.routes;
const [integration] = whole.integrations;
const [stage] = whole.stages;

describe("an HTTP API", () => {
  it("is read as its settings write it, and departs in nothing", () => {
    expect(describeHttpApi(whole)).toEqual({
      name: "api",
      routes: [{ routeKey: "GET /a", functionArn }],
      cors: {
        allowOrigins: ["https://a.example"],
        allowMethods: ["GET"],
        allowHeaders: [],
        maxAgeSeconds: 60,
      },
      throttle: { ratePerSecond: 5, burst: 10 },
    });
    expect(departuresOfHttpApi(whole)).toEqual([]);
  });

  it.each<[string, Partial<HttpApiParts>]>([
    ["authorization", { routes: [{ ...route, RouteKey: "GET /a", AuthorizationType: "AWS_IAM" }] }],
    ["integrations", { integrations: [{ ...integration, PayloadFormatVersion: "1.0" }] }],
    ["integrations", { integrations: [{ ...integration, CredentialsArn: "arn:aws:iam::1:role/any" }] }],
    ["integrations", { integrations: [{ ...integration }, { ...integration, IntegrationId: "unused" }] }],
    ["stages", { stages: [] }],
    ["stages", { stages: [{ ...stage, StageName: "$default", AutoDeploy: false }] }],
    ["stages", { stages: [{ ...stage, StageName: "$default" }, { StageName: "other" }] }],
    ["routeThrottle", { stages: [{ ...stage, StageName: "$default", RouteSettings: { "GET /a": {} } }] }],
    ["corsExtras", { api: { ...whole.api, CorsConfiguration: { AllowCredentials: true } } }],
    ["endpointDisabled", { api: { ...whole.api, DisableExecuteApiEndpoint: true } }],
  ])("departs in %s, which callers would notice or anyone could use", (path, change) => {
    expect(departuresOfHttpApi({ ...whole, ...change })).toMatchObject([{ path }]);
    for (const { left } of departuresOfHttpApi({ ...whole, ...change })) expect(left).toBeUndefined();
    // A path can be a secret, and plans are for everybody to read.
    expect(JSON.stringify(departuresOfHttpApi({ ...whole, ...change }))).not.toContain("GET /a");
  });

  it("compares lists in any order, and names of headers in any case", () => {
    const cors = { allowMethods: ["GET"], maxAgeSeconds: 60, allowOrigins: ["b", "a"] };
    const rest = { name: "api", routes: [], throttle: { ratePerSecond: 1, burst: 1 } };
    expect(sortHttpApi({ ...rest, cors: { ...cors, allowHeaders: ["X-B", "x-a"] } })).toEqual(
      sortHttpApi({ ...rest, cors: { ...cors, allowOrigins: ["a", "b"], allowHeaders: ["X-A", "x-b"] } }),
    );
  });
});
