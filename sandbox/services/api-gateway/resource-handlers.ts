import type {
  CreateResourceRequest,
  DeleteResourceRequest,
  GetResourceRequest,
  GetResourcesRequest,
} from "@aws-sdk/client-api-gateway";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { describeMethod } from "./describe-method";
import {
  apiOf,
  badRequest,
  conflict,
  gatewayState,
  limitExceeded,
  newGatewayId,
  type Resource,
  type RestApi,
  resourceOf,
} from "./gateway-store";
import { pageOf } from "./page";

const maxResources = 300;

export const resourceHandlers: Record<string, Handler> = {
  CreateResource(input: Valid<CreateResourceRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const parent = resourceOf(api, input.parentId);
    const pathPart = checkPathPart(input.pathPart);
    const siblings = Object.values(api.resources).filter(({ parentId }) => parentId === parent.id);
    if (siblings.some((sibling) => sibling.pathPart === pathPart))
      throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
    const rival = pathPart.startsWith("{") && siblings.find((sibling) => isVariable(sibling, pathPart));
    if (rival)
      throw badRequest(
        `A sibling (${rival.pathPart}) of this resource already has a variable path part -- only one is allowed`,
      );
    if (parent.pathPart?.endsWith("+}"))
      throw badRequest("Cannot create a child of a resource with a greedy path variable.");
    if (Object.keys(api.resources).length >= maxResources)
      throw limitExceeded("Maximum number of resources for this API has been reached.");
    const id = newGatewayId(6);
    const path = `${parent.path === "/" ? "" : parent.path}/${pathPart}`;
    api.resources[id] = { id, parentId: parent.id, pathPart, path, methods: {} };
    gatewayState(account).save();
    return describeResource(api.resources[id], false);
  },

  GetResource(input: Valid<GetResourceRequest>, { account }: RequestContext) {
    const resource = resourceOf(apiOf(account, input.restApiId), input.resourceId);
    return describeResource(resource, wantsMethods(input.embed));
  },

  GetResources(input: Valid<GetResourcesRequest>, { account }: RequestContext) {
    const { resources } = apiOf(account, input.restApiId);
    const page = pageOf(Object.values(resources), ({ id }) => id, input);
    const isWhole = wantsMethods(input.embed);
    return {
      items: page.items.map((resource) => describeResource(resource, isWhole)),
      position: page.position,
    };
  },

  DeleteResource(input: Valid<DeleteResourceRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const resource = resourceOf(api, input.resourceId);
    if (resource.parentId === undefined) throw badRequest("Unable to delete root resource.");
    for (const id of withDescendants(api, resource.id)) delete api.resources[id];
    gatewayState(account).save();
    return {};
  },
};

function withDescendants(api: RestApi, id: string): string[] {
  const children = Object.values(api.resources).filter(({ parentId }) => parentId === id);
  return [id, ...children.flatMap((child) => withDescendants(api, child.id))];
}

/** `{id}` and `{id+}` can be siblings, but not two of one kind. */
function isVariable(sibling: Resource, pathPart: string): boolean {
  const other = sibling.pathPart ?? "";
  return other.startsWith("{") && other.endsWith("+}") === pathPart.endsWith("+}");
}

function wantsMethods(embed: string[] | undefined): boolean {
  const unknown = embed?.find((one) => one !== "methods");
  if (unknown !== undefined) throw badRequest(`Invalid embed parameter: ${unknown}`);
  return embed?.includes("methods") ?? false;
}

function checkPathPart(pathPart: string): string {
  if (!/^(?:[a-zA-Z0-9._:~%+*=@,$!'()-]+|\{[a-zA-Z0-9._-]+\+?\})$/.test(pathPart))
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  return pathPart;
}

function describeResource(resource: Resource, isWhole: boolean): object {
  const methods = Object.values(resource.methods);
  return {
    id: resource.id,
    parentId: resource.parentId,
    pathPart: resource.pathPart,
    path: resource.path,
    // Without `embed` AWS lists the methods without their details.
    resourceMethods:
      methods.length === 0
        ? undefined
        : Object.fromEntries(
            methods.map((method) => [method.httpMethod, isWhole ? describeMethod(method) : {}]),
          ),
  };
}
