import { objectOf, type PlainObject, textOf } from "@/lambdas/shared/plain-values";
import { vendorTime } from "@/lib/kernel/vendor-time";

/** What Kore says of one session of a bot. */
export interface KoreSession {
  sessionId: string;
  botId: string;
  userId: string;
  channel: string;
  status: string;
  /** "agent", "selfService", or "dropOff", as Kore writes it; "" while it isn't known. */
  containmentType: string;
  /** ISO 8601; absent when Kore didn't say, or not in a way that can be read. */
  startedAt?: string;
  endedAt?: string;
  /** Names alone: values may be the caller's. */
  tags: string[];
}

/** One answer of the bot, and how long the caller waited for it. In milliseconds. */
export interface KoreTurn {
  /** Kore's own, where it gives one that is nothing but an ID. */
  id?: string;
  at: string;
  totalMs: number;
  /** Absent: Kore didn't say. */
  asrMs?: number;
  botMs?: number;
  ttsMs?: number;
}

/** Some of a conversation's answers, newest first in what Kore returns. */
export interface KoreTurns {
  turns: KoreTurn[];
  /** false: there are more messages than were read. */
  isWhole: boolean;
}

/** What Kore's contact center says of one conversation. */
export interface KoreInteraction {
  sessionId: string;
  /** The automation bots that ran; empty when Kore names none. */
  botIds: string[];
  calledNumber: string;
  callerNumber: string;
  channel: string;
  finalStatus: string;
  smartStatus: string;
  reason: string;
  disconnectingEvent: string;
  errorDetails: string;
  startedAt?: string;
  endedAt?: string;
}

export interface KoreRecording {
  /** "success", "media_unavailable", "call_in_progress", "media_in_progress", or another. */
  status: string;
  files: { name: string; url: string }[];
}

export interface KoreLogLine {
  at?: string;
  sessionId: string;
  text: string;
  isError: boolean;
}

/** Members that are missing or of another kind are left out, here and below. Pure. */
export function parseSessions(answer: unknown): KoreSession[] {
  return listOf(objectOf(answer)?.sessions).flatMap((entry): KoreSession[] => {
    const one = objectOf(entry);
    const sessionId = textOf(one?.sessionId);
    if (!one || sessionId === "") return [];
    const startedAt = vendorTime(one.start_time);
    const endedAt = vendorTime(one.end_time);
    const tags = listOf(objectOf(one.tags)?.sessionTags).map((tag) => textOf(objectOf(tag)?.name));
    return [
      {
        sessionId,
        botId: textOf(one.botId),
        userId: textOf(one.userId),
        channel: textOf(one.channel),
        status: textOf(one.sessionStatus),
        containmentType: textOf(one.containmentType),
        ...(startedAt && { startedAt }),
        ...(endedAt && { endedAt }),
        tags: tags.filter((tag) => tag !== ""),
      },
    ];
  });
}

/** The bot's answers that Kore measured, oldest first. */
export function parseTurns(answer: unknown): KoreTurn[] {
  const turns = listOf(objectOf(answer)?.messages).flatMap((entry): KoreTurn[] => {
    const message = objectOf(entry);
    const latency = objectOf(message?.latency);
    const at = vendorTime(message?.createdOn);
    if (!message || !latency || at === undefined) return [];
    const whole = durationOf(latency.totalMs);
    // A part that took longer than the whole measures something else.
    const part = (name: string) => durationOf(objectOf(latency[name])?.durationMs, whole);
    const [asrMs, botMs, ttsMs] = [part("asr"), part("bot"), part("tts")];
    const known = [asrMs, botMs, ttsMs].filter((ms) => ms !== undefined);
    const totalMs = whole ?? (known.length > 0 ? known.reduce((sum, ms) => sum + ms, 0) : undefined);
    if (totalMs === undefined) return [];
    const id = textOf(message._id);
    return [
      {
        ...(/^[\w-]{1,64}$/.test(id) && { id }),
        at,
        totalMs,
        ...(asrMs !== undefined && { asrMs }),
        ...(botMs !== undefined && { botMs }),
        ...(ttsMs !== undefined && { ttsMs }),
      },
    ];
  });
  return turns.sort((one, other) => one.at.localeCompare(other.at));
}

