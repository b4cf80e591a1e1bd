import type { GetTagsRequest, TagResourceRequest, UntagResourceRequest } from "@aws-sdk/client-apigatewayv2";
import type { SandboxAccount } from "../../state/account";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { checkTags } from "../api-gateway/check-tags";
import { badRequest } from "../api-gateway/gateway-store";
import { type HttpApi, type HttpStage, httpApiOf, httpApiState, httpStageOf } from "./http-api-store";

export const tagHandlers: Record<string, Handler> = {
  TagResource(input: Valid<TagResourceRequest>, { account }: RequestContext) {
    const target = taggedOf(account, input.ResourceArn);
    target.tags = checkTags({ ...target.tags, ...input.Tags });
    httpApiState(account).save();
    return {};
  },

  UntagResource(input: Valid<UntagResourceRequest>, { account }: RequestContext) {
    const target = taggedOf(account, input.ResourceArn);
    for (const key of input.TagKeys) delete target.tags[key];
    httpApiState(account).save();
    return {};
  },

  GetTags: (input: Valid<GetTagsRequest>, { account }: RequestContext) => ({
    Tags: taggedOf(account, input.ResourceArn).tags,
  }),
};

/** An API or one of its stages. */
function taggedOf(account: SandboxAccount, arn: string): HttpApi | HttpStage {
  const match = /^arn:aws:apigateway:([a-z0-9-]+)::\/apis\/([a-z0-9]+)(?:\/stages\/([^/]+))?$/.exec(arn);
  const [, region, apiId = "", stageName] = match ?? [];
  if (!match || region !== account.region) throw badRequest("Invalid ARN specified in the request");
  const api = httpApiOf(account, apiId);
  return stageName === undefined ? api : httpStageOf(api, stageName);
}
