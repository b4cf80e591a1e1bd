import type {
  DescribeContactRequest,
  GetContactAttributesRequest,
  ListAssociatedContactsRequest,
  ListContactReferencesRequest,
  SearchContactsRequest,
} from "@aws-sdk/client-connect";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkInstance, childArn } from "./arns";
import type { ConnectState, Contact } from "./connect-model";
import { connectState } from "./connect-state";
import { describeContact, summariseContact } from "./describe-contact";
import { page } from "./page";
import { keptMs, searchContacts } from "./search-contacts";

export const contactHandlers: Record<string, Handler> = {
  DescribeContact(input: Valid<DescribeContactRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const contact = findContact(data, input.ContactId);
    if (contact.initiatedAt < account.clock.now() - keptMs) throw notFound();
    return { Contact: describeContact(account, data, contact) };
  },

  /** Uses the initial contact's ID, whichever contact of the tree is given. */
  GetContactAttributes(input: Valid<GetContactAttributesRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const contact = data.contacts.find(
      ({ id, initialContactId }) => id === input.InitialContactId && id === initialContactId,
    );
    if (!contact) throw notFound();
    return { Attributes: contact.attributes };
  },

  ListAssociatedContacts(input: Valid<ListAssociatedContactsRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const { initialContactId } = findContact(data, input.ContactId);
    const tree = data.contacts.filter((one) => one.initialContactId === initialContactId);
    const { items, nextToken } = page(tree, input.MaxResults, input.NextToken, 100);
    return {
      NextToken: nextToken,
      ContactSummaryList: items.map((one) => ({
        ContactId: one.id,
        ContactArn: childArn(account, data, "contact", one.id),
        InitiationTimestamp: one.initiatedAt,
        DisconnectTimestamp: one.disconnectedAt,
        InitialContactId: one.initialContactId,
        PreviousContactId: one.previousContactId,
        RelatedContactId: one.relatedContactId,
        InitiationMethod: one.initiationMethod,
        Channel: one.channel,
      })),
    };
  },

  ListContactReferences(input: Valid<ListContactReferencesRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const types: readonly string[] = input.ReferenceTypes;
    const { references } = findContact(data, input.ContactId);
    const named: Record<string, string> = {
      URL: "Url",
      STRING: "String",
      NUMBER: "Number",
      DATE: "Date",
      EMAIL: "Email",
    };
    const ReferenceSummaryList = Object.entries(references).flatMap(([Name, { Type, Value }]) => {
      const member = named[Type];
      return types.includes(Type) && member !== undefined ? [{ [member]: { Name, Value } }] : [];
    });
    return { ReferenceSummaryList };
  },

  SearchContacts(input: Valid<SearchContactsRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const found = searchContacts(data, input, account.clock.now());
    const { items, nextToken } = page(found, input.MaxResults, input.NextToken, 100);
    return {
      Contacts: items.map((contact) => summariseContact(account, data, contact)),
      NextToken: nextToken,
      TotalCount: found.length,
    };
  },
};

function findContact(state: ConnectState, id: string): Contact {
  const contact = state.contacts.find((one) => one.id === id);
  if (!contact) throw notFound();
  return contact;
}

function notFound(): ServiceError {
  return new ServiceError("ResourceNotFoundException", "Contact not found");
}
