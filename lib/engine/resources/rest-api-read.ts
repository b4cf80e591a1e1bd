import { createHash } from "node:crypto";
import {
  type Authorizer,
  GetAuthorizersCommand,
  GetDeploymentCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStageCommand,
  type Method,
  type Resource,
  type RestApi,
  type Stage,
} from "@aws-sdk/client-api-gateway";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { partitionOf } from "../arn";
import { canonicalJson } from "../fingerprint";
import { type Candidate, pickOurs } from "../pick-ours";
import type { ResourceContext } from "../resource";
import { type AccessLogProps, accessLogOf, accessLogProps } from "./rest-api-log";

export const restApiProps = z.object({
  name: z.string(),
  stage: z.string(),
  /** "/call-metadata": takes POST. */
  path: z.string().startsWith("/"),
  storeFunctionAliasArn: z.string(),
  authorizer: z.object({
    name: z.string(),
    functionAliasArn: z.string(),
    identityHeader: z.string(),
    /** Of the token's shape, never the token: whoever may read the API reads it. */
    tokenPattern: z.string(),
    ttlSeconds: z.number().int(),
  }),
  accessLog: accessLogProps.optional(),
  /** Who may call, when that is not the authorizer. Never wanted. */
  guard: z.string().optional(),
  /** What callers get, when that is not the API as it is now. Never wanted. */
  undeployed: z.string().optional(),
});
export type RestApiProps = z.infer<typeof restApiProps>;

/** The API's parts as AWS has them. */
export interface RestApiParts {
  api: RestApi;
  /** With all their methods. */
  resources: Resource[];
  authorizer: Authorizer | undefined;
  /** POST on the wanted path. */
  method: Method | undefined;
  stage: Stage | undefined;
  deployedHash: string | undefined;
  /** The methods that the stage serves: "POST /call-metadata CUSTOM". undefined when AWS does not tell. */
  deployedMethods: string[] | undefined;
  accessLog: AccessLogProps | undefined;
}

/** Raised when deployments of before may hold what is no longer let through: then they are made again. */
const deploymentFormat = 2;

/** Which API is ours, or stands in the way of ours: names are not unique, and anybody may change one. */
export async function fetchRestApi(context: ResourceContext, name: string): Promise<RestApi | undefined> {
  return pickOurs(await listRestApis(context), context, name)?.thing;
}

/** All REST APIs of the region, with their tags. */
export async function listRestApis(context: ResourceContext): Promise<Candidate<RestApi>[]> {
  const found: Candidate<RestApi>[] = [];
  let position: string | undefined;
  do {
    const command = new GetRestApisCommand({ limit: 500, position });
    const page = await context.aws.apiGateway.send(command, { abortSignal: context.signal });
    for (const api of page.items ?? []) {
      const { id = "", name = "", tags = {}, createdDate: createdAt } = api;
      found.push({ thing: api, id, name, tags, createdAt });
    }
    position = page.position;
  } while (position !== undefined && position !== "");
  return found;
}

export async function fetchRestApiParts(
  context: ResourceContext,
  api: RestApi,
  want: RestApiProps,
): Promise<RestApiParts> {
  const restApiId = api.id ?? "";
  const [resources, authorizers, stage] = await Promise.all([
    fetchResources(context, restApiId),
    fetchAuthorizers(context, restApiId),
    fetchStage(context, restApiId, want.stage),
  ]);
  return {
    api,
    resources,
    authorizer: authorizers.find((each) => each.name === want.authorizer.name),
    method: resources.find((each) => each.path === want.path)?.resourceMethods?.POST,
    stage: stage?.stage,
    deployedHash: stage?.deployedHash,
    deployedMethods: stage?.deployedMethods,
    accessLog: accessLogOf(stage?.stage),
  };
}

