import type { GetTagsRequest, TagResourceRequest, UntagResourceRequest } from "@aws-sdk/client-api-gateway";
import type { SandboxAccount } from "../../state/account";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { checkTags } from "./check-tags";
import { apiOf, badRequest, gatewayState, type RestApi, type Stage, stageOf } from "./gateway-store";

export const tagHandlers: Record<string, Handler> = {
  TagResource(input: Valid<TagResourceRequest>, { account }: RequestContext) {
    const target = taggedOf(account, input.resourceArn);
    target.tags = checkTags({ ...target.tags, ...input.tags });
    gatewayState(account).save();
    return {};
  },

  UntagResource(input: Valid<UntagResourceRequest>, { account }: RequestContext) {
    const target = taggedOf(account, input.resourceArn);
    for (const key of input.tagKeys) delete target.tags[key];
    gatewayState(account).save();
    return {};
  },

  GetTags: (input: Valid<GetTagsRequest>, { account }: RequestContext) => ({
    tags: taggedOf(account, input.resourceArn).tags,
  }),
};

/** An API or one of its stages. */
function taggedOf(account: SandboxAccount, arn: string): RestApi | Stage {
  const match = /^arn:aws:apigateway:([a-z0-9-]+)::\/restapis\/([a-z0-9]+)(?:\/stages\/([^/]+))?$/.exec(arn);
  const [, region, restApiId = "", stageName] = match ?? [];
  if (!match || region !== account.region) throw badRequest("Invalid ARN specified in the request");
  const api = apiOf(account, restApiId);
  return stageName === undefined ? api : stageOf(api, stageName);
}
