import type { SourceReport } from "../../event";
import { eventKind } from "../../event-kind";

export const contactBegan = eventKind("contact-record.began");
export const contactAnswered = eventKind("contact-record.answered");
export const contactQueued = eventKind("contact-record.queued");
export const agentConnected = eventKind("contact-record.agent-connected");
/** `reason` as Amazon Connect writes it: "CUSTOMER_DISCONNECT". `holdSeconds`: how long the agent had the caller on hold, in all. */
export const contactEnded = eventKind<{ reason?: string; holdSeconds?: number }>("contact-record.ended");

/** The record's rows by the names of its members in DescribeContact, with the words that people read. */
export const contactRows = {
  Id: "Contact ID",
  InitialContactId: "Initial contact ID",
  PreviousContactId: "Previous contact ID",
  RelatedContactId: "Related contact ID",
  Channel: "Channel",
  InitiationMethod: "Initiation method",
  CustomerEndpoint: "Caller",
  SystemEndpoint: "Called number",
  InitiationTimestamp: "Began",
  DisconnectTimestamp: "Ended",
  DisconnectReason: "Disconnect reason",
  QueueInfo: "Queue",
  AgentInfo: "Agent",
} as const;

/** One value of the record; undefined when it could not be read or has none. `report` is any source's. */
export function contactValue(
  report: Pick<SourceReport, "state"> & {
    panel?: { rows: { key: string; as?: string; value: string }[] } | undefined;
  },
  key: keyof typeof contactRows,
): string | undefined {
  return report.state === "failed"
    ? undefined
    : report.panel?.rows.find((row) => (row.as ?? row.key) === key)?.value;
}
