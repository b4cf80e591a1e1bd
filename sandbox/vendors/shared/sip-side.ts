import { memberOf, textOf } from "./read-request";
import type { VendorAnswer, VendorRequest } from "./serve-vendor";
import { headerOf, readSip, type SipMessage, writeSip } from "./sip-text";

/** One incoming SIP call, from the INVITE until one side hangs up. */
export interface SipCall {
  invite: SipMessage;
  /** The AWS account that it comes from. */
  owner: string;
  /** Where the signaling comes from: checked against an allowlist. */
  sourceAddress: string;
  /** What the test call asks for; each vendor reads its own. */
  scenario: unknown;
  /** Sends one message of ours. */
  sip(text: string): void;
  /** What the simulated vendor records about the call, besides the signaling. */
  note(note: { sessionId: string; posted?: string; postStatus?: number }): void;
  /** Aborted by the other side's BYE. */
  callerGone: AbortSignal;
  /** The final status of the other side's answer to our request; undefined when none comes in time. */
  answered(method: string, limit: AbortSignal): Promise<number | undefined>;
}

interface LiveCall {
  callerGone: AbortController;
  /** By method: whoever waits for an answer. */
  waiting: Map<string, (status: number) => void>;
}

/**
 * The routes of a vendor that takes calls by SIP. `POST /_sip/invite {sip, sourceAddress, scenario}` answers with one line of
 * JSON per message, as it is sent: {"sip": text}; {"note": …} lines come in between. `POST /_sip/message {sip}` is a
 * request inside the dialog.
 */
export class SipSide {
  /** By Call-ID. */
  readonly #live = new Map<string, LiveCall>();

  constructor(readonly takeCall: (call: SipCall) => Promise<void>) {}

  /** Whether a request is for these routes. */
  isFor({ asked }: VendorRequest): boolean {
    return asked === "POST /_sip/invite" || asked === "POST /_sip/message";
  }

  async answer(request: VendorRequest): Promise<VendorAnswer | undefined> {
    const { asked, body } = request;
    const message = readSip(textOf(body, "sip") ?? "");
    if (asked === "POST /_sip/invite") return this.#invite(message, request);
    if (!message) return { status: 400, body: { message: "sip must hold a SIP message." } };
    const live = this.#live.get(headerOf(message, "Call-ID") ?? "");
    if (message.method === "BYE" || message.method === "CANCEL") live?.callerGone.abort();
    const answers = /^\d+ ([A-Z]+)$/.exec(headerOf(message, "CSeq") ?? "")?.[1] ?? "";
    if (message.status !== undefined && message.status >= 200) live?.waiting.get(answers)?.(message.status);
    return { status: 200, body: {} };
  }

  async #invite(
    invite: SipMessage | undefined,
    { owner, body, response }: VendorRequest,
  ): Promise<VendorAnswer | undefined> {
    const callId = invite && headerOf(invite, "Call-ID");
    if (invite?.method !== "INVITE" || callId === undefined)
      return { status: 400, body: { message: "sip must hold an INVITE with a Call-ID." } };
    const callerGone = new AbortController();
    const waiting: LiveCall["waiting"] = new Map();
    this.#live.set(callId, { callerGone, waiting });
    // A broken connection means that the caller hung up.
    response.on("close", () => callerGone.abort());
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    const line = (value: object) => void response.write(`${JSON.stringify(value)}\n`);
    try {
      await this.takeCall({
        invite,
        owner,
        sourceAddress: textOf(body, "sourceAddress") ?? "",
        scenario: memberOf(body, "scenario"),
        sip: (sip) => line({ sip }),
        note: (note) => line({ note }),
        callerGone: callerGone.signal,
        answered: (method, limit) => waitForAnswer(waiting, method, limit),
      });
    } finally {
      this.#live.delete(callId);
      response.end();
    }
    return undefined;
  }
}

function waitForAnswer(
  waiting: LiveCall["waiting"],
  method: string,
  limit: AbortSignal,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    waiting.set(method, resolve);
    limit.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}

interface OurRequest {
  /** Ours: "192.0.2.40:5060". */
  address: string;
  tag: string;
  branch: string;
  more?: SipMessage["headers"];
}

/** Our BYE inside the INVITE's dialog. */
export function writeOurBye(invite: SipMessage, ours: OurRequest): string {
  return writeOurs("BYE", 2, invite, ours);
}

/** Our REFER; its target is a header of `more`. */
export function writeOurRefer(invite: SipMessage, ours: OurRequest): string {
  return writeOurs("REFER", 1, invite, ours);
}

function writeOurs(
  method: string,
  sequence: number,
  invite: SipMessage,
  { address, tag, branch, more = [] }: OurRequest,
): string {
  const value = (name: string) => headerOf(invite, name) ?? "";
  return writeSip(`${method} ${/<([^>]+)>/.exec(value("Contact"))?.[1] ?? "sip:unknown"} SIP/2.0`, [
    { name: "Via", value: `SIP/2.0/TCP ${address};branch=z9hG4bK${branch}` },
    { name: "Max-Forwards", value: "70" },
    { name: "From", value: `${value("To")};tag=${tag}` },
    { name: "To", value: value("From") },
    { name: "Call-ID", value: value("Call-ID") },
    { name: "CSeq", value: `${sequence} ${method}` },
    ...more,
  ]);
}
