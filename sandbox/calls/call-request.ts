import { memberOf, textOf } from "../vendors/shared/read-request";
import type { ViewWish } from "./fill-in-view";
import { type Talk, type Utterance, usualTalk } from "./talk";

/**
 * agent: the voice agent transfers, and a person answers. bot, system: it serves the caller itself. caller-hangs-up: in
 * the middle of the conversation. agent-transfers: the agent hands the call to another agent. A vendor can have more.
 */
/** How a call can end whichever voice agent takes it. */
export const commonEndings = ["agent", "bot", "system", "caller-hangs-up", "agent-transfers"];

/** How a test call begins and ends. */
export interface CallRequest {
  from: string;
  to: string;
  ending: string;
  /** What the voice agent posts before the transfer; undefined = what its own setting says. */
  post: unknown;
  /** What caller and agent say. */
  talk: Talk;
  /** What the agent does in a guide. */
  guide: ViewWish;
  /** Options for each vendor, by its name. */
  vendors: Readonly<Record<string, VendorWish>>;
  /** Wall-clock seconds that it rings at an agent's softphone. */
  ringSeconds?: number;
  /** What goes wrong with it, by name. */
  fault: string | undefined;
  /** A SIP or HTTP status, for faults that have several. */
  code: number | undefined;
}

export interface VendorWish {
  /** Wall-clock seconds that the caller talks to it. */
  seconds?: number;
  /** Becomes part of the scenario that its server receives; nothing else reads it. */
  scenario?: object;
}

export type ReadCallRequest = { ok: true; request: CallRequest } | { ok: false; message: string };

const e164 = /^\+[1-9]\d{6,14}$/;
const maxTalkSeconds = 600;
const maxTurns = 200;

/**
 * {from, to, ending?, post?, talk?: {turns?, seconds?, hold?, lines?: [{speaker, text}]}, guide?: {fields?, action?, ignores?},
 * seconds?: {<vendor>: number, ring?: number}, <vendor>?: object, fault?, code?}
 */
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
  const talk = readTalk(memberOf(body, "talk"));
  if (typeof talk === "string") return wrong(talk);
  const guide = readGuide(memberOf(body, "guide"));
  const ringSeconds = memberOf(memberOf(body, "seconds"), "ring");
  if (!isTalk(ringSeconds)) return wrong(`seconds.ring must be from 0 to ${maxTalkSeconds}.`);
  const post = memberOf(body, "post");
  const common = { from, to, ending, post, talk, guide, vendors, fault, code };
  return { ok: true, request: ringSeconds === undefined ? common : { ...common, ringSeconds } };
}

/** A sentence when it is wrong. */
function readTalk(value: unknown): Talk | string {
  const turns = memberOf(value, "turns") ?? undefined;
  if (turns !== undefined && !(Number.isInteger(turns) && Number(turns) >= 0 && Number(turns) <= maxTurns))
    return `talk.turns must be a whole number up to ${maxTurns}.`;
  const seconds = memberOf(value, "seconds") ?? undefined;
  if (!isTalk(seconds)) return `talk.seconds must be from 0 to ${maxTalkSeconds}.`;
  const talk = usualTalk(
    turns === undefined ? undefined : Number(turns),
    seconds,
    memberOf(value, "hold") === true,
  );
  const lines = memberOf(value, "lines") ?? undefined;
  if (lines === undefined) return talk;
  if (!Array.isArray(lines) || lines.length > maxTurns)
    return `talk.lines must be a list of at most ${maxTurns}.`;
  return { ...talk, lines: lines.map(readUtterance) };
}

function readUtterance(value: unknown): Utterance {
  const speaker = textOf(value, "speaker") === "agent" ? "agent" : "customer";
  return { speaker, text: textOf(value, "text") ?? "" };
}

function readGuide(value: unknown): ViewWish {
  const fields = memberOf(value, "fields");
  const given = typeof fields === "object" && fields !== null ? Object.entries(fields) : [];
  return {
    fields: Object.fromEntries(given.map(([name, entry]) => [name, String(entry)])),
    action: textOf(value, "action"),
    ignores: memberOf(value, "ignores") === true,
  };
}

function wrong(message: string): ReadCallRequest {
  return { ok: false, message };
}

function isTalk(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === "number" && value >= 0 && value <= maxTalkSeconds);
}
