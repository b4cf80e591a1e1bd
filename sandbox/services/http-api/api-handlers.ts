import type {
  CreateApiRequest,
  DeleteApiRequest,
  DeleteCorsConfigurationRequest,
  GetApiRequest,
  GetApisRequest,
  UpdateApiRequest,
} from "@aws-sdk/client-apigatewayv2";
import type { SandboxAccount } from "../../state/account";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { checkTags } from "../api-gateway/check-tags";
import { badRequest, newGatewayId, notBuilt } from "../api-gateway/gateway-store";
import { checkCors } from "./check-cors";
import { type HttpApi, httpApiOf, httpApiState, pageOfApi } from "./http-api-store";

const maxNameCharacters = 128;
const maxDescriptionCharacters = 1024;

export const apiHandlers: Record<string, Handler> = {
  CreateApi(input: Valid<CreateApiRequest>, { account }: RequestContext) {
    if (input.ProtocolType !== "HTTP") throw notBuilt("WebSocket APIs");
    refuseQuickCreate(input);
    const api: HttpApi = {
      id: newGatewayId(10),
      name: checkName(input.Name),
      description: checkDescription(input.Description),
      version: input.Version,
      cors: input.CorsConfiguration && checkCors(input.CorsConfiguration),
      disableEndpoint: input.DisableExecuteApiEndpoint ?? false,
      createdAt: account.clock.now(),
      tags: checkTags({ ...input.Tags }),
      integrations: {},
      routes: {},
      stages: {},
    };
    const file = httpApiState(account);
    file.data.apis[api.id] = api;
    file.save();
    return describe(account, api);
  },

  GetApi: (input: Valid<GetApiRequest>, { account }: RequestContext) =>
    describe(account, httpApiOf(account, input.ApiId)),

  GetApis(input: Valid<GetApisRequest>, { account }: RequestContext) {
    const { Items, NextToken } = pageOfApi(
      Object.values(httpApiState(account).data.apis),
      ({ id }) => id,
      input,
    );
    return { Items: Items.map((api) => describe(account, api)), NextToken };
  },

  UpdateApi(input: Valid<UpdateApiRequest>, { account }: RequestContext) {
    const api = httpApiOf(account, input.ApiId);
    refuseQuickCreate(input);
    const changed: Partial<HttpApi> = {
      name: input.Name === undefined ? api.name : checkName(input.Name),
      description: checkDescription(input.Description) ?? api.description,
      version: input.Version ?? api.version,
      cors: input.CorsConfiguration ? checkCors(input.CorsConfiguration) : api.cors,
      disableEndpoint: input.DisableExecuteApiEndpoint ?? api.disableEndpoint,
    };
    Object.assign(api, changed);
    httpApiState(account).save();
    return describe(account, api);
  },

  DeleteCorsConfiguration(input: Valid<DeleteCorsConfigurationRequest>, { account }: RequestContext) {
    httpApiOf(account, input.ApiId).cors = undefined;
    httpApiState(account).save();
    return {};
  },

  DeleteApi(input: Valid<DeleteApiRequest>, { account }: RequestContext) {
    const api = httpApiOf(account, input.ApiId);
    const file = httpApiState(account);
    delete file.data.apis[api.id];
    file.save();
    return {};
  },
};

/** These would create a route, an integration, and a stage besides. */
function refuseQuickCreate({
  Target,
  RouteKey,
}: {
  Target?: string | undefined;
  RouteKey?: string | undefined;
}) {
  if (Target !== undefined || RouteKey !== undefined) throw notBuilt("quick create (Target, RouteKey)");
}

function checkName(name: string): string {
  if (name.length < 1 || name.length > maxNameCharacters)
    throw badRequest(`Name must have 1 to ${maxNameCharacters} characters.`);
  return name;
}

export function checkDescription(description: string | undefined): string | undefined {
  if ((description?.length ?? 0) > maxDescriptionCharacters)
    throw badRequest(`Description can have at most ${maxDescriptionCharacters} characters.`);
  return description;
}

function describe(account: SandboxAccount, api: HttpApi) {
  return {
    // On AWS, https://ID.execute-api.REGION.amazonaws.com.
    ApiEndpoint: `${account.links.awsUrl}/execute-api/${api.id}`,
    ApiId: api.id,
    ApiKeySelectionExpression: "$request.header.x-api-key",
    CorsConfiguration: api.cors,
    CreatedDate: api.createdAt,
    Description: api.description,
    DisableExecuteApiEndpoint: api.disableEndpoint,
    IpAddressType: "ipv4",
    Name: api.name,
    ProtocolType: "HTTP",
    RouteSelectionExpression: "$request.method $request.path",
    Tags: api.tags,
    Version: api.version,
  };
}
