import type {
  DescribePromptRequest,
  ListPromptsRequest,
  ListSecurityProfilesRequest,
  ListTagsForResourceRequest,
  ListUsersRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from "@aws-sdk/client-connect";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkInstance, childArn, idOf } from "./arns";
import type { ConnectState, Named, Tags } from "./connect-model";
import { connectState } from "./connect-state";
import { page } from "./page";

export const directoryHandlers: Record<string, Handler> = {
  ListPrompts(input: Valid<ListPromptsRequest>, context: RequestContext) {
    const { summaries, nextToken } = list(context, input, ({ prompts }) => prompts, "prompt");
    return { PromptSummaryList: summaries, NextToken: nextToken };
  },

  DescribePrompt(input: Valid<DescribePromptRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const prompt = data.prompts.find(({ id }) => id === idOf(input.PromptId));
    if (!prompt) throw new ServiceError("ResourceNotFoundException", "Prompt not found");
    return {
      Prompt: {
        PromptARN: childArn(account, data, "prompt", prompt.id),
        PromptId: prompt.id,
        Name: prompt.name,
        Tags: prompt.tags,
        LastModifiedTime: prompt.modifiedAt,
        LastModifiedRegion: account.region,
      },
    };
  },

  ListSecurityProfiles(input: Valid<ListSecurityProfilesRequest>, context: RequestContext) {
    const { summaries, nextToken } = list(
      context,
      input,
      ({ securityProfiles }) => securityProfiles,
      "security-profile",
    );
    return { SecurityProfileSummaryList: summaries, NextToken: nextToken };
  },

  ListUsers(input: Valid<ListUsersRequest>, context: RequestContext) {
    const { summaries, nextToken } = list(context, input, ({ users }) => users, "agent");
    return {
      UserSummaryList: summaries.map(({ Name, ...user }) => ({ ...user, Username: Name })),
      NextToken: nextToken,
    };
  },

  TagResource(input: Valid<TagResourceRequest>, { account }: RequestContext) {
    const file = connectState(account);
    Object.assign(tagsOf(file.data, input.resourceArn), input.tags);
    file.save();
    return {};
  },

  UntagResource(input: Valid<UntagResourceRequest>, { account }: RequestContext) {
    const file = connectState(account);
    const tags = tagsOf(file.data, input.resourceArn);
    for (const key of input.tagKeys) delete tags[key];
    file.save();
    return {};
  },

  ListTagsForResource(input: Valid<ListTagsForResourceRequest>, { account }: RequestContext) {
    return { tags: tagsOf(connectState(account).data, input.resourceArn) };
  },
};

interface ListInput {
  InstanceId: string;
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
}

function list(
  { account }: RequestContext,
  input: ListInput,
  choose: (state: ConnectState) => readonly Named[],
  kind: string,
) {
  const { data } = connectState(account);
  checkInstance(data, input.InstanceId);
  const { items, nextToken } = page(choose(data), input.MaxResults, input.NextToken);
  const summaries = items.map(({ id, name, modifiedAt }) => ({
    Id: id,
    Arn: childArn(account, data, kind, id),
    Name: name,
    LastModifiedTime: modifiedAt,
    LastModifiedRegion: account.region,
  }));
  return { summaries, nextToken };
}

function tagsOf(state: ConnectState, arn: string): Tags {
  const tags = findTags(state, arn);
  if (!tags) throw new ServiceError("ResourceNotFoundException", "Resource not found");
  return tags;
}

/** Everything that has tags is found by its ID; IDs are unique across all kinds. A draft has its flow's tags. */
export function findTags(state: ConnectState, arn: string): Tags | undefined {
  const id = idOf(arn).replace(/:\$SAVED$/, "");
  const { instance, queues, hours, phoneNumbers, flows, integrations, prompts, users, securityProfiles } =
    state;
  const everything = [
    instance,
    ...queues,
    ...hours,
    ...phoneNumbers,
    ...flows,
    ...integrations,
    ...prompts,
    ...users,
    ...securityProfiles,
    ...state.views,
    ...state.modules,
  ];
  return everything.find((one) => one.id === id)?.tags;
}