/** The parts in the shape of the props. */
export function describeRestApi(parts: RestApiParts, want: RestApiProps): RestApiProps {
  const { authorizer, method } = parts;
  const isThere = parts.resources.some((each) => each.path === want.path);
  const shape = {
    name: parts.api.name ?? "",
    stage: want.stage,
    path: isThere ? want.path : "",
    storeFunctionAliasArn: functionOf(method?.methodIntegration?.uri),
    authorizer: {
      name: authorizer?.name ?? "",
      functionAliasArn: functionOf(authorizer?.authorizerUri),
      identityHeader: (authorizer?.identitySource ?? "").replace("method.request.header.", ""),
      tokenPattern: authorizer?.identityValidationExpression ?? "",
      ttlSeconds: authorizer?.authorizerResultTtlInSeconds ?? 300,
    },
  };
  const isGuarded =
    method?.authorizationType === "CUSTOM" &&
    method.authorizerId !== undefined &&
    method.authorizerId === authorizer?.id;
  const guard = method === undefined || isGuarded ? undefined : (method.authorizationType ?? "NONE");
  const undeployed = whatIsUndeployed(parts, shape);
  return {
    ...shape,
    ...(parts.accessLog === undefined ? {} : { accessLog: parts.accessLog }),
    ...(guard === undefined ? {} : { guard }),
    ...(undeployed === undefined ? {} : { undeployed }),
  };
}

function whatIsUndeployed(parts: RestApiParts, shape: RestApiProps): string | undefined {
  if (parts.stage === undefined) return "not deployed";
  if (parts.deployedHash !== deploymentHash(shape)) return "the stage serves a different version of the API";
  const strays = (parts.deployedMethods ?? []).filter((each) => each !== servedMethod(shape.path));
  return strays.length === 0 ? undefined : `the stage serves ${strays.join(", ")}`;
}

const servedMethod = (path: string) => `POST ${path} CUSTOM`;

/**
 * API Gateway tells a deployment's methods and how they are guarded, and nothing else of what it froze. So each
 * deployment of ours carries the hash of the rest in its description. Another hash, or none, means that somebody edited
 * without deploying, or deployed something else.
 */
export function deploymentDescription(want: RestApiProps): string {
  return `Patchbay ${deploymentHash(want)}`;
}

function deploymentHash({ path, storeFunctionAliasArn, authorizer }: RestApiProps): string {
  return createHash("sha256")
    .update(canonicalJson({ deployment: deploymentFormat, path, storeFunctionAliasArn, authorizer }))
    .digest("hex")
    .slice(0, 24);
}

export function invocationUri(context: ResourceContext, functionArn: string): string {
  return `arn:${partitionOf(context)}:apigateway:${context.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

function functionOf(uri: string | undefined): string {
  return /\/functions\/(.+)\/invocations$/.exec(uri ?? "")?.[1] ?? "";
}

async function fetchResources(context: ResourceContext, restApiId: string): Promise<Resource[]> {
  const resources: Resource[] = [];
  let position: string | undefined;
  do {
    const command = new GetResourcesCommand({ restApiId, limit: 500, position, embed: ["methods"] });
    const page = await context.aws.apiGateway.send(command, { abortSignal: context.signal });
    resources.push(...(page.items ?? []));
    position = page.position;
  } while (position !== undefined && position !== "");
  return resources;
}

async function fetchAuthorizers(context: ResourceContext, restApiId: string): Promise<Authorizer[]> {
  const authorizers: Authorizer[] = [];
  let position: string | undefined;
  do {
    const command = new GetAuthorizersCommand({ restApiId, limit: 500, position });
    const page = await context.aws.apiGateway.send(command, { abortSignal: context.signal });
    authorizers.push(...(page.items ?? []));
    position = page.position;
  } while (position !== undefined && position !== "");
  return authorizers;
}

async function fetchStage(context: ResourceContext, restApiId: string, stageName: string) {
  const options = { abortSignal: context.signal };
  const stage = await unlessMissing(() =>
    context.aws.apiGateway.send(new GetStageCommand({ restApiId, stageName }), options),
  );
  const deploymentId = stage?.deploymentId;
  if (stage === undefined || deploymentId === undefined) return undefined;
  const command = new GetDeploymentCommand({ restApiId, deploymentId, embed: ["apisummary"] });
  const deployment = await unlessMissing(() => context.aws.apiGateway.send(command, options));
  const summary = deployment?.apiSummary;
  return {
    stage,
    deployedHash: /^Patchbay ([0-9a-f]+)$/.exec(deployment?.description ?? "")?.[1],
    deployedMethods:
      summary === undefined
        ? undefined
        : Object.entries(summary).flatMap(([path, methods]) =>
            Object.entries(methods).map(([httpMethod, { authorizationType = "NONE", apiKeyRequired }]) =>
              [
                httpMethod,
                path,
                authorizationType,
                ...(apiKeyRequired === true ? ["with API key"] : []),
              ].join(" "),
            ),
          ),
  };
}

export async function unlessMissing<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isAwsError(error, "NotFoundException")) return undefined;
    throw error;
  }
}
