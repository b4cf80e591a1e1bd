import { setTimeout as sleep } from "node:timers/promises";
import { writeAck, writeBye, writeOk } from "../../../calls/invite-text";
import { readJsonLines } from "../../../calls/read-lines";
import { askVendor } from "../../shared/ask-vendor";
import { headerOf, readSip, type SipMessage, writeSip } from "../../shared/sip-text";
import { controllerOfZoom } from "../engagement";
import type { Connector } from "../zoom-account";
import { writeZoomInvite } from "./write-invite";
import type { ZoomCall } from "./zoom-call";

/** How a leg to the voice bot ended. */
export type LegEnd =
  | { kind: "failed"; why: string }
  /** The voice bot hung up; its headers by their names in lower case. */
  | { kind: "bye"; headers: Record<string, string> }
  | { kind: "referred"; target: string }
  | { kind: "caller-gone" };

export interface Leg {
  end: LegEnd;
  /** Headers of the 200 OK, by their names in lower case. */
  answered: Record<string, string>;
}

const inviteLimitMs = 30_000;
const messageLimitMs = 5_000;
const callLimitMs = 3_600_000;

/** One leg: INVITE, 200 OK, and whichever side ends it. */
export async function callVoiceBot(
  call: ZoomCall,
  connector: Connector,
  options: { breaksOff: boolean; onAnswer(headers: Record<string, string>): void },
): Promise<Leg> {
  const { parts, request, edges, account, view } = call;
  const { sip: invite, callId } = writeZoomInvite(connector, request.from);
  view.callIds.push(callId);
  view.sip.push(invite);
  const vendor = {
    links: { awsUrl: "", vendorUrls: parts.vendorUrls },
    controlKey: parts.controlKey,
    accountId: account.owner,
  };
  const say = (sip: string) => {
    view.sip.push(sip);
    const signal = AbortSignal.timeout(messageLimitMs);
    // A message that is lost ends nothing: the other side's own end of the leg decides.
    return askVendor(vendor, connector.maker, "/_sip/message", { body: { sip }, signal }).catch(
      () => undefined,
    );
  };
  const answered: Record<string, string> = {};
  const unanswered = new AbortController();
  const timer = setTimeout(() => unanswered.abort(), inviteLimitMs);
  try {
    const response = await askVendor(vendor, connector.maker, "/_sip/invite", {
      body: { sip: invite, sourceAddress: controllerOfZoom.ipAddress, scenario: scenarioOf(call) },
      signal: AbortSignal.any([unanswered.signal, AbortSignal.timeout(callLimitMs)]),
    });
    if (!response.ok || !response.body) return { end: unavailable, answered };
    let ours: "caller" | "leg" | undefined;
    let referredTo: string | undefined;
    for await (const line of readJsonLines(response.body)) {
      const text: unknown = Reflect.get(Object(line), "sip");
      const message = typeof text === "string" ? readSip(text) : undefined;
      if (typeof text !== "string" || !message) continue;
      view.sip.push(text);
      if (message.status !== undefined && message.status >= 300) {
        view.sip.push(writeAck(invite, text));
        return { end: { kind: "failed", why: /^SIP\/2\.0 (.*)$/m.exec(text)?.[1]?.trim() ?? "" }, answered };
      }
      if (message.status === 200) {
        clearTimeout(timer);
        Object.assign(answered, headersOf(message));
        options.onAnswer(answered);
        await say(writeAck(invite, text));
        if (options.breaksOff || request.ending === "caller-hangs-up") {
          ours = options.breaksOff ? "leg" : "caller";
          void sleep(request.talkSeconds * 1000).then(() => say(writeBye(invite, text)));
        }
      }
      if (message.method === "REFER") {
        const status = edges.referStatus ?? 202;
        if (status < 300) referredTo = /<([^>]+)>/.exec(headerOf(message, "Refer-To") ?? "")?.[1] ?? "";
        else call.engagement.transferRefusedWith = status;
        await say(writeAnswer(message, status));
      }
      if (message.method === "BYE") {
        await say(writeOk(text));
        if (referredTo !== undefined) return { end: { kind: "referred", target: referredTo }, answered };
        return { end: { kind: "bye", headers: headersOf(message) }, answered };
      }
    }
    if (ours === "caller") return { end: { kind: "caller-gone" }, answered };
    return { end: ours === "leg" ? { kind: "failed", why: "The leg broke off" } : unavailable, answered };
  } catch {
    return { end: unavailable, answered };
  } finally {
    clearTimeout(timer);
  }
}

const unavailable: LegEnd = { kind: "failed", why: "503 Service Unavailable" };

/** "resolved" is what the voice agents' own scenario calls "bot". */
function scenarioOf({ request, edges }: ZoomCall): object {
  const ending = request.ending === "resolved" ? "bot" : request.ending;
  return { ending, talkSeconds: request.talkSeconds, fault: edges.voiceAgent };
}

const phrases: Readonly<Record<number, string>> = {
  202: "Accepted",
  403: "Forbidden",
  404: "Not Found",
  486: "Busy Here",
  503: "Service Unavailable",
  603: "Decline",
};

export function statusLine(status: number): string {
  return `${status} ${phrases[status] ?? "Refused"}`;
}

function writeAnswer(request: SipMessage, status: number): string {
  const same = ["Via", "From", "To", "Call-ID", "CSeq"].map((name) => ({
    name,
    value: headerOf(request, name) ?? "",
  }));
  return writeSip(`SIP/2.0 ${statusLine(status)}`, same);
}

function headersOf({ headers }: SipMessage): Record<string, string> {
  return Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value]));
}
