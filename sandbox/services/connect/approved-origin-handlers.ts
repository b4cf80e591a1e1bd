import type {
  AssociateApprovedOriginRequest,
  DisassociateApprovedOriginRequest,
  ListApprovedOriginsRequest,
} from "@aws-sdk/client-connect";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkInstance } from "./arns";
import { connectState } from "./connect-state";
import { page } from "./page";

const maxOriginCharacters = 267;
const maxOrigins = 50;

export const approvedOriginHandlers: Record<string, Handler> = {
  AssociateApprovedOrigin(input: Valid<AssociateApprovedOriginRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    checkOrigin(input.Origin);
    if (file.data.approvedOrigins.includes(input.Origin))
      throw new ServiceError("ResourceConflictException", "The origin is approved already.");
    if (file.data.approvedOrigins.length >= maxOrigins)
      throw new ServiceError(
        "ServiceQuotaExceededException",
        `The instance has ${maxOrigins} approved origins already.`,
      );
    file.data.approvedOrigins.push(input.Origin);
    file.save();
    return {};
  },

  DisassociateApprovedOrigin(input: Valid<DisassociateApprovedOriginRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    if (!file.data.approvedOrigins.includes(input.Origin))
      throw new ServiceError("ResourceNotFoundException", "The origin is not approved.");
    file.data.approvedOrigins = file.data.approvedOrigins.filter((origin) => origin !== input.Origin);
    file.save();
    return {};
  },

  ListApprovedOrigins(input: Valid<ListApprovedOriginsRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const { items, nextToken } = page(data.approvedOrigins, input.MaxResults, input.NextToken, 25);
    return { Origins: items, NextToken: nextToken };
  },
};

/** Scheme, host, and port; https only. */
function checkOrigin(origin: string): void {
  const parsed = URL.canParse(origin) ? new URL(origin) : undefined;
  if (
    origin.length <= maxOriginCharacters &&
    parsed?.protocol === "https:" &&
    (origin.toLowerCase() === parsed.origin || origin === `${parsed.origin}:443`)
  )
    return;
  throw new ServiceError(
    "InvalidParameterException",
    "Origin must be https://, a host, and an optional port, with at most 267 characters.",
  );
}
