import { type AgentEnd, endOf, type SipHeaders } from "./sip-headers";
import { headerOf, parseSipMessage, type SipMessage } from "./sip-message";

export type SipSide = "connect" | "far";

/** One message of the ladder: who sent it, when, and what it says. */
export interface SipStep {
  /** ISO 8601. */
  at: string;
  from: SipSide;
  /** "INVITE", "200 OK". */
  label: string;
  status?: number;
  text: string;
}

/** A request and its answers: what the time line shows as one event. */
export interface SipTransaction {
  at: string;
  method: string;
  from: SipSide;
  /** Of its request; "" without one. */
  cseq: string;
  steps: SipStep[];
  /** The last answer's, when there was a final one. */
  finalStatus?: number;
  /** What the voice agent says at the end of its part, and in which header. */
  reason?: { header: string; said: string; end?: AgentEnd };
  /** The vendor's own id of the conversation. */
  session?: { title: string; id: string };
}

export interface LoggedSip {
  /** Milliseconds since the epoch. */
  at: number;
  text: string;
}

/** The messages of one call as transactions in the order of their requests, with what a vendor's own headers say. A message that came twice counts once. Pure. */
export function parseSipLadder(
  messages: readonly LoggedSip[],
  vendors: readonly SipHeaders[],
): SipTransaction[] {
  const read = withoutRepeats(messages).flatMap(({ at, text }) => {
    const message = parseSipMessage(text);
    return message ? [{ at, text, message }] : [];
  });
  read.sort((one, other) => one.at - other.at);
  // The INVITE opens the dialog from Amazon Connect's side: its From tag is that side's in everything that follows.
  const ourTag = read.find(({ message }) => message.method === "INVITE")?.message.fromTag;
  const transactions: SipTransaction[] = [];
  for (const { at, text, message } of read) {
    const opener: SipSide = message.fromTag === ourTag ? "connect" : "far";
    const step: SipStep = {
      at: new Date(at).toISOString(),
      from: message.method ? opener : opener === "connect" ? "far" : "connect",
      label: message.method ?? `${message.status} ${message.reason}`.trim(),
      ...(message.status === undefined ? {} : { status: message.status }),
      text,
    };
    const transaction = addTo(transactions, step, message, opener);
    for (const headers of vendors) tell(transaction, message, headers);
  }
  return transactions;
}

function addTo(
  transactions: SipTransaction[],
  step: SipStep,
  message: SipMessage,
  opener: SipSide,
): SipTransaction {
  // An ACK has no answer of its own: it closes the INVITE.
  const name = message.transaction === "ACK" ? "INVITE" : message.transaction;
  const isOfOpener = (each: SipTransaction) => each.method === name && each.from === opener;
  const isRequest = message.method !== undefined && message.method !== "ACK";
  const open = transactions.findLast((each) => isOfOpener(each) && (!isRequest || isRepeat(message, each)));
  const transaction = open ?? begin(step, name, opener, message.cseq);
  if (open) open.steps.push(step);
  else transactions.push(transaction);
  if (message.status !== undefined && message.status >= 200) transaction.finalStatus = message.status;
  return transaction;
}

function tell(transaction: SipTransaction, message: SipMessage, { reason, session }: SipHeaders): void {
  const said = reason && headerOf(message, reason.header);
  const id = session && headerOf(message, session.header);
  if (reason && said) {
    const end = endOf(reason, said);
    transaction.reason = { header: reason.header, said, ...(end && { end }) };
  }
  if (session && id) transaction.session = { title: session.title, id };
}

/**
 * A request is sent again, as it was, until it is answered (RFC 3261 §17.1). An INVITE with the same CSeq after a final answer
 * is another attempt: a proxy that tries one host after the other keeps it.
 */
function isRepeat({ cseq }: SipMessage, { method, cseq: known, finalStatus }: SipTransaction): boolean {
  return cseq !== "" && cseq === known && (method !== "INVITE" || finalStatus === undefined);
}

function begin(step: SipStep, method: string, from: SipSide, cseq: string): SipTransaction {
  return { at: step.at, method, from, cseq, steps: [step] };
}

/** Delivery to CloudWatch is at least once. */
function withoutRepeats(messages: readonly LoggedSip[]): LoggedSip[] {
  const seen = new Set<string>();
  return messages.filter(({ at, text }) => {
    const key = `${at} ${text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
