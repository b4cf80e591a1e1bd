import { type Api, DeleteApiCommand, TagResourceCommand } from "@aws-sdk/client-apigatewayv2";
import { arnPrefix, partitionOf } from "../arn";
import { compareFields } from "../compare";
import { ownershipOf, stepTagOf, tagsOf } from "../ownership";
import { onlyOurs } from "../pick-ours";
import { defineResource, type ResourceContext } from "../resource";
import {
  departuresOfHttpApi,
  describeHttpApi,
  fetchHttpApi,
  fetchHttpApiParts,
  httpApiFields,
  httpApiProps,
  listHttpApis,
  sortHttpApi,
} from "./http-api-read";
import { createHttpApi, unlessMissing, writeHttpApi } from "./http-api-write";

/** Of an API that no one knows: nothing to look at but its name. */
const bare = {
  routes: [],
  cors: { allowOrigins: [], allowMethods: [], allowHeaders: [], maxAgeSeconds: 0 },
  throttle: { ratePerSecond: 1, burst: 1 },
};

/**
 * An HTTP API whose routes call functions, on its default stage. It is compared as a whole: a route, an integration or a
 * stage that isn't wanted is deleted, because anyone could reach it.
 */
export const httpApi = defineResource({
  type: "http-api",
  title: "HTTP API",
  props: httpApiProps,
  fields: httpApiFields,
  // API Gateway's actions are HTTP verbs on its own paths.
  iamActions: ["apigateway:DELETE", "apigateway:GET", "apigateway:PATCH", "apigateway:POST"],
  mayExistTwice: true,
  needsTemplate: 2,
  name: ({ name }) => name,
  // Without the routes' keys: a path can be a secret.
  summary: ({ routes, throttle }) =>
    `calls functions at ${routes.length === 1 ? "one path" : `${routes.length} paths`}, for anyone who has the address; at most ${throttle.ratePerSecond} requests a second and ${throttle.burst} at once`,
  charge: () => "API Gateway charges for each request to this API.",
  usualSeconds: 6,

  async observe(context, want) {
    const api = await fetchHttpApi(context, want.name);
    if (api === undefined) return undefined;
    const parts = await fetchHttpApiParts(context, api);
    return {
      state: describeHttpApi(parts),
      outputs: outputsOf(context, api),
      ownership: ownershipOf(api.Tags, context.owner),
      departures: departuresOfHttpApi(parts),
    };
  },

  async listOwned(context) {
    return onlyOurs(await listHttpApis(context), context).map(({ thing, name, tags }) => ({
      name,
      props: { name, ...bare },
      step: stepTagOf(tags),
      outputs: outputsOf(context, thing),
    }));
  },

  compare: (want, have) => compareFields(sortHttpApi(want), sortHttpApi(have)),

  async ensure(context, want, have) {
    const api = (await fetchHttpApi(context, want.name)) ?? (await createHttpApi(context, want));
    if (have !== undefined && have.ownership.kind !== "ours") {
      const ResourceArn = `arn:${partitionOf(context)}:apigateway:${context.region}::/apis/${api.ApiId}`;
      const command = new TagResourceCommand({ ResourceArn, Tags: tagsOf(context.owner) });
      await context.aws.httpApi.send(command, { abortSignal: context.signal });
    }
    await writeHttpApi(context, want, await fetchHttpApiParts(context, api));
    return outputsOf(context, api);
  },

  async remove(context, _props, have) {
    const command = new DeleteApiCommand({ ApiId: have.outputs.id });
    await unlessMissing(() => context.aws.httpApi.send(command, { abortSignal: context.signal }));
  },
});

function outputsOf(context: ResourceContext, { ApiId: id = "" }: Api): Record<string, string> {
  return {
    id,
    url: context.aws.httpApiUrl(id),
    executionArn: `${arnPrefix(context, "execute-api")}${id}`,
  };
}
