import * as schemas from "@aws-sdk/client-apigatewayv2";
import type { NeededPermission, RequestContext, SandboxService } from "../../wire/service";
import { readServiceModel, type ServiceModel } from "../../wire/service-model";
import { hasTags, tagConditions } from "../iam/tag-conditions";
import { apiHandlers } from "./api-handlers";
import { httpApiState } from "./http-api-store";
import { integrationHandlers } from "./integration-handlers";
import { routeHandlers } from "./route-handlers";
import { stageHandlers } from "./stage-handlers";
import { tagHandlers } from "./tag-handlers";

let model: ServiceModel | undefined;

/** API Gateway's HTTP APIs (the second generation): control plane. It signs as the first generation does. */
export const httpApis: SandboxService = {
  name: "apigateway",
  title: "apigateway (HTTP APIs)",
  schemas,
  handlers: {
    ...apiHandlers,
    ...integrationHandlers,
    ...routeHandlers,
    ...stageHandlers,
    ...tagHandlers,
  },
  permissions,
};

/** The HTTP verb on the path, without the version in it. */
function permissions(
  operation: string,
  input: Record<string, unknown>,
  { account }: RequestContext,
): NeededPermission[] {
  model ??= readServiceModel(httpApis);
  const [verb = "", uri = ""] = model.operations.get(operation)?.http ?? [];
  const path = uri
    .replace(/^\/v2/, "")
    .replace(/\{(.+?)\+?\}/g, (_, name: string) => encodeURIComponent(String(input[name] ?? "")));
  const { apis } = httpApiState(account).data;
  const id = /^\/apis\/([^/]+)/.exec(path)?.[1] ?? "";
  const resource = Object.hasOwn(apis, id) ? apis[id]?.tags : undefined;
  const conditions = tagConditions({ resource, request: input.Tags, keys: input.TagKeys });
  const on = (action: string, of: string): NeededPermission => ({
    action: `apigateway:${action}`,
    resource: `arn:aws:apigateway:${account.region}::${of}`,
    conditions,
  });
  const tagged = `/tags/arn%3Aaws%3Aapigateway%3A${account.region}%3A%3A%2Fapis%2F*`;
  const tagsAtCreation = operation.startsWith("Create") && hasTags(input.Tags);
  return [on(verb, path), ...(tagsAtCreation ? [on("POST", tagged)] : [])];
}
