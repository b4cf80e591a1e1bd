import { headerOf, readSipMessage, type SipMessage } from "./sip-message";

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
  steps: SipStep[];
  /** The last answer's, when there was a final one. */
  finalStatus?: number;
  /** What Kore says at the end of its part: "TransferToAgent", "HangUp". */
  koreReason?: string;
  koreSessionId?: string;
}

export interface LoggedSip {
  /** Milliseconds since the epoch. */
  at: number;
  text: string;
}

/** The messages of one call as transactions in the order of their requests. A message that came twice counts once. Pure. */
export function readSipLadder(messages: readonly LoggedSip[]): SipTransaction[] {
  const read = withoutRepeats(messages).flatMap(({ at, text }) => {
    const message = readSipMessage(text);
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
    addTo(transactions, step, message, opener);
  }
  return transactions;
}

function addTo(transactions: SipTransaction[], step: SipStep, message: SipMessage, opener: SipSide): void {
  // An ACK has no answer of its own: it closes the INVITE.
  const name = message.transaction === "ACK" ? "INVITE" : message.transaction;
  const open = transactions.findLast((each) => each.method === name && each.from === opener);
  const transaction =
    open && (message.method === undefined || message.method === "ACK") ? open : begin(step, name, opener);
  if (transaction !== open) transactions.push(transaction);
  else open.steps.push(step);
  if (message.status !== undefined && message.status >= 200) transaction.finalStatus = message.status;
  const reason = headerOf(message, "kore-reason");
  const session = headerOf(message, "kore-session_id");
  if (reason) transaction.koreReason = reason;
  if (session) transaction.koreSessionId = session;
}

function begin(step: SipStep, method: string, from: SipSide): SipTransaction {
  return { at: step.at, method, from, steps: [step] };
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
