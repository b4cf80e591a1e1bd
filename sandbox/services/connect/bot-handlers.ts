import type { AssociateBotRequest, DisassociateBotRequest, ListBotsRequest } from "@aws-sdk/client-connect";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkInstance } from "./arns";
import { connectState } from "./connect-state";
import { page } from "./page";

/** Lex V2 alone: by the ARN of an alias. */
export const botHandlers: Record<string, Handler> = {
  AssociateBot(input: Valid<AssociateBotRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const arn = input.LexV2Bot?.AliasArn ?? "";
    if (!/^arn:aws:lex:[a-z0-9-]+:\d{12}:bot-alias\/[A-Z0-9]+\/[A-Z0-9]+$/.test(arn))
      throw new ServiceError("InvalidRequestException", "LexV2Bot.AliasArn is not the ARN of a bot's alias.");
    if (file.data.botAliasArns.includes(arn))
      throw new ServiceError(
        "ResourceConflictException",
        "The bot is associated with this instance already.",
      );
    file.data.botAliasArns.push(arn);
    file.save();
    return {};
  },

  DisassociateBot(input: Valid<DisassociateBotRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    file.data.botAliasArns = file.data.botAliasArns.filter((arn) => arn !== input.LexV2Bot?.AliasArn);
    file.save();
    return {};
  },

  ListBots(input: Valid<ListBotsRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const bots = input.LexVersion === "V2" ? data.botAliasArns : [];
    const { items, nextToken } = page(bots, input.MaxResults, input.NextToken, 25);
    return { LexBots: items.map((AliasArn) => ({ LexV2Bot: { AliasArn } })), NextToken: nextToken };
  },
};
