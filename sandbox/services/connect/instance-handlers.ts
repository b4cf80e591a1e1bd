import type {
  DescribeInstanceAttributeRequest,
  DescribeInstanceRequest,
  ListInstanceAttributesRequest,
  ListInstancesRequest,
  UpdateInstanceAttributeRequest,
} from "@aws-sdk/client-connect";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkInstance, instanceArn } from "./arns";
import type { Instance } from "./connect-model";
import { connectState } from "./connect-state";
import { page } from "./page";
import { accessUrl } from "./softphone/access-url";

export const instanceHandlers: Record<string, Handler> = {
  ListInstances(input: Valid<ListInstancesRequest>, { account }: RequestContext) {
    const { instance } = connectState(account).data;
    const { items, nextToken } = page([instance], input.MaxResults, input.NextToken, 10);
    return { InstanceSummaryList: items.map((one) => describe(one, account)), NextToken: nextToken };
  },

  DescribeInstance(input: Valid<DescribeInstanceRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    return { Instance: { ...describe(data.instance, account), Tags: data.instance.tags } };
  },

  ListInstanceAttributes(input: Valid<ListInstanceAttributesRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const attributes = Object.entries(data.instance.attributes).map(([AttributeType, Value]) => ({
      AttributeType,
      Value,
    }));
    const { items, nextToken } = page(attributes, input.MaxResults, input.NextToken);
    return { Attributes: items, NextToken: nextToken };
  },

  DescribeInstanceAttribute(input: Valid<DescribeInstanceAttributeRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    return {
      Attribute: {
        AttributeType: input.AttributeType,
        Value: valueOfAttribute(data.instance, input.AttributeType),
      },
    };
  },

  UpdateInstanceAttribute(input: Valid<UpdateInstanceAttributeRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    valueOfAttribute(file.data.instance, input.AttributeType);
    if (input.Value !== "true" && input.Value !== "false") {
      throw new ServiceError("InvalidParameterException", "Value must be true or false.");
    }
    file.data.instance.attributes[input.AttributeType] = input.Value;
    file.save();
    return {};
  },
};

function valueOfAttribute(instance: Instance, type: string): string {
  const value = instance.attributes[type];
  if (value === undefined)
    throw new ServiceError("InvalidParameterException", `There is no attribute ${type}.`);
  return value;
}

function describe(instance: Instance, account: RequestContext["account"]) {
  return {
    Id: instance.id,
    Arn: instanceArn(account, instance.id),
    IdentityManagementType: "CONNECT_MANAGED",
    InstanceAlias: instance.alias,
    CreatedTime: instance.createdAt,
    ServiceRole: `arn:aws:iam::${account.accountId}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect`,
    InstanceStatus: "ACTIVE",
    InboundCallsEnabled: instance.attributes.INBOUND_CALLS === "true",
    OutboundCallsEnabled: instance.attributes.OUTBOUND_CALLS === "true",
    InstanceAccessUrl: accessUrl(account, instance.alias),
  };
}
