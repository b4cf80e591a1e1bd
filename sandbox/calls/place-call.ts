import { randomUUID } from "node:crypto";
import type { CallState } from "../flow-runner/call-state";
import { type FlowEnd, runFlow } from "../flow-runner/run-flow";
import { instanceArn } from "../services/connect/arns";
import type { Contact, Flow } from "../services/connect/connect-model";
import { connectState } from "../services/connect/connect-state";
import type { SandboxAccount } from "../state/account";
import type { CallRequest } from "./call-request";
import { openCallView } from "./call-view";
import { callWorld } from "./call-world";
import type { CallFault } from "./faults/call-fault";
import { findCallFault } from "./faults/registry";
import { beginFault } from "./faults/standing-faults";
import { type LiveCall, saveContact } from "./live-call";
import { runnableFlow } from "./runnable-flow";
import { pauseLikeACaller } from "./wait";

export type PlacedCall =
  | { ok: true; contactId: string; over: Promise<void> }
  /** 400: the request itself is wrong. 409: nothing answers at that number. */
  | { ok: false; status: 400 | 409; message: string };

/** The sandbox is no archive. */
const maxContacts = 5_000;

/** A caller dials: the number's flow begins at once, and the call goes on by itself. */
export function placeCall(account: SandboxAccount, request: CallRequest): PlacedCall {
  const found = findCallFault(request.fault, request.code);
  if (!found.ok) return { ...found, status: 400 };
  const file = connectState(account);
  const number = file.data.phoneNumbers.find((one) => one.number === request.to);
  if (!number) return noFlow(`${request.to} is not a number of this instance.`);
  const flow = file.data.flows.find(({ id }) => id === number.flowId);
  if (!flow || !runnableFlow(account, flow)) return noFlow(`${request.to} has no published flow.`);
  const contact = newContact(account, request);
  file.data.contacts.push(contact);
  if (file.data.contacts.length > maxContacts) file.data.contacts.shift();
  file.save();
  const live: LiveCall = {
    account,
    request,
    contact,
    call: newCall(account, request, contact),
    view: openCallView(account, contact.id),
    callerGone: false,
    transferred: false,
    edges: {},
  };
  const over = run(live, flow, found.fault).catch((error: unknown) => {
    console.error(error);
    hangUp(live, "error", "OTHER", "The sandbox had an unexpected error.");
  });
  return { ok: true, contactId: contact.id, over };
}

function noFlow(message: string): PlacedCall {
  return { ok: false, status: 409, message };
}

/** The flow is read anew when it begins: a fault may have changed it. */
async function run(live: LiveCall, flow: Flow, fault: CallFault | undefined): Promise<void> {
  const { account, request } = live;
  const undo = await beginFault(live, fault, { code: request.code });
  try {
    const runnable = runnableFlow(account, flow);
    if (!runnable) throw new Error(`The flow ${flow.name} can't be run anymore.`);
    await finish(live, await runFlow(runnable, live.call, callWorld(live)));
  } finally {
    await undo?.();
  }
}

async function finish(live: LiveCall, end: FlowEnd): Promise<void> {
  live.view.blocks = end.blocks;
  switch (end.how) {
    case "queued":
      return waitInQueue(live);
    case "flow-disconnect":
      return hangUp(live, "disconnected", "CONTACT_FLOW_DISCONNECT");
    case "third-party-disconnect":
      return hangUp(live, "disconnected", "THIRD_PARTY_DISCONNECT");
    case "caller-hung-up":
      return hangUp(live, "caller-hung-up", "CUSTOMER_DISCONNECT");
    case "no-branch":
      return hangUp(live, "error", "CONTACT_FLOW_DISCONNECT", "A block had no branch to continue on.");
    case "too-many-blocks":
      return hangUp(live, "error", "OTHER", "The flow didn't end.");
  }
}

/** Whoever was served by the voice agent, or meant to leave, gives up waiting; everybody else meets a person. */
async function waitInQueue(live: LiveCall): Promise<void> {
  const { account, contact, request } = live;
  await pauseLikeACaller(5);
  const [user] = connectState(account).data.users;
  const givesUp = request.ending === "bot" || request.ending === "system";
  if (givesUp || request.ending === "caller-hangs-up" || !user) {
    const left = request.ending === "caller-hangs-up" ? "caller-hung-up" : "queue";
    return hangUp(live, left, "CUSTOMER_DISCONNECT");
  }
  const acceptedAt = account.clock.now();
  await pauseLikeACaller(1);
  const connectedAt = account.clock.now();
  contact.agent = {
    id: user.id,
    acceptedAt,
    connectedAt,
    afterWorkStartedAt: undefined,
    afterWorkEndedAt: undefined,
  };
  saveContact(live);
  await pauseLikeACaller(10);
  contact.agent.afterWorkStartedAt = account.clock.now();
  if (live.edges.networkFails) {
    return hangUp(live, "error", "TELECOM_PROBLEM", "The phone network dropped the call.");
  }
  hangUp(live, "agent", "AGENT_DISCONNECT");
  await pauseLikeACaller(4);
  contact.agent.afterWorkEndedAt = account.clock.now();
  saveContact(live);
}

function hangUp(live: LiveCall, outcome: LiveCall["view"]["outcome"], reason: string, why?: string): void {
  live.contact.disconnectedAt = live.account.clock.now();
  live.contact.disconnectReason = reason;
  saveContact(live);
  live.view.state = "ended";
  live.view.outcome = outcome;
  live.view.reason = why;
}

function newContact(account: SandboxAccount, request: CallRequest): Contact {
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

function newCall(account: SandboxAccount, request: CallRequest, contact: Contact): CallState {
  return {
    contactId: contact.id,
    initialContactId: contact.initialContactId,
    previousContactId: undefined,
    channel: "VOICE",
    initiationMethod: contact.initiationMethod,
    instanceArn: instanceArn(account, connectState(account).data.instance.id),
    region: account.region,
    customerEndpoint: { Address: request.from, Type: "TELEPHONE_NUMBER" },
    systemEndpoint: { Address: request.to, Type: "TELEPHONE_NUMBER" },
    languageCode: contact.languageCode,
    voice: { id: "Joanna", engine: "Standard" },
    attributes: {},
    external: {},
    queue: undefined,
    name: undefined,
    description: undefined,
    tags: {},
    references: {},
    eventHooks: {},
    mediaStreaming: false,
    recordedParticipants: [],
    loggingEnabled: false,
    metrics: {},
  };
}
