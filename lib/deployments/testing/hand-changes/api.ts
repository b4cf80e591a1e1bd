import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  DeleteResourceCommand,
  GetAuthorizersCommand,
  GetResourcesCommand,
  GetStageCommand,
  type PatchOperation,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateAuthorizerCommand,
  UpdateIntegrationCommand,
  UpdateMethodCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-api-gateway";
import type { ResourceContext } from "@/lib/engine/resource";
import { tellSandbox, testControlKey } from "@/lib/testing/tell-sandbox";
import type { HandChange, HandChanges } from "./hand-change";

type Outputs = Record<string, string>;
const replace = (path: string, value: string): PatchOperation => ({ op: "replace", path, value });

async function ours({ aws }: ResourceContext, { id }: Outputs) {
  const { items = [] } = await aws.apiGateway.send(
    new GetResourcesCommand({ restApiId: id, embed: ["methods"] }),
  );
  const resource = items.find(({ path }) => path === "/drift/posts");
  const target = { restApiId: id, resourceId: resource?.id, httpMethod: "POST" };
  return {
    target,
    uri: resource?.resourceMethods?.POST?.methodIntegration?.uri,
    root: items.find(({ path }) => path === "/")?.id,
  };
}

/** Somebody edits the API and deploys it: callers get it at once. */
const deployed =
  (change: HandChange): HandChange =>
  async (context, outputs) => {
    await change(context, outputs);
    const command = new CreateDeploymentCommand({ restApiId: outputs.id, stageName: "dev" });
    await context.aws.apiGateway.send(command);
  };

const api =
  (...patchOperations: PatchOperation[]): HandChange =>
  ({ aws }, { id }) =>
    aws.apiGateway.send(new UpdateRestApiCommand({ restApiId: id, patchOperations }));

const stage =
  (...patchOperations: PatchOperation[]): HandChange =>
  ({ aws }, { id }) =>
    aws.apiGateway.send(new UpdateStageCommand({ restApiId: id, stageName: "dev", patchOperations }));

const authorizer =
  (...patchOperations: PatchOperation[]): HandChange =>
  async ({ aws }, { id }) => {
    const { items = [] } = await aws.apiGateway.send(new GetAuthorizersCommand({ restApiId: id }));
    const authorizerId = items.find(({ name }) => name === "clientAuth")?.id;
    await aws.apiGateway.send(new UpdateAuthorizerCommand({ restApiId: id, authorizerId, patchOperations }));
  };

const method =
  (...patchOperations: PatchOperation[]): HandChange =>
  async (context, outputs) => {
    const { target } = await ours(context, outputs);
    await context.aws.apiGateway.send(new UpdateMethodCommand({ ...target, patchOperations }));
  };

const integration =
  (...patchOperations: PatchOperation[]): HandChange =>
  async (context, outputs) => {
    const { target } = await ours(context, outputs);
    await context.aws.apiGateway.send(new UpdateIntegrationCommand({ ...target, patchOperations }));
  };

/** The authorizer's and the store's function of the test are one; this is another name in its address. */
const elsewhere = (uri: string | undefined) => uri?.replace("drift-function:live", "drift-function") ?? "";

