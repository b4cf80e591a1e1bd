import { memberOf, textOf } from "./read-request";
import type { VendorAnswer, VendorRequest } from "./serve-vendor";
import { headerOf, readSip, type SipMessage, writeSip } from "./sip-text";

/** One call that comes in by SIP, from the INVITE until somebody hangs up. */
export interface SipCall {
  invite: SipMessage;
  /** The AWS account that it comes from. */
  owner: string;
  /** Where the signalling comes from: held against an allowlist. */
  sourceAddress: string;
  /** What the test call asks for; each vendor reads its own. */
  scenario: unknown;
  /** Sends one message of ours. */
  sip(text: string): void;
  /** What the simulated vendor knows of the call, beside the signalling. */
  note(note: { sessionId: string; posted?: string; postStatus?: number }): void;
  /** Aborted by the other side's BYE. */
  callerGone: AbortSignal;
}

/**
 * The routes of a vendor that takes calls by SIP. `POST /_sip/invite {sip, sourceAddress, scenario}` answers with one line of
 * JSON per message, as it is sent: {"sip": text}; {"note": …} lines stand beside them. `POST /_sip/message {sip}` is a
 * request inside the dialog.
 */
export class SipSide {
  /** By Call-ID. */
  readonly #live = new Map<string, AbortController>();

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
    if (message.method === "BYE" || message.method === "CANCEL")
      this.#live.get(headerOf(message, "Call-ID") ?? "")?.abort();
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
    this.#live.set(callId, callerGone);
    // A connection that breaks is a caller who is gone.
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
      });
    } finally {
      this.#live.delete(callId);
      response.end();
    }
    return undefined;
  }
}

/** Our BYE inside the INVITE's dialog. `address` is ours: "192.0.2.40:5060". */
export function writeOurBye(
  invite: SipMessage,
  {
    address,
    tag,
    branch,
    more = [],
  }: { address: string; tag: string; branch: string; more?: SipMessage["headers"] },
): string {
  const value = (name: string) => headerOf(invite, name) ?? "";
  return writeSip(`BYE ${/<([^>]+)>/.exec(value("Contact"))?.[1] ?? "sip:unknown"} SIP/2.0`, [
    { name: "Via", value: `SIP/2.0/TCP ${address};branch=z9hG4bK${branch}` },
    { name: "Max-Forwards", value: "70" },
    { name: "From", value: `${value("To")};tag=${tag}` },
    { name: "To", value: value("From") },
    { name: "Call-ID", value: value("Call-ID") },
    { name: "CSeq", value: "1 BYE" },
    ...more,
  ]);
}
