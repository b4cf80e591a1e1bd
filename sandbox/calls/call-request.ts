import { memberOf, textOf } from "../vendors/shared/read-request";

/**
 * agent: the voice agent hands over, and a person answers. bot, system: it serves the caller itself. caller-hangs-up: in
 * the middle of the talk. A vendor may have more.
 */
/** How a call can end whichever voice agent takes it. */
export const commonEndings = ["agent", "bot", "system", "caller-hangs-up"];

/** How a test call begins and ends. */
export interface CallRequest {
  from: string;
  to: string;
  ending: string;
  /** What the voice agent posts before it hands over; undefined = what its own setting says. */
  post: unknown;
  /** What is asked of each vendor, by its name. */
  vendors: Readonly<Record<string, VendorWish>>;
  /** What goes wrong with it, by name. */
  fault: string | undefined;
  /** A SIP or HTTP status, for faults that have several. */
  code: number | undefined;
}

export interface VendorWish {
  /** Wall-clock seconds that the caller talks to it. */
  seconds?: number;
  /** Goes into the scenario that its server is told, and is read there alone. */
  scenario?: object;
}

export type ReadCallRequest = { ok: true; request: CallRequest } | { ok: false; message: string };

const e164 = /^\+[1-9]\d{6,14}$/;
const maxTalkSeconds = 600;

/** {from, to, ending?, post?, seconds?: {<vendor>: number}, <vendor>?: object, fault?, code?} */
export function readCallRequest(
  body: unknown,
  known: readonly { name: string; endings?: readonly string[] }[],
): ReadCallRequest {
  if (typeof body !== "object" || body === null) return wrong("The body must be a JSON object.");
  const from = textOf(body, "from");
  const to = textOf(body, "to");
  if (from === undefined || !e164.test(from)) return wrong("from must be a number like +12065550199.");
  if (to === undefined || !e164.test(to)) return wrong("to must be a number like +12065550100.");
  const endings = [...commonEndings, ...known.flatMap((one) => one.endings ?? [])];
  const ending = endings.find((one) => one === (memberOf(body, "ending") ?? "agent"));
  if (!ending) return wrong(`ending must be one of ${endings.join(", ")}.`);
  const vendors: Record<string, VendorWish> = {};
  for (const { name } of known) {
    const seconds = memberOf(memberOf(body, "seconds"), name);
    if (!isTalk(seconds)) return wrong(`seconds.${name} must be from 0 to ${maxTalkSeconds}.`);
    const scenario = memberOf(body, name) ?? undefined;
    if (scenario !== undefined && (typeof scenario !== "object" || scenario === null))
      return wrong(`${name} must be a JSON object.`);
    vendors[name] = { ...(seconds !== undefined && { seconds }), ...(scenario && { scenario }) };
  }
  const fault = memberOf(body, "fault") ?? undefined;
  if (fault !== undefined && typeof fault !== "string") return wrong("fault must be a name.");
  const code = memberOf(body, "code") ?? undefined;
  if (code !== undefined && typeof code !== "number") return wrong("code must be a number.");
  return { ok: true, request: { from, to, ending, post: memberOf(body, "post"), vendors, fault, code } };
}

function wrong(message: string): ReadCallRequest {
  return { ok: false, message };
}

function isTalk(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === "number" && value >= 0 && value <= maxTalkSeconds);
}
