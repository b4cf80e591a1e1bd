import type { ContactId } from "@/lib/kernel/ids";
import type { TrailEvent } from "../../event";
import { tellsOfFailure } from "../../failure-words";
import { parseLine, shareLogEvents } from "../../filter-log-events";
import { withLinks } from "../../links/console-place";
import { logLink } from "../../links/log-link";
import { defineSource } from "../../trail-source";
import { truncatedPanel } from "../../truncated-panel";
import { fetchInvites, sipLogQuery } from "./fetch-invites";
import { bye, invite, otherRequest } from "./sip-events";
import type { SipHeaders } from "./sip-headers";
import { type LoggedSip, parseSipLadder, type SipTransaction } from "./sip-ladder";

const name = "sip-messages";
/** A contact is transferred once, or a few times when its flow tries again. */
const maxCalls = 5;

/** The SIP messages between the voice connector and the far side, as the connector logs them. */
export const sipMessages = defineSource({
  name,
  iamActions: ["logs:FilterLogEvents"],
  channels: ["VOICE"],
  open: (context, subject) =>
    context.connectors.map(({ id, name: connectorName }, index) => ({
      source: index === 0 ? name : `${name}:${connectorName}`,
      title: context.connectors.length > 1 ? `SIP messages (${connectorName})` : "SIP messages",
      clock: "The voice connector",
      read: async (signal) => {
        const { callIds } = await fetchInvites(context, subject, id, signal);
        const calls = await Promise.all(
          callIds.slice(0, maxCalls).map((callId) => {
            const query = sipLogQuery(subject, id, `{ $.call_id = "${callId}" }`);
            return shareLogEvents(context, subject, query, signal);
          }),
        );
        const headers = context.vendors.flatMap(({ sip }) => sip ?? []);
        const complete = callIds.length <= maxCalls && calls.every((call) => call.complete);
        const events = calls.flatMap((call, index) => {
          const callId = callIds[index] ?? "";
          return withLinks(
            describeSipCall(subject.contactId, callId, call.lines, headers),
            context.console,
            ({ at }, place) => logLink(place, { ...sipLogQuery(subject, id, `"${callId}"`), at }),
          );
        });
        return {
          events,
          panel: truncatedPanel("SIP messages", complete),
        };
      },
    })),
});

/** Pure: one call's log lines as one event a transaction, with the ladder's steps in `raw`. */
function describeSipCall(
  contactId: ContactId,
  callId: string,
  lines: { at: number; message: string }[],
  headers: readonly SipHeaders[],
): TrailEvent[] {
  const messages = lines.flatMap(({ at, message }): LoggedSip[] => {
    const line = parseLine(message);
    const text = line?.sip_message;
    const time = typeof line?.event_timestamp === "string" ? Date.parse(line.event_timestamp) : at;
    return typeof text === "string" ? [{ at: Number.isNaN(time) ? at : time, text }] : [];
  });
  return parseSipLadder(messages, headers).map((transaction, index) => ({
    id: `${name}:${callId}:${index}`,
    at: transaction.at,
    source: name,
    hop: "sip",
    ...codeOf(transaction),
    ...describe(transaction),
    contactId,
    raw: { callId, ladder: transaction.steps },
  }));
}

function codeOf({ method, from, finalStatus, reason }: SipTransaction) {
  switch (method) {
    case "INVITE":
      return invite.of(finalStatus === undefined ? {} : { finalStatus });
    case "BYE":
      return bye.of({
        from,
        ...(reason && { reason: reason.said, ...(reason.end && { end: reason.end }) }),
      });
    default:
      return otherRequest.of({ method });
  }
}

function describe(transaction: SipTransaction): Pick<TrailEvent, "title" | "detail" | "severity"> {
  const { method, from, steps, finalStatus, reason, session } = transaction;
  if (method === "BYE") {
    const who = from === "far" ? "BYE from the voice agent" : "BYE from Amazon Connect";
    return {
      severity: from === "far" ? severityOfBye(reason) : "info",
      title: reason ? `${who} · ${reason.header} ${reason.said}` : who,
      detail: from === "far" ? undefined : "The caller hung up, or the call timed out.",
    };
  }
  const title = steps.map(({ label }) => label).join(" → ");
  if (method !== "INVITE") return { severity: "info", title };
  // Its line may be on the way still. The flow log tells a call that ran into its time limit, and a finding says so.
  if (finalStatus === undefined) {
    return { severity: "unknown", title, detail: "The log has no response from the voice agent's side." };
  }
  // RFC 3261 §7.2 knows no class beyond 6.
  if (finalStatus >= 700) return { severity: "unknown", title };
  if (finalStatus >= 300) return { severity: "bad", title, detail: refusal(finalStatus) };
  return { severity: "good", title, detail: session && `${session.title} ${session.id}` };
}

/** Without a reason the far side has ended the call, for reasons of its own. */
function severityOfBye(reason: SipTransaction["reason"]): TrailEvent["severity"] {
  if (reason === undefined || reason.end !== undefined) return "good";
  return tellsOfFailure(reason.said) ? "attention" : "unknown";
}

/** What the usual refusals of a SIP trunk come from (RFC 3261 §21). */
function refusal(status: number): string {
  if (status === 403) return "Rejected: the voice agent's side doesn't allow the connector's IP address.";
  if (status === 404) return "Not found: the voice agent's side doesn't have this DID number.";
  if (status === 408 || status === 480 || status === 504)
    return "The voice agent's side didn't answer in time.";
  if (status === 486 || status === 600) return "Busy.";
  if (status === 488) return "Not acceptable: the two sides don't agree on encryption or codec.";
  if (status >= 500) return "The voice agent's side failed.";
  return "The voice agent's side rejected the call.";
}
