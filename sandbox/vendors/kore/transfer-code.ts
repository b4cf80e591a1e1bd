import { openRealm } from "../shared/script-realm";
import { type ScriptMemory, scriptPrelude } from "./run-script";

/** What the voice gateway does for a call that a message node's code asked for. */
export type VoiceCommand =
  | { verb: "hangup"; message: string; headers: Record<string, string> }
  | { verb: "refer"; message: string; referTo: string; headers: Record<string, string> }
  | { verb: "invite"; message: string; target: string };

export type TransferRun =
  | { ok: true; command: VoiceCommand | undefined; debug: string[] }
  /** The node's error path. */
  | { ok: false; why: string; debug: string[] };

const timeLimitMs = 1000;

/**
 * What Kore gives to a message node's override for voice: `print`, and `voiceUtils` with its positional parameters, ""
 * for no message and {} or null for no headers. Created in its own realm, as scripts are.
 */
const prelude = `${scriptPrelude}
var __printed = [];
var print = function (value) { if (__printed.length < 20) __printed.push(value); };
var voiceUtils = {
  hangup: function (message, headers, queueCommand) {
    return { verb: "hangup", message: message, headers: headers, queueCommand: queueCommand };
  },
  refer: function (message, referTo, headers, queueCommand, referredBy) {
    return { verb: "refer", message: message, referTo: referTo, headers: headers, queueCommand: queueCommand,
      referredBy: referredBy };
  },
  invite: function (message, callerId, target, headers, queueCommand) {
    return { verb: "invite", message: message, callerId: callerId, target: target, headers: headers };
  },
};
`;
const outcome = "JSON.stringify({ printed: __printed, debug: __debug })";

export async function runTransferCode(source: string, memory: ScriptMemory): Promise<TransferRun> {
  const realm = openRealm(timeLimitMs);
  try {
    await realm.evaluate(prelude, { input: JSON.stringify(memory) });
    const ran = await realm.evaluate(source, { filename: "message-node.js" });
    if (!ran.ok) return { ok: false, why: ran.error, debug: [] };
    const left = await realm.evaluate(outcome);
    if (!left.ok) return { ok: false, why: left.error, debug: [] };
    const { printed, debug } = JSON.parse(left.value) as { printed: unknown[]; debug: string[] };
    const command = printed.findLast((one) => typeof one === "object" && one !== null);
    const read = command === undefined ? undefined : readCommand({ ...command });
    if (typeof read === "string") return { ok: false, why: read, debug };
    return { ok: true, command: read, debug };
  } finally {
    realm.close();
  }
}

function readCommand(given: Record<string, unknown>): VoiceCommand | string {
  const { verb, message, headers, referTo, target, callerId } = given;
  if (typeof message !== "string") return `${verb}: the message must be text.`;
  if (headers !== undefined && (typeof headers !== "object" || Array.isArray(headers)))
    return `${verb}: the headers must be an object.`;
  const pairs = Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)] as const);
  const read = Object.fromEntries(pairs);
  switch (verb) {
    case "hangup":
      return { verb, message, headers: read };
    case "refer":
      return isTarget(referTo)
        ? { verb, message, referTo, headers: read }
        : "refer: the target must be a number or a SIP URI.";
    case "invite":
      if (typeof callerId !== "string" || !e164.test(callerId)) return "invite: the caller ID must be E.164.";
      return isSipUri(target) ? { verb, message, target } : "invite: the target must be a SIP URI.";
  }
  return "print was given something that is no command.";
}

const e164 = /^\+[1-9]\d{6,14}$/;

function isTarget(value: unknown): value is string {
  return (typeof value === "string" && e164.test(value)) || isSipUri(value);
}

function isSipUri(value: unknown): value is string {
  return typeof value === "string" && /^sips?:[^\s<>@]+@[^\s<>@]+$/.test(value);
}
