import type {
  AssociatePhoneNumberContactFlowRequest,
  BatchGetFlowAssociationRequest,
  DescribePhoneNumberRequest,
  DisassociatePhoneNumberContactFlowRequest,
  ListFlowAssociationsRequest,
  ListPhoneNumbersV2Request,
} from "@aws-sdk/client-connect";
import type { SandboxAccount } from "../../state/account";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkInstance, childArn, idOf, instanceArn, phoneNumberArn } from "./arns";
import type { ConnectState, PhoneNumber } from "./connect-model";
import { connectState } from "./connect-state";
import { statusOf } from "./number-market";
import { page } from "./page";

export const phoneNumberHandlers: Record<string, Handler> = {
  ListPhoneNumbersV2(input: Valid<ListPhoneNumbersV2Request>, { account }: RequestContext) {
    const { data } = connectState(account);
    if (input.InstanceId !== undefined) checkInstance(data, input.InstanceId);
    if (input.TargetArn !== undefined) checkInstance(data, input.TargetArn);
    checkPrefix(input.PhoneNumberPrefix);
    const types: readonly string[] = input.PhoneNumberTypes ?? [];
    const countries: readonly string[] = input.PhoneNumberCountryCodes ?? [];
    const wanted = data.phoneNumbers.filter(
      (one) =>
        one.number.startsWith(input.PhoneNumberPrefix ?? "") &&
        (types.length === 0 || types.includes(one.type)) &&
        (countries.length === 0 || countries.includes(one.countryCode)),
    );
    const { items, nextToken } = page(wanted, input.MaxResults, input.NextToken);
    return {
      NextToken: nextToken,
      ListPhoneNumbersSummaryList: items.map((one) => describe(account, data, one)),
    };
  },

  DescribePhoneNumber(input: Valid<DescribePhoneNumberRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    const number = findNumber(data, input.PhoneNumberId);
    return {
      ClaimedPhoneNumberSummary: {
        ...describe(account, data, number),
        Tags: number.tags,
        PhoneNumberStatus: statusOf(account, number),
      },
    };
  },

  /** Replaces an earlier association silently, as AWS does. */
  AssociatePhoneNumberContactFlow(
    input: Valid<AssociatePhoneNumberContactFlowRequest>,
    { account }: RequestContext,
  ) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const number = findNumber(file.data, input.PhoneNumberId);
    if (statusOf(account, number).Status !== "CLAIMED")
      throw new ServiceError("InvalidParameterException", "The phone number is not claimed.");
    const flow = file.data.flows.find(({ id }) => id === idOf(input.ContactFlowId));
    if (!flow) throw new ServiceError("ResourceNotFoundException", "Contact flow not found");
    if (flow.published === undefined)
      throw new ServiceError("InvalidParameterException", "The flow is not published.");
    number.flowId = flow.id;
    file.save();
    return {};
  },

  DisassociatePhoneNumberContactFlow(
    input: Valid<DisassociatePhoneNumberContactFlowRequest>,
    { account }: RequestContext,
  ) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    findNumber(file.data, input.PhoneNumberId).flowId = undefined;
    file.save();
    return {};
  },

  BatchGetFlowAssociation(input: Valid<BatchGetFlowAssociationRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const wanted = input.ResourceIds.map(idOf);
    const numbers = data.phoneNumbers.filter(({ id }) => wanted.includes(id));
    return { FlowAssociationSummaryList: associations(account, data, numbers, input.ResourceType) };
  },

  ListFlowAssociations(input: Valid<ListFlowAssociationsRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const all = associations(account, data, data.phoneNumbers, input.ResourceType);
    const { items, nextToken } = page(all, input.MaxResults, input.NextToken);
    return { FlowAssociationSummaryList: items, NextToken: nextToken };
  },
};

/** The model's pattern: the longest numbers have more digits than a prefix may have. */
export function checkPrefix(prefix: string | undefined): void {
  if (prefix === undefined || /^\+?[0-9]{1,11}$/.test(prefix)) return;
  throw new ServiceError(
    "InvalidParameterException",
    `1 validation error detected: Value '${prefix}' at 'phoneNumberPrefix' failed to satisfy constraint: Member must satisfy regular expression pattern: \\+?[0-9]{1,11}`,
  );
}

/** IDs are returned as ARNs. */
function associations(
  account: SandboxAccount,
  state: ConnectState,
  numbers: readonly PhoneNumber[],
  type: string | undefined,
) {
  if (type !== undefined && type !== "VOICE_PHONE_NUMBER") return [];
  return numbers.flatMap(({ id, flowId }) =>
    flowId === undefined
      ? []
      : [
          {
            ResourceId: phoneNumberArn(account, id),
            FlowId: childArn(account, state, "contact-flow", flowId),
            ResourceType: "VOICE_PHONE_NUMBER",
          },
        ],
  );
}

export function findNumber(state: ConnectState, idOrArn: string): PhoneNumber {
  const number = state.phoneNumbers.find(({ id }) => id === idOf(idOrArn));
  if (!number) throw new ServiceError("ResourceNotFoundException", "Phone number not found");
  return number;
}

function describe(account: SandboxAccount, state: ConnectState, one: PhoneNumber) {
  return {
    PhoneNumberId: one.id,
    PhoneNumberArn: phoneNumberArn(account, one.id),
    PhoneNumber: one.number,
    PhoneNumberCountryCode: one.countryCode,
    PhoneNumberType: one.type,
    PhoneNumberDescription: one.description,
    TargetArn: instanceArn(account, state.instance.id),
    InstanceId: state.instance.id,
  };
}
