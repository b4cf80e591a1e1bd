import {
  type Api,
  type Cors,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  DeleteRouteSettingsCommand,
  DeleteStageCommand,
  type Integration,
  UpdateApiCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { compareFields } from "../compare";
import { tagsOf } from "../ownership";
import type { ResourceContext } from "../resource";
import {
  defaultStage,
  departuresOfHttpApi,
  describeHttpApi,
  type HttpApiParts,
  type HttpApiProps,
  isPlain,
  payloadFormat,
  sortHttpApi,
  stageOf,
} from "./http-api-read";

export async function createHttpApi(context: ResourceContext, want: HttpApiProps): Promise<Api> {
  const command = new CreateApiCommand({
    Name: want.name,
    Description: "Created by Patchbay",
    ProtocolType: "HTTP",
    CorsConfiguration: corsOf(want),
    Tags: tagsOf(context.owner),
  });
  const made = await context.aws.httpApi.send(command, { abortSignal: context.signal });
  const { ApiId, CorsConfiguration, RouteSelectionExpression } = made;
  return { ApiId, CorsConfiguration, Name: want.name, ProtocolType: "HTTP", RouteSelectionExpression };
}

/** Makes the difference between what is there and what is wanted, and nothing else. */
export async function writeHttpApi(
  context: ResourceContext,
  want: HttpApiProps,
  parts: HttpApiParts,
): Promise<void> {
  await writeApi(context, want, parts);
  const kept = await writeRoutes(context, want, parts);
  await deleteStrays(context, want, parts, kept);
  // Last: before it has a stage, nothing of the API can be called.
  await writeStage(context, want, parts);
}

async function writeApi(context: ResourceContext, want: HttpApiProps, { api, ...parts }: HttpApiParts) {
  const have = sortHttpApi(describeHttpApi({ api, ...parts }));
  const { name, cors } = sortHttpApi(want);
  const isSame = compareFields({ name, cors }, { name: have.name, cors: have.cors }).length === 0;
  const departs = departuresOfHttpApi({ api, ...parts }).some(({ path }) =>
    ["corsExtras", "endpointDisabled"].includes(path),
  );
  if (isSame && !departs) return;
  const command = new UpdateApiCommand({
    ApiId: api.ApiId,
    Name: want.name,
    CorsConfiguration: corsOf(want),
    DisableExecuteApiEndpoint: false,
  });
  await context.aws.httpApi.send(command, { abortSignal: context.signal });
}

/** The integrations that routes need from now on. */
async function writeRoutes(
  context: ResourceContext,
  want: HttpApiProps,
  parts: HttpApiParts,
): Promise<ReadonlySet<string>> {
  const { httpApi } = context.aws;
  const options = { abortSignal: context.signal };
  const { ApiId } = parts.api;
  const byFunction = new Map<string, string>();
  for (const { routeKey, functionArn } of want.routes) {
    const id =
      byFunction.get(functionArn) ??
      findIntegration(parts, functionArn)?.IntegrationId ??
      (await createIntegration(context, parts, functionArn));
    byFunction.set(functionArn, id);
    const Target = `integrations/${id}`;
    const route = parts.routes.find(({ RouteKey }) => RouteKey === routeKey);
    if (route === undefined) {
      const made = { ApiId, RouteKey: routeKey, AuthorizationType: "NONE" as const, Target };
      await httpApi.send(new CreateRouteCommand(made), options);
    } else if (route.Target !== Target || (route.AuthorizationType ?? "NONE") !== "NONE") {
      const { RouteId } = route;
      const changed = { ApiId, RouteId, AuthorizationType: "NONE" as const, Target };
      await httpApi.send(new UpdateRouteCommand(changed), options);
    }
  }
  return new Set(byFunction.values());
}

/** One that was altered isn't used again: a new one takes its place. */
function findIntegration({ integrations }: HttpApiParts, functionArn: string): Integration | undefined {
  return integrations.find((each) => isPlain(each) && each.IntegrationUri === functionArn);
}

async function createIntegration(
  { aws, signal }: ResourceContext,
  { api }: HttpApiParts,
  IntegrationUri: string,
): Promise<string> {
  const command = new CreateIntegrationCommand({
    ApiId: api.ApiId,
    IntegrationType: "AWS_PROXY",
    IntegrationMethod: "POST",
    IntegrationUri,
    PayloadFormatVersion: payloadFormat,
  });
  const { IntegrationId = "" } = await aws.httpApi.send(command, { abortSignal: signal });
  return IntegrationId;
}

/** Routes first: an integration that a route uses can't go. */
async function deleteStrays(
  { aws, signal }: ResourceContext,
  want: HttpApiProps,
  parts: HttpApiParts,
  kept: ReadonlySet<string>,
): Promise<void> {
  const { httpApi } = aws;
  const options = { abortSignal: signal };
  const { ApiId } = parts.api;
  const wanted = new Set(want.routes.map(({ routeKey }) => routeKey));
  for (const { RouteId } of parts.routes.filter(({ RouteKey = "" }) => !wanted.has(RouteKey)))
    await unlessMissing(() => httpApi.send(new DeleteRouteCommand({ ApiId, RouteId }), options));
  for (const { IntegrationId = "" } of parts.integrations)
    if (!kept.has(IntegrationId))
      await unlessMissing(() =>
        httpApi.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }), options),
      );
  for (const { StageName } of parts.stages.filter((each) => each.StageName !== defaultStage))
    await unlessMissing(() => httpApi.send(new DeleteStageCommand({ ApiId, StageName }), options));
}

async function writeStage(
  { aws, signal }: ResourceContext,
  { throttle }: HttpApiProps,
  parts: HttpApiParts,
): Promise<void> {
  const { httpApi } = aws;
  const options = { abortSignal: signal };
  const { ApiId } = parts.api;
  const stage = stageOf(parts);
  const settings = {
    ApiId,
    StageName: defaultStage,
    AutoDeploy: true,
    DefaultRouteSettings: {
      ThrottlingRateLimit: throttle.ratePerSecond,
      ThrottlingBurstLimit: throttle.burst,
    },
  };
  if (stage === undefined) {
    await httpApi.send(new CreateStageCommand(settings), options);
    return;
  }
  const limited = Object.keys(stage.RouteSettings ?? {});
  for (const RouteKey of limited) {
    const command = new DeleteRouteSettingsCommand({ ApiId, StageName: defaultStage, RouteKey });
    await unlessMissing(() => httpApi.send(command, options));
  }
  const have = stage.DefaultRouteSettings;
  const isSame =
    stage.AutoDeploy === true &&
    have?.ThrottlingRateLimit === throttle.ratePerSecond &&
    have.ThrottlingBurstLimit === throttle.burst;
  if (!isSame) await httpApi.send(new UpdateStageCommand(settings), options);
}

function corsOf({ cors }: HttpApiProps): Cors {
  return {
    AllowCredentials: false,
    AllowOrigins: cors.allowOrigins,
    AllowMethods: cors.allowMethods,
    AllowHeaders: cors.allowHeaders,
    ExposeHeaders: [],
    MaxAge: cors.maxAgeSeconds,
  };
}

export async function unlessMissing(send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!isAwsError(error, "NotFoundException")) throw error;
  }
}