/** Whether the answer has all messages of what was asked for, as far as Kore says. */
export function hasAllMessages(answer: unknown, limit: number): boolean {
  const { messages, moreAvailable } = objectOf(answer) ?? {};
  return typeof moreAvailable === "boolean" ? !moreAvailable : listOf(messages).length < limit;
}

/** `rows`: how many records the page has, read or not. `total`: of all pages; undefined when Kore doesn't say. */
export function parseInteractions(answer: unknown): {
  interactions: KoreInteraction[];
  rows: number;
  total: number | undefined;
} {
  const data = listOf(objectOf(answer)?.data);
  const total = objectOf(answer)?.numResults;
  return {
    interactions: data.flatMap((entry) => {
      const one = objectOf(entry);
      return one && textOf(one.sessionId) !== "" ? [parseInteraction(one)] : [];
    }),
    rows: data.length,
    total: typeof total === "number" ? total : undefined,
  };
}

function parseInteraction(one: PlainObject): KoreInteraction {
  const text = (name: string) => textOf(one[name]).trim();
  const customer = objectOf(one.customerinfo);
  // In the time zone that was asked for, which is UTC, and without saying so.
  const startedAt = vendorTime(one.sessionStartTime);
  const endedAt = vendorTime(one.sessionEndTime);
  return {
    sessionId: text("sessionId"),
    botIds: listOf(one.automationBotIDs)
      .map(textOf)
      .filter((id) => /^[\w-]{4,80}$/.test(id)),
    calledNumber: textOf(customer?.CenterPhone).trim(),
    callerNumber: textOf(customer?.CustomerPhone).trim(),
    channel: text("channel"),
    finalStatus: text("finalStatus"),
    smartStatus: text("smartStatus"),
    reason: text("reason"),
    disconnectingEvent: text("disconnectingEvent"),
    errorDetails: text("errorDetails"),
    ...(startedAt && { startedAt }),
    ...(endedAt && { endedAt }),
  };
}

/** Links that a browser opens: nothing but web addresses. */
export function parseRecording(answer: unknown): KoreRecording {
  const body = objectOf(answer);
  return {
    status: textOf(body?.status),
    files: listOf(body?.recording).flatMap((entry) => {
      const url = textOf(objectOf(entry)?.fileUrl);
      const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
      return isWeb ? [{ name: textOf(objectOf(entry)?.fileName), url }] : [];
    }),
  };
}

/** Kore doesn't document this answer: a list, at the top or in one member, of lines under the usual names. */
export function parseLogLines(answer: unknown): KoreLogLine[] {
  const list = Array.isArray(answer)
    ? answer
    : (Object.values(objectOf(answer) ?? {}).find((member) => Array.isArray(member)) ?? []);
  return listOf(list).flatMap((entry): KoreLogLine[] => {
    const line = objectOf(entry);
    if (!line) return [];
    const said = ["message", "msg", "log", "text"].map((name) => line[name]).find(isTold);
    if (said === undefined) return [];
    const at = ["createdOn", "timestamp", "time", "createdAt"]
      .map((name) => vendorTime(line[name]))
      .find(Boolean);
    return [
      {
        ...(at && { at }),
        sessionId: textOf(line.sessionId),
        text: typeof said === "string" ? said : JSON.stringify(said),
        isError: /error|fail/i.test(textOf(line.type) || textOf(line.level)),
      },
    ];
  });
}

function isTold(value: unknown): boolean {
  return (typeof value === "string" && value !== "") || (typeof value === "object" && value !== null);
}

/** An hour at most: what is longer is no time that a caller waited. */
const longestMs = 3_600_000;

function durationOf(value: unknown, mostMs = longestMs): number | undefined {
  const ms = typeof value === "number" ? Math.round(value) : -1;
  return ms >= 0 && ms <= mostMs ? ms : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
