import { memberOf, textOf } from "../shared/read-request";
import type { VendorAnswer } from "../shared/serve-vendor";
import { apiFailure } from "./api-failure";
import type { Conversation, ConversationMessage } from "./conversation";
import type { KoreStore } from "./store";

const channel = "korevg";
const maxSessions = 100;
const maxSessionIds = 50;
const maxMessages = { v1: 100, v2: 10_000 };
const sevenDaysMs = 7 * 86_400_000;

/** POST …/getSessions, with filters in the query and the body. Newest first; without a time, of the last seven days. */
export function getSessions(
  store: KoreStore,
  botId: string,
  query: URLSearchParams,
  body: unknown,
): VendorAnswer {
  const ids = memberOf(body, "sessionId");
  if (Array.isArray(ids) && ids.length > maxSessionIds)
    return apiFailure(400, `At most ${maxSessionIds} session IDs.`);
  const callId = query.get("callId");
  const containment = query.get("containmentType");
  const to = textOf(body, "dateTo");
  const from = textOf(body, "dateFrom") ?? sevenDaysBefore(to);
  const found = store
    .conversations(
      (one) =>
        one.botId === botId &&
        (Array.isArray(ids)
          ? ids.includes(one.sessionId)
          : (callId === null || one.callId === callId) &&
            (containment === null || containmentOf(one) === containment) &&
            isWithin(one.startedAt, from, to)),
    )
    .toReversed();
  const skip = numberOf(body, "skip") ?? numberOf(body, "offset") ?? 0;
  const limit = Math.min(numberOf(body, "limit") ?? maxSessions, maxSessions);
  const page = found.slice(skip, skip + limit);
  return {
    status: 200,
    body: {
      total: found.length,
      moreAvailable: skip + page.length < found.length,
      sessions: page.map(describeSession),
    },
  };
}

function sevenDaysBefore(to: string | undefined): string {
  return new Date((to === undefined ? Date.now() : Date.parse(to)) - sevenDaysMs).toISOString();
}

function describeSession(one: Conversation): object {
  return {
    sessionId: one.sessionId,
    botId: one.botId,
    channel,
    userId: one.userId,
    start_time: one.startedAt,
    ...(one.endedAt === undefined ? {} : { end_time: one.endedAt }),
    session_lang: ["en"],
    sessionType: one.messages.some(({ from }) => from === "caller") ? "interactive" : "non-interactive",
    isDeveloper: false,
    sessionStatus: one.endedAt === undefined ? "active" : "closed",
    tags: { userTags: [], sessionTags: sessionTags(one), altText: [] },
    noOfMessagesExchanged: one.messages.length,
    noOfTasksExecuted: 1,
    ...(one.endedAt === undefined ? {} : { containmentType: containmentOf(one) }),
  };
}

function sessionTags({ userId, endedBy }: Conversation): { name: string; value: string }[] {
  return [
    { name: "callerNumber", value: `${userId.slice(0, 4)}*****${userId.slice(-2)}` },
    ...(endedBy === "agent-transfer" ? [{ name: "voiceAgentTransferStart", value: "1" }] : []),
    ...(endedBy === undefined ? [] : [{ name: "audioCodesCallDisconnect", value: "1" }]),
  ];
}

function containmentOf({ endedBy }: Conversation): "agent" | "selfService" | "dropOff" {
  if (endedBy === "agent-transfer") return "agent";
  return endedBy === "bot" ? "selfService" : "dropOff";
}

/** GET and POST …/getMessages and …/getMessagesV2: newest first unless `forward`. */
export function getMessages(
  store: KoreStore,
  botId: string,
  version: "v1" | "v2",
  asked: { query: URLSearchParams; body: unknown },
): VendorAnswer {
  const text = (name: string) => asked.query.get(name) ?? textOf(asked.body, name);
  const from = text("dateFrom");
  const to = text("dateTo");
  if (from !== undefined && to !== undefined && Date.parse(to) - Date.parse(from) >= sevenDaysMs)
    return apiFailure(400, "The duration between dateTo and dateFrom must be less than 7 days.");
  const given = memberOf(asked.body, "sessionId") ?? asked.query.get("sessionId") ?? undefined;
  const sessionIds = given === undefined ? undefined : [given].flat();
  const callId = text("callId");
  const found = store.conversations(
    (one) =>
      one.botId === botId &&
      (sessionIds === undefined || sessionIds.includes(one.sessionId)) &&
      (callId === undefined || one.callId === callId),
  );
  const isOn = (name: string) => asked.query.get(name) === "true" || memberOf(asked.body, name) === true;
  const messages = found
    .flatMap((one) => one.messages.map((message, index) => ({ one, message, index })))
    .filter(({ message }) => isWithin(message.at, from, to));
  if (!isOn("forward")) messages.reverse();
  const skip = Number(text("skip") ?? text("offset") ?? numberOf(asked.body, "skip") ?? 0);
  const most = maxMessages[version];
  const limit = Math.min(Number(text("limit") ?? numberOf(asked.body, "limit") ?? most), most);
  const page = messages.slice(skip, skip + limit);
  return {
    status: 200,
    body: {
      total: messages.length,
      moreAvailable: skip + page.length < messages.length,
      messages: page.map(({ one, message, index }) =>
        describeMessage(one, message, index, isOn("includeLatency")),
      ),
    },
  };
}

function describeMessage(
  { sessionId, botId, userId }: Conversation,
  { from, text, at, latency }: ConversationMessage,
  index: number,
  withLatency: boolean,
): object {
  const isOutgoing = from === "bot";
  return {
    _id: `ms-${sessionId}-${index}`,
    botId,
    type: isOutgoing ? "outgoing" : "incoming",
    status: isOutgoing ? "pending" : "received",
    createdBy: userId,
    createdOn: at,
    timestampValue: Date.parse(at),
    sessionId,
    chnl: channel,
    lang: "en",
    components: [{ _id: `cp-${sessionId}-${index}`, cT: "text", data: { text }, thumbnails: [] }],
    channels: [{ type: channel }],
    ...(withLatency && isOutgoing && latency ? { latency } : {}),
  };
}

/** Days, or moments: "2026-05-22" is the whole day. */
function isWithin(at: string, from: string | undefined, to: string | undefined): boolean {
  return (from === undefined || at >= from) && (to === undefined || at.slice(0, to.length) <= to);
}

function numberOf(body: unknown, name: string): number | undefined {
  const value = memberOf(body, name);
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
}
