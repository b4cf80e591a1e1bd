import type { IncomingHttpHeaders } from "node:http";
import { memberOf, textOf } from "../shared/read-request";
import type { VendorAnswer } from "../shared/serve-vendor";
import { apiFailure } from "./api-failure";
import { appOf } from "./app-builder/app";
import type { Bot } from "./bot";
import type { Conversation } from "./conversation";
import type { KoreStore } from "./store";

const maxRecords = 100;
const sevenDaysMs = 7 * 86_400_000;

/** POST …/v2/interactionDetails?offset&limit: the bot's conversations, one object each. */
export function interactionDetails(
  store: KoreStore,
  bot: Bot,
  accountId: string,
  asked: { headers: IncomingHttpHeaders; query: URLSearchParams; body: unknown },
): VendorAnswer {
  const { headers, query, body } = asked;
  if (appOf(bot).accountId !== accountId || headers.accountid !== accountId)
    return apiFailure(403, "The account is not the app's.");
  const from = Date.parse(`${textOf(body, "startDate") ?? ""}Z`.replace(" ", "T"));
  const to = Date.parse(`${textOf(body, "endDate") ?? ""}Z`.replace(" ", "T"));
  const offsetMinutes = memberOf(body, "timeZoneOffset");
  if (Number.isNaN(from) || Number.isNaN(to) || typeof offsetMinutes !== "number")
    return apiFailure(400, "startDate, endDate, and timeZoneOffset are required.");
  if (to - from > sevenDaysMs) return apiFailure(400, "The date range can't be more than seven days.");
  const shiftMs = offsetMinutes * 60_000;
  const direction = textOf(body, "direction") ?? "Both";
  const found = store.conversations((one) => {
    const at = Date.parse(one.startedAt) - shiftMs;
    return one.botId === bot.botId && at >= from && at <= to && direction !== "Outbound";
  });
  const limit = Math.min(Number(query.get("limit") ?? maxRecords), maxRecords);
  const page = Number(query.get("offset") ?? 0);
  const selected = memberOf(body, "selectedFields");
  const fields = Array.isArray(selected) ? selected : [];
  return {
    status: 200,
    body: {
      numResults: found.length,
      data: found
        .slice(page * limit, (page + 1) * limit)
        .map((one) => describeInteraction(one, bot, fields, shiftMs)),
    },
  };
}

const ends: Record<string, { finalStatus: string; smartStatus: string; disconnectingEvent: string }> = {
  bot: { finalStatus: "BotResolved", smartStatus: "CLOSED AT BOT", disconnectingEvent: "System Hangup" },
  caller: {
    finalStatus: "USER ABANDONED",
    smartStatus: "ABANDONED AT BOT",
    disconnectingEvent: "User Hangup",
  },
  "agent-transfer": { finalStatus: "CLOSED", smartStatus: "CLOSED", disconnectingEvent: "System Hangup" },
};

function describeInteraction(
  one: Conversation,
  bot: Bot,
  fields: readonly unknown[],
  shiftMs: number,
): object {
  const local = (at: string) => new Date(Date.parse(at) - shiftMs).toISOString().slice(0, 19);
  const end = ends[one.endedBy ?? ""] ?? { finalStatus: "", smartStatus: "", disconnectingEvent: "" };
  return {
    conversationId: one.conversationId,
    sessionId: one.sessionId,
    channel: "Voice",
    isVoicemail: "NO",
    Direction: "Inbound",
    sessionStartTime: local(one.startedAt),
    ...(one.endedAt === undefined ? {} : { sessionEndTime: local(one.endedAt) }),
    botId: bot.botId,
    userId: one.userId,
    channelSpecificUserId: one.userId,
    reason: "",
    errorDetails: one.errorDetails ?? "",
    ...end,
    automationBotIDs: [one.ranBotId ?? bot.botId],
    ...(fields.includes("customerinfo") && {
      customerinfo: { CustomerPhone: one.userId, CenterPhone: one.calledNumber ?? "" },
    }),
    ...(fields.includes("sessionleveltags") && { sessionleveltags: [] }),
  };
}

const recordingPath = /^GET \/api\/getMediaStream\/smartassistrecording\/([^/]+)\.wav$/;

/** GET …/v2/recordings?sessionId= */
export function recordings(
  store: KoreStore,
  botId: string,
  query: URLSearchParams,
  origin: string,
): VendorAnswer {
  const sessionId = query.get("sessionId");
  if (!sessionId) return apiFailure(400, "sessionId is required.");
  const [found] = store.conversations((one) => one.botId === botId && one.sessionId === sessionId);
  const status = !found
    ? "media_unavailable"
    : found.endedAt === undefined
      ? "call_in_progress"
      : (found.recording ?? "success");
  const fileName = `${sessionId}-merged.wav`;
  const fileUrl = `${origin}/api/getMediaStream/smartassistrecording/${sessionId}.wav?e=${Date.now() + 300_000}&s=sandbox`;
  return {
    status: 200,
    body: { status, ...(status === "success" ? { recording: [{ fileName, fileUrl }] } : { recording: [] }) },
  };
}

/** A second of silence, for whoever follows the link; undefined when it is no recording's. */
export function recordingFile(asked: string, store: KoreStore): Buffer | undefined {
  const sessionId = recordingPath.exec(asked)?.[1];
  const [found] = store.conversations((one) => one.sessionId === sessionId);
  if (!found) return undefined;
  const samples = Buffer.alloc(8_000, 128);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8, "latin1");
  for (const [offset, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    head.writeUInt16LE(value, offset);
  for (const [offset, value] of [
    [16, 16],
    [24, 8_000],
    [28, 8_000],
  ] as const)
    head.writeUInt32LE(value, offset);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

const maxLogs = 100;

/** GET …/debuglogs: what scripts logged, newest first. Its form is not documented; this one is made up. */
export function debuglogs(store: KoreStore, botId: string, query: URLSearchParams): VendorAnswer {
  const identity = query.get("identity");
  if (!identity) return apiFailure(400, "identity is required.");
  if (query.get("channelType") !== "korevg") return { status: 200, body: { total: 0, logs: [] } };
  const lines = store
    .conversations((one) => one.botId === botId && one.userId === identity)
    .flatMap((one) =>
      one.debug.map((message, index) => ({
        _id: `dl-${one.sessionId}-${index}`,
        sessionId: one.sessionId,
        taskName: one.currentTask,
        createdOn: one.endedAt ?? one.startedAt,
        type: message.startsWith("Script error") ? "error" : "debug",
        message,
      })),
    )
    .toReversed();
  const offset = Number(query.get("offset") ?? 0);
  const limit = Math.min(Number(query.get("limit") ?? maxLogs), maxLogs);
  return { status: 200, body: { total: lines.length, logs: lines.slice(offset, offset + limit) } };
}