export const apiChanges: HandChanges = {
  name: api(replace("/name", "renamed")),
  path: deployed(async (context, outputs) => {
    const { target } = await ours(context, outputs);
    await context.aws.apiGateway.send(new DeleteResourceCommand(target));
    await openMethod(context, outputs, "/");
  }),
  storeFunctionAliasArn: deployed(async (context, outputs) => {
    const { uri } = await ours(context, outputs);
    await integration(replace("/uri", elsewhere(uri)))(context, outputs);
  }),
  "authorizer.name": authorizer(replace("/name", "renamed")),
  "authorizer.functionAliasArn": async (context, outputs) => {
    const { uri } = await ours(context, outputs);
    await authorizer(replace("/authorizerUri", elsewhere(uri)))(context, outputs);
  },
  "authorizer.identityHeader": authorizer(replace("/identitySource", "method.request.header.other")),
  "authorizer.tokenPattern": authorizer(replace("/identityValidationExpression", ".*")),
  "authorizer.ttlSeconds": authorizer(replace("/authorizerResultTtlInSeconds", "3600")),
  accessLog: stage(replace("/accessLogSettings/format", "$context.requestId")),
  "authorizer.type": authorizer(replace("/type", "REQUEST"), {
    op: "remove",
    path: "/identityValidationExpression",
  }),
  "authorizer.credentials": authorizer(replace("/authorizerCredentials", "arn:aws:iam::123456789012:role/x")),
  otherMethods: deployed((context, outputs) => openMethod(context, outputs, "/drift/posts")),
  otherPaths: async (context, outputs) => {
    const { root } = await ours(context, outputs);
    await context.aws.apiGateway.send(
      new CreateResourceCommand({ restApiId: outputs.id, parentId: root, pathPart: "by-hand" }),
    );
  },
  "method.authorization": deployed(method(replace("/authorizationType", "NONE"))),
  "method.apiKeyRequired": method(replace("/apiKeyRequired", "true")),
  "method.requestChecks": deployed(
    method(replace("/requestParameters/method.request.querystring.x", "true")),
  ),
  "integration.type": deployed(async (context, outputs) => {
    const { target, uri } = await ours(context, outputs);
    await context.aws.apiGateway.send(
      new PutIntegrationCommand({ ...target, type: "AWS", integrationHttpMethod: "POST", uri }),
    );
  }),
  "integration.httpMethod": deployed(integration(replace("/httpMethod", "GET"))),
  "integration.timeoutMs": deployed(integration(replace("/timeoutInMillis", "50"))),
  "integration.credentials": integration(replace("/credentials", "arn:aws:iam::123456789012:role/x")),
  "integration.mapping": deployed(integration(replace("/passthroughBehavior", "NEVER"))),
  deployment: deployed(async () => undefined),
  policy: deployed(
    api(
      replace(
        "/policy",
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Deny", Principal: "*", Action: "execute-api:Invoke", Resource: "*" }],
        }),
      ),
    ),
  ),
  executeApiDisabled: api(replace("/disableExecuteApiEndpoint", "true")),
  endpointType: api(replace("/endpointConfiguration/types/REGIONAL", "EDGE")),
  minimumCompressionSize: api(replace("/minimumCompressionSize", "0")),
  binaryMediaTypes: api({ op: "add", path: "/binaryMediaTypes/application~1json", value: "" }),
  "stage.methodSettings": stage(
    replace("/*/*/throttling/rateLimit", "0"),
    replace("/*/*/throttling/burstLimit", "0"),
    replace("/~1drift~1posts/POST/logging/dataTrace", "true"),
  ),
  "stage.cache": stage(replace("/cacheClusterEnabled", "true")),
  "stage.canary": async (context, outputs) => {
    const { deploymentId = "" } = await context.aws.apiGateway.send(
      new GetStageCommand({ restApiId: outputs.id, stageName: "dev" }),
    );
    await stage(
      replace("/canarySettings/deploymentId", deploymentId),
      replace("/canarySettings/percentTraffic", "50"),
    )(context, outputs);
  },
  "stage.tracing": stage(replace("/tracingEnabled", "true")),
  "stage.webAcl": async ({ aws }, { id }) => {
    const { origin: awsUrl } = new URL(aws.apiInvokeUrl(id ?? "", "dev"));
    await tellSandbox({ awsUrl, controlKey: testControlKey }, "PUT", "api-gateway/web-acl", {
      restApiId: id,
      stageName: "dev",
      webAclArn: "arn:aws:wafv2:us-east-1:1:regional/webacl/x/1",
    });
  },
};

/** A way in without any authorization, to the same function. */
async function openMethod(context: ResourceContext, outputs: Outputs, path: string): Promise<void> {
  const { items = [] } = await context.aws.apiGateway.send(
    new GetResourcesCommand({ restApiId: outputs.id }),
  );
  const target = {
    restApiId: outputs.id,
    resourceId: items.find((each) => each.path === path)?.id,
    httpMethod: "GET",
  };
  const uri = `arn:aws:apigateway:${context.region}:lambda:path/2015-03-31/functions/arn:aws:lambda:${context.region}:${context.accountId}:function:drift-function:live/invocations`;
  await context.aws.apiGateway.send(new PutMethodCommand({ ...target, authorizationType: "NONE" }));
  await context.aws.apiGateway.send(
    new PutIntegrationCommand({ ...target, type: "AWS_PROXY", integrationHttpMethod: "POST", uri }),
  );
}
