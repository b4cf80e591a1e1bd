import { memberOf, textOf } from "../vendor/read-request";

/**
 * agent: the voice agent hands over, and a person answers. bot, system: it serves the caller itself. expired,
 * failed, no-context: what can go wrong with a transfer to ASAPP. caller-hangs-up: in the middle of the talk.
 */
export const callEndings = [
  "agent",
  "bot",
  "system",
  "expired",
  "failed",
  "no-context",
  "caller-hangs-up",
] as const;
export type CallEnding = (typeof callEndings)[number];

/** How a test call begins and ends. */
export interface CallRequest {
  from: string;
  to: string;
  ending: CallEnding;
  /** What Kore posts; undefined = what its Service node says. */
  post: unknown;
  /** Wall-clock seconds that the caller talks to Kore. */
  koreSeconds: number | undefined;
  /** Wall-clock seconds that the caller talks to ASAPP. */
  asappSeconds: number | undefined;
  /** What ASAPP leaves behind: {transferType, taskName, referenceVariables, transferVariables, settleMilliseconds}. */
  asapp: object | undefined;
  /** What goes wrong with it, by name. */
  fault: string | undefined;
  /** A SIP or HTTP status, for faults that have several. */
  code: number | undefined;
}

export type ReadCallRequest = { ok: true; request: CallRequest } | { ok: false; message: string };

const e164 = /^\+[1-9]\d{6,14}$/;
const maximumTalkSeconds = 600;

export function readCallRequest(body: unknown): ReadCallRequest {
  if (typeof body !== "object" || body === null) return wrong("The body must be a JSON object.");
  const from = textOf(body, "from");
  const to = textOf(body, "to");
  if (from === undefined || !e164.test(from)) return wrong("from must be a number like +12065550199.");
  if (to === undefined || !e164.test(to)) return wrong("to must be a number like +12065550100.");
  const ending = callEndings.find((one) => one === (memberOf(body, "ending") ?? "agent"));
  if (!ending) return wrong(`ending must be one of ${callEndings.join(", ")}.`);
  const seconds = memberOf(body, "seconds");
  const koreSeconds = memberOf(seconds, "kore");
  const asappSeconds = memberOf(seconds, "asapp");
  if (!isTalk(koreSeconds)) return wrong(`seconds.kore must be from 0 to ${maximumTalkSeconds}.`);
  if (!isTalk(asappSeconds)) return wrong(`seconds.asapp must be from 0 to ${maximumTalkSeconds}.`);
  const asapp = memberOf(body, "asapp") ?? undefined;
  if (asapp !== undefined && (typeof asapp !== "object" || asapp === null))
    return wrong("asapp must be a JSON object.");
  const fault = memberOf(body, "fault") ?? undefined;
  if (fault !== undefined && typeof fault !== "string") return wrong("fault must be a name.");
  const code = memberOf(body, "code") ?? undefined;
  if (code !== undefined && typeof code !== "number") return wrong("code must be a number.");
  const call = { from, to, ending, post: memberOf(body, "post"), koreSeconds, asappSeconds, asapp };
  return { ok: true, request: { ...call, fault, code } };
}

function wrong(message: string): ReadCallRequest {
  return { ok: false, message };
}

function isTalk(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === "number" && value >= 0 && value <= maximumTalkSeconds);
}
