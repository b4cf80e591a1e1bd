import type { SandboxAccount } from "../../state/account";
import { childArn } from "./arns";
import type { ConnectState, Contact } from "./connect-model";

const subtypes = {
  VOICE: "connect:Telephony",
  CHAT: "connect:Chat",
  TASK: "connect:Task",
  EMAIL: "connect:Email",
} as const;

function endpoint({ channel }: Contact, Address: string | undefined) {
  if (Address === undefined) return undefined;
  return { Type: channel === "EMAIL" ? "EMAIL_ADDRESS" : "TELEPHONE_NUMBER", Address };
}

/** The whole record, as DescribeContact returns it. It has no flow ID: that is only in the flow log. */
export function describeContact(account: SandboxAccount, state: ConnectState, contact: Contact) {
  const { agent } = contact;
  return {
    Arn: childArn(account, state, "contact", contact.id),
    Id: contact.id,
    InitialContactId: contact.initialContactId,
    PreviousContactId: contact.previousContactId,
    RelatedContactId: contact.relatedContactId,
    InitiationMethod: contact.initiationMethod,
    Name: contact.name,
    Description: contact.description,
    Channel: contact.channel,
    QueueInfo:
      contact.queueId === undefined
        ? undefined
        : { Id: contact.queueId, EnqueueTimestamp: contact.enqueuedAt },
    AgentInfo: agent && {
      Id: agent.id,
      AcceptedByAgentTimestamp: agent.acceptedAt,
      ConnectedToAgentTimestamp: agent.connectedAt,
      AgentPauseDurationInSeconds: 0,
      AfterContactWorkStartTimestamp: agent.afterWorkStartedAt,
      AfterContactWorkEndTimestamp: agent.afterWorkEndedAt,
      ActiveRegion: account.region,
    },
    InitiationTimestamp: contact.initiatedAt,
    ConnectedToSystemTimestamp: contact.connectedToSystemAt,
    DisconnectTimestamp: contact.disconnectedAt,
    LastUpdateTimestamp: contact.updatedAt,
    ScheduledTimestamp: contact.scheduledAt,
    CustomerEndpoint: endpoint(contact, contact.customerAddress),
    SystemEndpoint: endpoint(contact, contact.systemAddress),
    DisconnectReason: contact.disconnectReason,
    SegmentAttributes: { "connect:Subtype": { ValueString: subtypes[contact.channel] } },
    Attributes: contact.attributes,
    Tags: { "aws:connect:instanceId": state.instance.id, ...contact.tags },
  };
}

/** What SearchContacts returns: no endpoints, no attributes, no reason. */
export function summariseContact(account: SandboxAccount, state: ConnectState, contact: Contact) {
  return {
    Arn: childArn(account, state, "contact", contact.id),
    Id: contact.id,
    InitialContactId: contact.initialContactId,
    PreviousContactId: contact.previousContactId,
    InitiationMethod: contact.initiationMethod,
    Channel: contact.channel,
    QueueInfo:
      contact.queueId === undefined
        ? undefined
        : { Id: contact.queueId, EnqueueTimestamp: contact.enqueuedAt },
    AgentInfo: contact.agent && {
      Id: contact.agent.id,
      ConnectedToAgentTimestamp: contact.agent.connectedAt,
    },
    InitiationTimestamp: contact.initiatedAt,
    DisconnectTimestamp: contact.disconnectedAt,
    ScheduledTimestamp: contact.scheduledAt,
    SegmentAttributes: { "connect:Subtype": { ValueString: subtypes[contact.channel] } },
    Name: contact.name,
    Tags: contact.tags,
  };
}
