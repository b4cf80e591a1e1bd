import type { SandboxAccount } from "../../../state/account";
import { childArn, instanceArn, stableId } from "../arns";
import type { ConnectState, Contact, User } from "../connect-model";
import { connectState } from "../connect-state";
import { type AgentDesk, type AgentState, choosableStates, isInHand } from "./desk";

/**
 * What amazon-connect-streams calls the agent's snapshot and configuration, with its names. Times are milliseconds; the
 * page makes Dates of them, because Streams calls getTime.
 */
export function describeAgent(account: SandboxAccount, user: User, desk: AgentDesk) {
  const { data } = connectState(account);
  const contacts = listCalls(data, user, desk);
  return {
    snapshot: {
      state: stateOf(account, data, desk, contacts),
      nextState: null,
      agentAvailabilityState: { state: desk.state.name, timeStamp: desk.state.since },
      contacts: contacts.map((call) => describeCall(account, data, user, call)),
      snapshotTimestamp: account.clock.now(),
    },
    configuration: describeConfiguration(account, data, user),
  };
}

/** Everything that is sent again only when it changes. */
export function revisionOf({ snapshot, configuration }: ReturnType<typeof describeAgent>): string {
  return JSON.stringify([snapshot.state, snapshot.contacts, configuration]);
}

interface Call {
  contact: Contact;
  phase: "connecting" | "connected" | "ended" | "missed" | "rejected";
  since: number;
}

function listCalls(data: ConnectState, user: User, desk: AgentDesk): Call[] {
  const inHand = data.contacts.filter((one) => one.channel === "VOICE" && isInHand(one, user.id));
  const calls = inHand.map((contact): Call => {
    const { acceptedAt = 0, connectedAt, afterWorkStartedAt } = contact.agent ?? {};
    const endedAt = contact.disconnectedAt ?? afterWorkStartedAt;
    if (endedAt !== undefined) return { contact, phase: "ended", since: endedAt };
    return connectedAt === undefined
      ? { contact, phase: "connecting", since: acceptedAt }
      : { contact, phase: "connected", since: connectedAt };
  });
  for (const [id, offer] of desk.offers) {
    const { agent, disconnectedAt } = offer.contact;
    const isAnswered = desk.calls.has(id);
    // Once answered, the contact's own record says how the call goes.
    if (isAnswered && (agent ?? disconnectedAt) !== undefined) desk.offers.delete(id);
    else calls.push(offer);
  }
  return calls;
}

function stateOf(account: SandboxAccount, data: ConnectState, { state }: AgentDesk, calls: Call[]) {
  const busy = (name: string, since: number): AgentState => ({ name, type: "system", since });
  const [call] = calls;
  const now =
    call?.phase === "connected"
      ? busy("Busy", call.since)
      : call?.phase === "ended"
        ? busy("AfterCallWork", call.since)
        : call?.phase === "connecting"
          ? busy("PendingBusy", call.since)
          : state;
  return {
    name: now.name,
    type: now.type,
    startTimestamp: now.since,
    agentStateARN: stateArn(account, data, now.name),
  };
}

function describeCall(account: SandboxAccount, data: ConnectState, user: User, call: Call) {
  const { contact, phase, since } = call;
  const isOver = phase !== "connecting" && phase !== "connected";
  const queue = data.queues.find(({ id }) => id === contact.queueId);
  const queueARN = queue && childArn(account, data, "queue", queue.id);
  const connection = (type: "inbound" | "agent") => ({
    connectionId: stableId(account, `connection/${contact.id}/${type}`),
    type,
    initial: type === "inbound",
    state: { type: isOver ? "disconnected" : phase, timestamp: since },
    endpoint: {
      type: type === "inbound" ? "phone_number" : "agent",
      phoneNumber: type === "inbound" ? (contact.customerAddress ?? "") : "",
      name: type === "inbound" ? "" : user.username,
      endpointARN: null,
      queue: null,
    },
    // Only an agent's own connection has media; the sandbox has no audio (see its Limits).
    ...(type === "agent" && !isOver && { softphoneMediaInfo: { callType: "audio_only", autoAccept: false } }),
  });
  return {
    contactId: contact.id,
    initialContactId: contact.initialContactId,
    relatedContactId: contact.relatedContactId ?? null,
    type: "voice",
    state: { type: phase, timestamp: since },
    contactDuration: since - contact.initiatedAt,
    initiationMethod: contact.initiationMethod.toLowerCase(),
    name: contact.name ?? null,
    description: contact.description ?? null,
    queue: { name: queue?.name ?? "", queueARN: queueARN ?? "", queueId: queueARN ?? "" },
    queueTimestamp: contact.enqueuedAt ?? null,
    connections: [connection("inbound"), connection("agent")],
    attributes: Object.fromEntries(
      Object.entries(contact.attributes).map(([name, value]) => [name, { name, value }]),
    ),
    references: Object.fromEntries(
      Object.entries(contact.references).map(([name, { Value, Type }]) => [
        name,
        { value: Value, type: Type },
      ]),
    ),
    customerEndpoint: { type: "phone_number", phoneNumber: contact.customerAddress ?? "" },
    connectSystemEndpoint: { type: "phone_number", phoneNumber: contact.systemAddress ?? "" },
    segmentAttributes: { "connect:Subtype": { ValueString: "connect:Telephony" } },
    contactFeatures: { attachmentsEnabled: false },
  };
}

function describeConfiguration(account: SandboxAccount, data: ConnectState, user: User) {
  const queues = data.queues.map(({ id, name }) => {
    const queueARN = childArn(account, data, "queue", id);
    return { name, queueARN, queueId: queueARN };
  });
  const routingProfileARN = childArn(
    account,
    data,
    "routing-profile",
    stableId(account, "routing-profile/Basic Routing Profile"),
  );
  return {
    name: user.name,
    username: user.username,
    agentARN: childArn(account, data, "agent", user.id),
    softphoneEnabled: true,
    softphoneAutoAccept: false,
    softphonePersistentConnection: false,
    extension: null,
    dialableCountries: [],
    permissions: ["basicAgentAccess"],
    agentPreferences: {},
    agentStates: choosableStates.map((state) => ({
      ...state,
      startTimestamp: null,
      agentStateARN: stateArn(account, data, state.name),
    })),
    routingProfile: {
      name: "Basic Routing Profile",
      routingProfileARN,
      routingProfileId: routingProfileARN,
      defaultOutboundQueue: queues[0] ?? null,
      queues,
      channelConcurrencyMap: { VOICE: 1, CHAT: 0, TASK: 0, EMAIL: 0 },
    },
  };
}

function stateArn(account: SandboxAccount, { instance }: ConnectState, name: string): string {
  return `${instanceArn(account, instance.id)}/agent-state/${stableId(account, `agent-state/${name}`)}`;
}
