import type { CallAgent } from "../flow-runner/call-state";
import { childArn } from "../services/connect/arns";
import type { ContactAgent, User } from "../services/connect/connect-model";
import { connectState } from "../services/connect/connect-state";
import { type AnsweringAgent, findAnsweringAgent, simulatedAgent } from "./answering-agent";
import { endView, hangUp, recordEnd } from "./hang-up";
import { type LiveCall, nowOf, saveContact } from "./live-call";
import { addContact, callOfContact, transferredContact } from "./new-contact";
import { flowOfHook, runGuide, runHook } from "./run-hook";
import { pauseLikeACaller } from "./wait";

/** Queues that a caller can be moved through: a customer queue flow could do so forever. */
const maxQueues = 5;

/** A caller who was served by the voice agent, or set to hang up, leaves the queue; everyone else reaches a person. */
export async function waitInQueue(live: LiveCall, queues = 1): Promise<void> {
  const { request } = live;
  let isTaken = false;
  const waiting = runHook(live, "CustomerQueue", () => isTaken);
  await pauseLikeACaller(5);
  isTaken = true;
  const how = await waiting;
  if (how === "queued" && queues < maxQueues) return waitInQueue(live, queues + 1);
  if (how === "flow-disconnect") return hangUp(live, "disconnected", "CONTACT_FLOW_DISCONNECT");
  if (how === "third-party-disconnect") return hangUp(live, "disconnected", "THIRD_PARTY_DISCONNECT");
  if (request.ending === "caller-hangs-up") return hangUp(live, "caller-hung-up", "CUSTOMER_DISCONNECT");
  const givesUp = request.ending === "bot" || request.ending === "system";
  const agent = givesUp ? undefined : await findAnsweringAgent(live);
  if (!agent) return hangUp(live, "queue", "CUSTOMER_DISCONNECT");
  await serveCaller(live, agent);
}

/** An agent accepts: whispers to both, the talk, then a hang-up or a transfer to another agent, and the work after it. */
async function serveCaller(live: LiveCall, agent: AnsweringAgent): Promise<void> {
  const { contact, call, edges, request } = live;
  const { user } = agent;
  const acceptedAt = nowOf(live);
  const worked: ContactAgent = {
    id: user.id,
    acceptedAt,
    connectedAt: undefined,
    afterWorkStartedAt: undefined,
    afterWorkEndedAt: undefined,
  };
  contact.agent = worked;
  call.agent = agentOf(live, user);
  Object.assign(call.attributes, edges.attributes);
  saveContact(live);
  const guide = runGuide(live, "DefaultAgentUI");
  const whispers = edges.noAgentWhisper ? ["CustomerWhisper"] : ["AgentWhisper", "CustomerWhisper"];
  await Promise.all(whispers.map((hook) => runHook(live, hook)));
  await pauseLikeACaller(1);
  worked.connectedAt = nowOf(live);
  saveContact(live);
  await agent.talk();
  await guide;
  contact.agent = { ...worked, afterWorkStartedAt: nowOf(live) };
  if (edges.networkFails) {
    hangUp(live, "error", "TELECOM_PROBLEM", "The phone network dropped the call.");
    return finishWork(live, agent);
  }
  if (request.ending === "agent-transfers" && live.transfersLeft > 0) {
    const next = beginTransfer(live, user);
    recordEnd(live, "AGENT_DISCONNECT");
    await Promise.all([
      finishWork(live, agent),
      serveCaller(next.live, simulatedAgent(next.live, next.user)),
    ]);
    return;
  }
  // The customer stays on the line for it, as for a survey.
  await runHook(live, "CustomerRemaining");
  recordEnd(live, "AGENT_DISCONNECT");
  const hasGuide = flowOfHook(live, "DisconnectAgentUI") !== undefined;
  if (!hasGuide) endView(live, "agent");
  await finishWork(live, agent);
  if (hasGuide) endView(live, "agent");
}

/** After-contact work, with the guide that the flow chose for it. */
async function finishWork(live: LiveCall, agent: AnsweringAgent): Promise<void> {
  const { contact } = live;
  await Promise.all([runGuide(live, "DisconnectAgentUI"), agent.afterWork()]);
  if (contact.agent) contact.agent.afterWorkEndedAt = nowOf(live);
  saveContact(live);
}

/** The same call under a new contact ID, for the next agent. Event hooks stay; streaming ends with the first contact. */
function beginTransfer(from: LiveCall, first: User): { live: LiveCall; user: User } {
  const { account, request } = from;
  const { users } = connectState(account).data;
  saveContact(from);
  const contact = transferredContact(account, from.contact);
  addContact(account, contact);
  const call = callOfContact(account, request, contact);
  call.eventHooks = { ...from.call.eventHooks };
  from.view.contactIds.push(contact.id);
  return {
    live: { ...from, contact, call, transfersLeft: from.transfersLeft - 1 },
    user: users.find(({ id }) => id !== first.id) ?? first,
  };
}

function agentOf({ account }: LiveCall, { id, username }: User): CallAgent {
  return { userName: username, arn: childArn(account, connectState(account).data, "agent", id) };
}
