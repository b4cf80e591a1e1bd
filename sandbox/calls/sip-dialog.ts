import { setTimeout as sleep } from "node:timers/promises";
import type { TransferOutcome } from "../flow-runner/flow-world";
import type { VoiceConnector } from "../services/chime-sdk-voice/connector-store";
import { askVendor } from "../vendors/shared/ask-vendor";
import { signallingAddress, writeAck, writeBye, writeOk } from "./invite-text";
import type { LiveCall } from "./live-call";
import { readJsonLines } from "./read-lines";
import { logSipMessage } from "./sip-log";
import { pauseLikeACaller } from "./wait";

export interface Dialog {
  live: LiveCall;
  /** Who listens there. */
  vendor: string;
  connector: VoiceConnector;
  invite: string;
  callId: string;
  timeLimitSeconds: number;
}

/** How long a caller talks before hanging up, when the request doesn't say. */
const usualTalkSeconds = 0.4;
const messageTimeLimitMs = 5_000;

/** Sends the INVITE to the simulated vendor and stays in the dialog until one side hangs up. */
export async function holdDialog(dialog: Dialog): Promise<TransferOutcome> {
  const { live, invite } = dialog;
  const { ending, post } = live.request;
  const { seconds: talkSeconds, scenario } = live.request.vendors[dialog.vendor] ?? {};
  const unanswered = new AbortController();
  const timer = setTimeout(() => unanswered.abort(), dialog.timeLimitSeconds * 1000);
  log(dialog, invite);
  if (live.edges.sipSilence) {
    clearTimeout(timer);
    await pauseLikeACaller(dialog.timeLimitSeconds);
    return { kind: "time-limit-exceeded" };
  }
  try {
    const response = await askVendor(live.account, dialog.vendor, "/_sip/invite", {
      body: {
        sip: invite,
        sourceAddress: signallingAddress(live.account.region),
        scenario: { ...scenario, ending, post, talkSeconds, fault: live.edges.vendor },
      },
      signal: unanswered.signal,
    });
    if (!response.ok || !response.body) return { kind: "call-failed", detail: "503 Service Unavailable" };
    return await follow(dialog, response.body, () => clearTimeout(timer));
  } catch {
    return unanswered.signal.aborted
      ? { kind: "time-limit-exceeded" }
      : { kind: "call-failed", detail: "503 Service Unavailable" };
  } finally {
    clearTimeout(timer);
  }
}

async function follow(
  dialog: Dialog,
  body: ReadableStream<Uint8Array>,
  answered: () => void,
): Promise<TransferOutcome> {
  let connected = false;
  for await (const line of readJsonLines(body)) {
    readNote(dialog, line);
    const sip: unknown = typeof line === "object" && line !== null ? Reflect.get(line, "sip") : undefined;
    if (typeof sip !== "string") continue;
    log(dialog, sip);
    const status = Number(/^SIP\/2\.0 (\d{3})/.exec(sip)?.[1] ?? 0);
    if (status >= 300) {
      log(dialog, writeAck(dialog.invite, sip));
      return { kind: "call-failed", detail: /^SIP\/2\.0 (.*)$/m.exec(sip)?.[1]?.trim() ?? "" };
    }
    if (status === 200) {
      connected = true;
      answered();
      await send(dialog, writeAck(dialog.invite, sip));
      if (dialog.live.request.ending === "caller-hangs-up") hangUpLater(dialog, sip);
    }
    if (sip.startsWith("BYE ")) {
      await send(dialog, writeOk(sip));
      return { kind: "third-party-hung-up" };
    }
  }
  if (dialog.live.callerGone) return { kind: "caller-hung-up" };
  return connected
    ? { kind: "third-party-hung-up" }
    : { kind: "call-failed", detail: "503 Service Unavailable" };
}

/** The caller's BYE; the stream then ends on its own. */
function hangUpLater(dialog: Dialog, answer: string): void {
  const { live } = dialog;
  void sleep((live.request.vendors[dialog.vendor]?.seconds ?? usualTalkSeconds) * 1000).then(async () => {
    live.callerGone = true;
    await send(dialog, writeBye(dialog.invite, answer));
  });
}

async function send(dialog: Dialog, sip: string): Promise<void> {
  log(dialog, sip);
  await askVendor(dialog.live.account, dialog.vendor, "/_sip/message", {
    body: { sip },
    signal: AbortSignal.timeout(messageTimeLimitMs),
    // A lost message inside a dialog isn't an error of the flow: the dialog's own end decides.
  }).catch(() => undefined);
}

function log(dialog: Dialog, sip: string): void {
  logSipMessage(dialog.live.account, dialog.connector, dialog.callId, sip);
}

function readNote(dialog: Dialog, line: unknown): void {
  const note: unknown = typeof line === "object" && line !== null ? Reflect.get(line, "note") : undefined;
  if (typeof note !== "object" || note === null) return;
  const member = (name: string): unknown => Reflect.get(note, name);
  const posted = member("posted");
  const postStatus = member("postStatus");
  dialog.live.view.voiceAgent = {
    sessionId: String(member("sessionId")),
    ...(typeof posted === "string" ? { posted } : {}),
    ...(typeof postStatus === "number" ? { postStatus } : {}),
  };
}
