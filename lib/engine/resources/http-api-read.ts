import {
  type Api,
  type Cors,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  type Integration,
  type Route,
  type Stage,
} from "@aws-sdk/client-apigatewayv2";
import { z } from "zod";
import type { FieldDifference } from "@/lib/kernel/field-difference";
import { type DeclaredField, departuresOf, noValue } from "../declared-fields";
import { type Candidate, pickOurs } from "../pick-ours";
import type { ResourceContext } from "../resource";

export const httpApiProps = z.strictObject({
  name: z.string().min(1).max(128),
  routes: z.array(z.strictObject({ routeKey: z.string(), functionArn: z.string() })),
  cors: z.strictObject({
    allowOrigins: z.array(z.string()),
    allowMethods: z.array(z.string()),
    allowHeaders: z.array(z.string()),
    maxAgeSeconds: z.number().int(),
  }),
  throttle: z.strictObject({ ratePerSecond: z.number().positive(), burst: z.number().int().positive() }),
});
export type HttpApiProps = z.infer<typeof httpApiProps>;

/** The API's parts as AWS has them. */
export interface HttpApiParts {
  api: Api;
  routes: Route[];
  integrations: Integration[];
  stages: Stage[];
}

export const defaultStage = "$default";
export const payloadFormat = "2.0";
/** More pages than an API's quotas allow for. */
const maxPages = 50;

const wholeStage = `${defaultStage} alone, with every change in effect at once`;
const wholeIntegration = `the functions themselves, with payload format ${payloadFormat}`;

export const httpApiFields: readonly DeclaredField[] = [
  { path: "name", kept: "as-wanted" },
  { path: "routes", kept: "as-wanted" },
  { path: "cors", kept: "as-wanted" },
  { path: "throttle", kept: "as-wanted" },
  { path: "stages", kept: "fixed", value: wholeStage },
  { path: "integrations", kept: "fixed", value: wholeIntegration },
  { path: "authorization", kept: "fixed", value: "none: the functions answer anyone who has the address" },
  { path: "routeThrottle", kept: "fixed", value: noValue },
  { path: "corsExtras", kept: "fixed", value: noValue },
  { path: "endpointDisabled", kept: "fixed", value: "false" },
  {
    path: "accessLog",
    kept: "not-compared",
    why: "Companies set access logs by policy. They hold no more than the API's callers send.",
  },
  {
    path: "customDomain",
    kept: "not-compared",
    why: "A domain name of your own changes no access to the API.",
  },
  { path: "description, stageVariables", kept: "not-compared", why: "They have no effect." },
];

/** Which API is ours, or stands in the way of ours: names aren't unique, and anybody may change one. */
export async function fetchHttpApi(context: ResourceContext, name: string): Promise<Api | undefined> {
  return pickOurs(await listHttpApis(context), context, name)?.thing;
}

/** All HTTP APIs of the region, with their tags. */
export async function listHttpApis(context: ResourceContext): Promise<Candidate<Api>[]> {
  const { httpApi } = context.aws;
  const options = { abortSignal: context.signal };
  const apis = await allPages((NextToken) =>
    httpApi.send(new GetApisCommand({ MaxResults: "100", NextToken }), options),
  );
  return apis
    .filter(({ ProtocolType }) => ProtocolType === "HTTP")
    .map((api) => ({
      thing: api,
      id: api.ApiId ?? "",
      name: api.Name ?? "",
      tags: api.Tags ?? {},
      createdAt: api.CreatedDate,
    }));
}

/** What the API answers to now. */
export async function fetchHttpRoutes(context: ResourceContext, ApiId: string): Promise<Route[]> {
  const options = { abortSignal: context.signal };
  return allPages((NextToken) =>
    context.aws.httpApi.send(new GetRoutesCommand({ ApiId, MaxResults: "100", NextToken }), options),
  );
}

export async function fetchHttpApiParts(context: ResourceContext, api: Api): Promise<HttpApiParts> {
  const { httpApi } = context.aws;
  const options = { abortSignal: context.signal };
  const page = (NextToken: string | undefined) => ({ ApiId: api.ApiId, MaxResults: "100", NextToken });
  const [routes, integrations, stages] = await Promise.all([
    fetchHttpRoutes(context, api.ApiId ?? ""),
    allPages((token) => httpApi.send(new GetIntegrationsCommand(page(token)), options)),
    allPages((token) => httpApi.send(new GetStagesCommand(page(token)), options)),
  ]);
  return { api, routes, integrations, stages };
}

