import type { ServerResponse } from "node:http";
import { memberOf, textOf } from "../shared/read-request";
import type { CallScenario, KoreFault } from "./call-scenario";
import { handleInvite } from "./handle-invite";
import { headerOf, readSip } from "./sip-text";
import type { KoreStore } from "./store";

/** Calls that are being talked on, by Call-ID: a BYE from the other side ends one. */
export type LiveCalls = Map<string, AbortController>;

/**
 * POST /_sip/invite {sip, sourceAddress, scenario}: answers with one line of JSON per SIP message that Kore
 * sends, as it is sent: {"sip": text}; {"note": …} lines say what the simulation knows beside it.
 */
export async function answerInvite(
  { store, owner, live }: { store: KoreStore; owner: string; live: LiveCalls },
  body: unknown,
  response: ServerResponse,
): Promise<void> {
  const invite = readSip(textOf(body, "sip") ?? "");
  const callId = invite && headerOf(invite, "Call-ID");
  if (invite?.method !== "INVITE" || callId === undefined) {
    response.writeHead(400, { "content-type": "application/json" });
    response.end(JSON.stringify({ message: "sip must hold an INVITE with a Call-ID." }));
    return;
  }
  const callerGone = new AbortController();
  live.set(callId, callerGone);
  // A connection that breaks is a caller who is gone.
  response.on("close", () => callerGone.abort());
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  const line = (value: object) => void response.write(`${JSON.stringify(value)}\n`);
  try {
    await handleInvite(
      store,
      {
        invite,
        owner,
        sourceAddress: textOf(body, "sourceAddress") ?? "",
        scenario: readScenario(memberOf(body, "scenario")),
      },
      { sip: (sip) => line({ sip }), note: (note) => line({ note }) },
      callerGone.signal,
    );
  } finally {
    live.delete(callId);
    response.end();
  }
}

/** POST /_sip/message {sip}: a request inside a dialog (ACK, BYE, or an answer to Kore's BYE). */
export function takeMessage(live: LiveCalls, body: unknown): { status: number; body: unknown } {
  const message = readSip(textOf(body, "sip") ?? "");
  if (!message) return { status: 400, body: { message: "sip must hold a SIP message." } };
  if (message.method === "BYE" || message.method === "CANCEL")
    live.get(headerOf(message, "Call-ID") ?? "")?.abort();
  return { status: 200, body: {} };
}

function readScenario(value: unknown): CallScenario {
  const ending = textOf(value, "ending");
  const talkSeconds = memberOf(value, "talkSeconds");
  return {
    ending: ending === "bot" || ending === "caller-hangs-up" ? ending : "agent",
    post: memberOf(value, "post"),
    fault: readFault(memberOf(value, "fault")),
    ...(typeof talkSeconds === "number" && talkSeconds >= 0 ? { talkSeconds } : {}),
  };
}

const postings = ["never", "late", "other-contact", "wrong-token"] as const;

function readFault(value: unknown): KoreFault | undefined {
  const posting = postings.find((one) => one === textOf(value, "posting"));
  const refuseWith = memberOf(value, "refuseWith");
  if (posting === undefined && typeof refuseWith !== "number") return undefined;
  return { posting, ...(typeof refuseWith === "number" ? { refuseWith } : {}) };
}
