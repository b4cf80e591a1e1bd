import type { Contact } from "@aws-sdk/client-connect";
import type { Hop } from "@/lib/hops/hop";
import type { ContactId } from "@/lib/kernel/ids";
import { ProblemError } from "@/lib/kernel/result";
import type { PanelRow, Severity, SourcePanel, TrailEvent } from "../../event";
import { tellsOfFailure } from "../../failure-words";
import { withLinks } from "../../links/console-place";
import { contactLink } from "../../links/contact-link";
import { defineSource, type SourceReading } from "../../trail-source";
import {
  agentConnected,
  contactAnswered,
  contactBegan,
  contactEnded,
  contactQueued,
  contactRows,
} from "./contact-record-events";

const name = "contact-record";

/** What Amazon Connect itself keeps of the contact: when it came, where it went and how it ended. */
export const contactRecord = defineSource({
  name,
  iamActions: ["connect:DescribeContact"],
  open: (context, subject) => [
    {
      source: name,
      title: "Contact record",
      isRecord: true,
      // DescribeContact was asked when the trail was opened: the other sources need its times.
      read: async () => {
        if (!subject.contact.ok) throw new ProblemError(subject.contact.problem);
        const { events, panel } = describeRecord(subject.contactId, subject.contact.value);
        const linked = withLinks(events, context.console, (_event, place) =>
          contactLink(place, subject.contactId),
        );
        return { events: linked, panel };
      },
    },
  ],
});

/** Pure: the record as events and facts. */
export function describeRecord(contactId: ContactId, contact: Contact): SourceReading {
  const caller = contact.CustomerEndpoint?.Address;
  const called = contact.SystemEndpoint?.Address;
  const events: TrailEvent[] = [];
  const add = (
    at: Date | undefined,
    key: string,
    said: Pick<TrailEvent, "code" | "facts">,
    hop: Hop,
    severity: Severity,
    title: string,
    detail?: string,
  ) => {
    if (!at) return;
    events.push({
      id: `${name}:${key}`,
      at: at.toISOString(),
      source: name,
      ...said,
      hop,
      severity,
      title,
      detail,
      contactId,
      raw: { [key]: at.toISOString() },
    });
  };
  add(
    contact.InitiationTimestamp,
    "InitiationTimestamp",
    contactBegan.of({}),
    "number",
    "info",
    caller && called ? `Call from ${caller} to ${called}` : "The contact started",
    contact.InitiationMethod ? `Initiation method ${contact.InitiationMethod}` : undefined,
  );
  add(
    contact.ConnectedToSystemTimestamp,
    "ConnectedToSystemTimestamp",
    contactAnswered.of({}),
    "number",
    "good",
    "Amazon Connect answered",
  );
  add(
    contact.QueueInfo?.EnqueueTimestamp,
    "EnqueueTimestamp",
    contactQueued.of({}),
    "queue",
    "good",
    "Waiting in the queue",
  );
  add(
    contact.AgentInfo?.ConnectedToAgentTimestamp,
    "ConnectedToAgentTimestamp",
    agentConnected.of({}),
    "agent",
    "good",
    "Connected to an agent",
  );
  const reason = contact.DisconnectReason;
  const holdSeconds = contact.AgentInfo?.AgentInitiatedHoldDuration;
  add(
    contact.DisconnectTimestamp,
    "DisconnectTimestamp",
    contactEnded.of({ ...(reason && { reason }), ...(holdSeconds && { holdSeconds }) }),
    contact.AgentInfo?.ConnectedToAgentTimestamp
      ? "agent"
      : contact.QueueInfo?.EnqueueTimestamp
        ? "queue"
        : "number",
    reason ? severityOfEnd(reason) : "info",
    reason ? (endTitles.get(reason) ?? `The call ended (${reason})`) : "The call ended",
    contact.DisconnectDetails?.PotentialDisconnectIssue,
  );
  return { events, panel: contactPanel(contactId, contact) };
}

/** Ends that are as they may be: the reasons that Amazon Connect documents for calls, chats, tasks and mails. */
const endTitles = new Map([
  ["CUSTOMER_DISCONNECT", "The caller hung up"],
  ["AGENT_DISCONNECT", "The agent hung up"],
  ["THIRD_PARTY_DISCONNECT", "The external system hung up"],
  ["TELECOM_PROBLEM", "The call ended because of a phone network problem"],
  ["CONTACT_FLOW_DISCONNECT", "The flow ended the call"],
  ["EXPIRED", "The contact waited too long and expired"],
  ["BARGED", "A supervisor took over the call"],
  ["API", "The contact was ended by API"],
  ["AGENT_COMPLETED", "The agent completed the contact"],
  ["TRANSFERRED", "The contact was transferred"],
  ["IDLE_DISCONNECT", "The chat ended because a participant was idle"],
  ["DISCARDED", "The contact was discarded"],
  ["OUTBOUND_PREVIEW_DISCARDED", "The agent discarded the outbound call in its preview"],
  ["OTHER", "The call ended for an unspecified reason"],
]);
const failingReasons = new Set([
  "TELECOM_PROBLEM",
  "EXPIRED",
  "TELECOM_NUMBER_INVALID",
  "TELECOM_POTENTIAL_BLOCKING",
  "AGENT_NETWORK_DISCONNECT",
  "CUSTOMER_CONNECTION_NOT_ESTABLISHED",
]);

/** Amazon Connect adds reasons (SYSTEM_ERROR, OUTBOUND_ATTEMPT_FAILED): what they say decides, and else nothing. */
function severityOfEnd(reason: string): Severity {
  if (failingReasons.has(reason) || tellsOfFailure(reason)) return "bad";
  return endTitles.has(reason) ? "info" : "unknown";
}

function contactPanel(contactId: ContactId, contact: Contact): SourcePanel {
  const rows: PanelRow[] = [];
  const add = (key: keyof typeof contactRows, value: string | undefined, kind: PanelRow["kind"] = "text") => {
    if (value) rows.push({ key, label: contactRows[key], value, kind });
  };
  add("Id", contactId, "id");
  add("InitialContactId", contact.InitialContactId, "id");
  add("PreviousContactId", contact.PreviousContactId, "id");
  add("RelatedContactId", contact.RelatedContactId, "id");
  add("Channel", contact.Channel);
  add("InitiationMethod", contact.InitiationMethod);
  add("CustomerEndpoint", contact.CustomerEndpoint?.Address, "phone");
  add("SystemEndpoint", contact.SystemEndpoint?.Address, "phone");
  add("InitiationTimestamp", contact.InitiationTimestamp?.toISOString());
  add("DisconnectTimestamp", contact.DisconnectTimestamp?.toISOString());
  add("DisconnectReason", contact.DisconnectReason);
  add("QueueInfo", contact.QueueInfo?.Id, "id");
  add("AgentInfo", contact.AgentInfo?.Id, "id");
  return { title: "Contact", rows };
}
