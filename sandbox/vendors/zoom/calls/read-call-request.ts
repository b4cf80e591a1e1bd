import { memberOf, textOf } from "../../shared/read-request";
import { type FoundFault, findFault } from "./call-faults";
import { endings, type ZoomCallRequest } from "./zoom-call";

const e164 = /^\+[1-9]\d{6,14}$/;
const maxTalkSeconds = 600;
const usualTalkSeconds = 0.3;

export type ReadZoomCall =
  | { ok: true; request: ZoomCallRequest; fault: Extract<FoundFault, { ok: true }> }
  | { ok: false; message: string };

/** {from, to, ending?, talkSeconds?, fault?, code?} */
export function readCallRequest(body: unknown): ReadZoomCall {
  const wrong = (message: string): ReadZoomCall => ({ ok: false, message });
  const [from, to] = [textOf(body, "from"), textOf(body, "to")];
  if (from === undefined || !e164.test(from)) return wrong("from must be a number like +12065550142.");
  if (to === undefined || !e164.test(to)) return wrong("to must be a number like +12065550188.");
  const ending = endings.find((one) => one === (memberOf(body, "ending") ?? "agent"));
  if (!ending) return wrong(`ending must be one of ${endings.join(", ")}.`);
  const talkSeconds = memberOf(body, "talkSeconds") ?? usualTalkSeconds;
  if (typeof talkSeconds !== "number" || !(talkSeconds >= 0 && talkSeconds <= maxTalkSeconds))
    return wrong(`talkSeconds must be from 0 to ${maxTalkSeconds}.`);
  const [name, code] = [memberOf(body, "fault") ?? undefined, memberOf(body, "code") ?? undefined];
  if (name !== undefined && typeof name !== "string") return wrong("fault must be a name.");
  if (code !== undefined && typeof code !== "number") return wrong("code must be a number.");
  const fault = findFault(name, code);
  return fault.ok ? { ok: true, request: { from, to, ending, talkSeconds }, fault } : fault;
}
