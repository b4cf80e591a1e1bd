import type {
  ContactFlowAttributeFilter,
  ContactFlowSearchCriteria,
  ControlPlaneTagFilter,
  SearchContactFlowsRequest,
} from "@aws-sdk/client-connect";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { checkInstance } from "./arns";
import type { Flow } from "./connect-model";
import { connectState } from "./connect-state";
import { describeFlow, statusOf } from "./flow-handlers";
import { matchesTags, matchesText } from "./match-search";
import { page } from "./page";

export const searchFlowHandlers: Record<string, Handler> = {
  SearchContactFlows(input: Valid<SearchContactFlowsRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const found = data.flows.filter(
      (flow) =>
        matches(flow, input.SearchCriteria) &&
        matchesFilter(flow, input.SearchFilter?.TagFilter, input.SearchFilter?.FlowAttributeFilter),
    );
    const { items, nextToken } = page(found, input.MaxResults, input.NextToken, 100);
    return {
      ContactFlows: items.map((flow) => describeFlow(account, data, flow, false)),
      NextToken: nextToken,
      ApproximateTotalCount: found.length,
    };
  },
};

function matches(flow: Flow, criteria: ContactFlowSearchCriteria | undefined): boolean {
  if (criteria === undefined) return true;
  const { OrConditions, AndConditions, StringCondition, TypeCondition, StateCondition, StatusCondition } =
    criteria;
  return (
    (OrConditions === undefined || OrConditions.some((one) => matches(flow, one))) &&
    (AndConditions === undefined || AndConditions.every((one) => matches(flow, one))) &&
    (StringCondition === undefined ||
      matchesText({ name: flow.name, description: flow.description }, StringCondition)) &&
    (TypeCondition === undefined || TypeCondition === flow.type) &&
    (StateCondition === undefined || StateCondition === flow.state) &&
    (StatusCondition === undefined || StatusCondition.toUpperCase() === statusOf(flow))
  );
}

function matchesFilter(
  flow: Flow,
  tags: ControlPlaneTagFilter | undefined,
  attributes: ContactFlowAttributeFilter | undefined,
): boolean {
  const type = attributes?.ContactFlowTypeCondition?.ContactFlowType;
  const tag = attributes?.TagCondition;
  return (
    matchesTags(flow.tags, tags) &&
    (type === undefined || type === flow.type) &&
    (tag === undefined || matchesTags(flow.tags, { TagCondition: tag }))
  );
}
