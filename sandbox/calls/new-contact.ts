import { randomUUID } from "node:crypto";
import { type CallState, newCallState } from "../flow-runner/call-state";
import { instanceArn } from "../services/connect/arns";
import type { Contact } from "../services/connect/connect-model";
import { connectState } from "../services/connect/connect-state";
import type { SandboxAccount } from "../state/account";
import type { CallRequest } from "./call-request";

/** The sandbox isn't an archive. */
const maxContacts = 5_000;

export function addContact(account: SandboxAccount, contact: Contact): void {
  const file = connectState(account);
  file.data.contacts.push(contact);
  if (file.data.contacts.length > maxContacts) file.data.contacts.shift();
  file.save();
}

export function newContact(account: SandboxAccount, request: CallRequest): Contact {
  const now = account.clock.now();
  const id = randomUUID();
  return {
    id,
    initialContactId: id,
    previousContactId: undefined,
    relatedContactId: undefined,
    initiationMethod: "INBOUND",
    channel: "VOICE",
    name: undefined,
    description: undefined,
    initiatedAt: now,
    connectedToSystemAt: now,
    updatedAt: now,
    disconnectedAt: undefined,
    disconnectReason: undefined,
    customerAddress: request.from,
    systemAddress: request.to,
    queueId: undefined,
    enqueuedAt: undefined,
    agent: undefined,
    attributes: {},
    references: {},
    languageCode: "en-US",
    tags: {},
  };
}

/** The contact that a transfer to another agent makes: the same call under a new ID, with the attributes so far. */
export function transferredContact(account: SandboxAccount, from: Contact): Contact {
  const now = account.clock.now();
  return {
    ...from,
    id: randomUUID(),
    previousContactId: from.id,
    initiationMethod: "TRANSFER",
    initiatedAt: now,
    connectedToSystemAt: now,
    updatedAt: now,
    queueId: undefined,
    enqueuedAt: undefined,
    agent: undefined,
    attributes: { ...from.attributes },
    references: { ...from.references },
    tags: { ...from.tags },
  };
}

/** The contact of a step-by-step guide, which is shown to the agent of another one: a chat, with that one's attributes. */
export function guideContact(account: SandboxAccount, about: Contact): Contact {
  const now = account.clock.now();
  const id = randomUUID();
  return {
    ...about,
    id,
    initialContactId: id,
    previousContactId: undefined,
    relatedContactId: about.id,
    initiationMethod: "API",
    channel: "CHAT",
    initiatedAt: now,
    connectedToSystemAt: now,
    updatedAt: now,
    disconnectedAt: undefined,
    disconnectReason: undefined,
    customerAddress: undefined,
    systemAddress: undefined,
    queueId: undefined,
    enqueuedAt: undefined,
    agent: undefined,
    attributes: { ...about.attributes },
    references: {},
    tags: {},
  };
}

/** What the flows of this contact begin with. */
export function callOfContact(account: SandboxAccount, request: CallRequest, contact: Contact): CallState {
  const call = newCallState(
    {
      contactId: contact.id,
      initialContactId: contact.initialContactId,
      previousContactId: contact.previousContactId,
      channel: contact.channel === "CHAT" ? "CHAT" : "VOICE",
      initiationMethod: contact.initiationMethod,
      instanceArn: instanceArn(account, connectState(account).data.instance.id),
      region: account.region,
      languageCode: contact.languageCode,
    },
    request,
  );
  call.attributes = { ...contact.attributes };
  if (call.channel === "CHAT") {
    call.customerEndpoint = undefined;
    call.systemEndpoint = undefined;
  }
  return call;
}