/** The parts in the shape of the props. */
export function describeHttpApi(parts: HttpApiParts): HttpApiProps {
  const { api, routes } = parts;
  const { DefaultRouteSettings: settings } = stageOf(parts) ?? {};
  return {
    name: api.Name ?? "",
    routes: sortRoutes(
      routes.map((route) => ({
        routeKey: route.RouteKey ?? "",
        functionArn: integrationOf(parts, route)?.IntegrationUri ?? "",
      })),
    ),
    cors: corsProps(api.CorsConfiguration),
    throttle: {
      ratePerSecond: settings?.ThrottlingRateLimit ?? 0,
      burst: settings?.ThrottlingBurstLimit ?? 0,
    },
  };
}

/** Lists that AWS keeps in an order of its own. */
export function sortHttpApi(props: HttpApiProps): HttpApiProps {
  const { cors } = props;
  return {
    ...props,
    routes: sortRoutes(props.routes),
    cors: {
      ...cors,
      allowOrigins: [...cors.allowOrigins].sort(),
      allowMethods: [...cors.allowMethods].sort(),
      // Names of headers have no case.
      allowHeaders: cors.allowHeaders.map((each) => each.toLowerCase()).sort(),
    },
  };
}

export function departuresOfHttpApi(parts: HttpApiParts): FieldDifference[] {
  const { api, routes, integrations, stages } = parts;
  const stage = stageOf(parts);
  const others = stages.filter((each) => each !== stage).map(({ StageName = "" }) => StageName);
  const strange = integrations.filter((each) => !isPlain(each)).map(kindOf);
  const unused = integrations.filter(({ IntegrationId }) => !routes.some(targets(IntegrationId)));
  const guarded = routes.filter(({ AuthorizationType = "NONE" }) => AuthorizationType !== "NONE");
  const limited = Object.keys(stage?.RouteSettings ?? {});
  const { AllowCredentials, ExposeHeaders = [] } = api.CorsConfiguration ?? {};
  const extras = [...(AllowCredentials === true ? ["credentials"] : []), ...ExposeHeaders];
  return departuresOf(httpApiFields, {
    stages:
      stage === undefined
        ? `no ${defaultStage} stage`
        : others.length > 0
          ? `also ${others.join(", ")}`
          : stage.AutoDeploy === true
            ? wholeStage
            : "changes take effect only when they are deployed",
    integrations:
      strange.length > 0
        ? strange.join(", ")
        : unused.length > 0
          ? `${unused.length} that no route uses`
          : wholeIntegration,
    authorization:
      guarded.length === 0
        ? "none: the functions answer anyone who has the address"
        : guarded.map(({ AuthorizationType }) => AuthorizationType).join(", "),
    // A route's key can hold a secret: how many says enough.
    routeThrottle: limited.length === 0 ? "" : `${limited.length} of its own`,
    corsExtras: extras.join(", "),
    endpointDisabled: api.DisableExecuteApiEndpoint === true,
  });
}

export function stageOf({ stages }: HttpApiParts): Stage | undefined {
  return stages.find(({ StageName }) => StageName === defaultStage);
}

function integrationOf({ integrations }: HttpApiParts, route: Route): Integration | undefined {
  return integrations.find(({ IntegrationId }) => targets(IntegrationId)(route));
}

/** As we make them: calls one function, as it is. */
export function isPlain(integration: Integration): boolean {
  const {
    IntegrationType,
    PayloadFormatVersion,
    RequestParameters = {},
    ResponseParameters = {},
  } = integration;
  return (
    IntegrationType === "AWS_PROXY" &&
    PayloadFormatVersion === payloadFormat &&
    integration.CredentialsArn === undefined &&
    integration.IntegrationSubtype === undefined &&
    Object.keys({ ...RequestParameters, ...ResponseParameters }).length === 0
  );
}

function targets(integrationId: string | undefined): (route: Route) => boolean {
  return ({ Target }) => integrationId !== undefined && Target === `integrations/${integrationId}`;
}

function kindOf({ IntegrationType, PayloadFormatVersion }: Integration): string {
  return [IntegrationType, PayloadFormatVersion].filter(Boolean).join(" ");
}

function corsProps(cors: Cors | undefined): HttpApiProps["cors"] {
  return {
    allowOrigins: cors?.AllowOrigins ?? [],
    allowMethods: cors?.AllowMethods ?? [],
    allowHeaders: cors?.AllowHeaders ?? [],
    maxAgeSeconds: cors?.MaxAge ?? 0,
  };
}

function sortRoutes(routes: readonly HttpApiProps["routes"][number][]): HttpApiProps["routes"] {
  return [...routes].sort((a, b) => (a.routeKey < b.routeKey ? -1 : 1));
}

async function allPages<Item>(
  read: (
    token: string | undefined,
  ) => Promise<{ Items?: Item[] | undefined; NextToken?: string | undefined }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await read(token);
    items.push(...(page.Items ?? []));
    token = page.NextToken;
    if (token === undefined || token === "") break;
  }
  return items;
}
