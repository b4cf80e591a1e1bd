import type {
  ClaimPhoneNumberRequest,
  ReleasePhoneNumberRequest,
  SearchAvailablePhoneNumbersRequest,
} from "@aws-sdk/client-connect";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkInstance, idOf, phoneNumberArn, stableId } from "./arns";
import type { ConnectState, PhoneNumber } from "./connect-model";
import { connectState } from "./connect-state";
import { freeNumbers } from "./number-market";
import { page } from "./page";
import { checkPrefix, findNumber } from "./phone-number-handlers";

const maxClientTokenCharacters = 500;
const maxDescriptionCharacters = 500;

export const claimNumberHandlers: Record<string, Handler> = {
  SearchAvailablePhoneNumbers(input: Valid<SearchAvailablePhoneNumbersRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkTarget(data, input);
    checkPrefix(input.PhoneNumberPrefix);
    const wanted = freeNumbers(account, data).filter(
      ({ number, countryCode, type }) =>
        number.startsWith(withPlus(input.PhoneNumberPrefix)) &&
        countryCode === input.PhoneNumberCountryCode &&
        type === input.PhoneNumberType,
    );
    const { items, nextToken } = page(wanted, input.MaxResults, input.NextToken, 10);
    return {
      NextToken: nextToken,
      AvailableNumbersList: items.map(({ number, countryCode, type }) => ({
        PhoneNumber: number,
        PhoneNumberCountryCode: countryCode,
        PhoneNumberType: type,
      })),
    };
  },

  /** The same token again is the same claim; with another number it is a mistake of the caller's. */
  ClaimPhoneNumber(input: Valid<ClaimPhoneNumberRequest>, { account }: RequestContext) {
    const file = connectState(account);
    const { data } = file;
    checkTarget(data, input);
    checkText("ClientToken", input.ClientToken, maxClientTokenCharacters);
    checkText("PhoneNumberDescription", input.PhoneNumberDescription, maxDescriptionCharacters);
    if (!/^\+[1-9]\d{1,14}$/.test(input.PhoneNumber))
      throw new ServiceError("InvalidParameterException", "PhoneNumber must be in E.164.");
    const token = input.ClientToken;
    const earlier =
      token === undefined ? undefined : data.phoneNumbers.find(({ claim }) => claim?.clientToken === token);
    if (earlier && earlier.number !== input.PhoneNumber)
      throw new ServiceError("IdempotencyException", "The client token was used with another phone number.");
    if (earlier) return { PhoneNumberId: earlier.id, PhoneNumberArn: phoneNumberArn(account, earlier.id) };
    const free = freeNumbers(account, data).find(({ number }) => number === input.PhoneNumber);
    if (!free) throw new ServiceError("ResourceNotFoundException", "The phone number is not available.");
    const now = account.clock.now();
    const claimed: PhoneNumber = {
      id: stableId(account, `phone-number/${free.number}/${now}`),
      ...free,
      description: input.PhoneNumberDescription ?? "",
      flowId: undefined,
      tags: { ...input.Tags },
      claim: {
        clientToken: token,
        settlesAt: now + data.numberMarket.claimMilliseconds,
        failure: data.numberMarket.failure,
      },
    };
    data.phoneNumbers.push(claimed);
    file.save();
    return { PhoneNumberId: claimed.id, PhoneNumberArn: phoneNumberArn(account, claimed.id) };
  },

  /** Ends its association with a flow too. Nobody can claim it for a long time. */
  ReleasePhoneNumber(input: Valid<ReleasePhoneNumberRequest>, { account }: RequestContext) {
    const file = connectState(account);
    const number = findNumber(file.data, input.PhoneNumberId);
    file.data.phoneNumbers = file.data.phoneNumbers.filter((one) => one !== number);
    file.data.numberMarket.releasedAt[number.number] = account.clock.now();
    file.save();
    return {};
  },
};

/** Exactly one of the two names the instance. */
function checkTarget(
  state: ConnectState,
  { TargetArn, InstanceId }: { TargetArn?: string | undefined; InstanceId?: string | undefined },
): void {
  if ((TargetArn === undefined) === (InstanceId === undefined))
    throw new ServiceError("InvalidParameterException", "Either TargetArn or InstanceId must be given.");
  checkInstance(state, TargetArn === undefined ? InstanceId : idOf(TargetArn));
}

function checkText(name: string, text: string | undefined, most: number): void {
  if ((text?.length ?? 0) > most)
    throw new ServiceError("InvalidParameterException", `${name} can have at most ${most} characters.`);
}

function withPlus(prefix = ""): string {
  return prefix.startsWith("+") ? prefix : `+${prefix}`;
}
