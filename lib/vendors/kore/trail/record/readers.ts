import { fail, type Result, succeed } from "@/lib/kernel/result";
import type { TimeWindow, VendorReaders } from "@/lib/trail/trail-source";
import { type ConversationKey, type KoreRequest, requestKore } from "../../ask-kore";
import { koreSettings } from "../../connection-settings";
import { koreScopes } from "../../scopes";
import {
  hasAllMessages,
  type KoreInteraction,
  type KoreLogLine,
  type KoreRecording,
  type KoreSession,
  type KoreTurns,
  parseInteractions,
  parseLogLines,
  parseRecording,
  parseSessions,
  parseTurns,
} from "./parse-answers";
import { askOnce } from "./recent-answers";

/** What the connection says of its bot, to compare with what Kore says of a call. */
export interface OwnBot {
  botId: string;
  didNumber: string;
}

/** One Kore bot. Each call fails with the connection's Problems; undefined: this bot has nothing of it. */
export interface KoreRecordReader {
  fetchSession(
    key: ConversationKey,
    window: TimeWindow,
    signal: AbortSignal,
  ): Promise<Result<KoreSession | undefined>>;
  fetchTurns(
    key: ConversationKey,
    window: TimeWindow,
    signal: AbortSignal,
  ): Promise<Result<KoreTurns | undefined>>;
  /** Whether the connection has Kore's account ID, without which there are no interactions to ask for. */
  hasAccount(): Promise<Result<boolean>>;
  fetchInteraction(
    sessionId: string,
    window: TimeWindow,
    signal: AbortSignal,
  ): Promise<Result<{ interaction: KoreInteraction; own: OwnBot } | undefined>>;
  fetchRecording(sessionId: string, signal: AbortSignal): Promise<Result<KoreRecording | undefined>>;
  fetchLogLines(userId: string, signal: AbortSignal): Promise<Result<KoreLogLine[] | undefined>>;
}

/** Less than a source's own deadline, so that it is the vendor that is said to be slow. */
const timeoutMs = 5_000;
const maxTurns = 100;
/** A page of them that is full may not be all. */
export const maxLogLines = 100;
/** Pages of an account's conversations in a call's minutes. */
const interactionsPerPage = 100;
const maxInteractionPages = 3;
const dayMs = 86_400_000;
/** Kore takes no longer time. */
const maxDaysMs = 6 * dayMs;

export const koreRecordReaders: VendorReaders<KoreRecordReader> = {
  vendor: "kore",
  open: ({ open }) => {
    const ask = async (request: KoreRequest, signal: AbortSignal): Promise<Result<unknown>> => {
      const connection = await open();
      if (!connection.ok) return connection;
      const settings = koreSettings.parse(connection.value.settings);
      const clientSecret = connection.value.secrets.clientSecret ?? "";
      const bot = { settings, clientSecret };
      return askOnce([bot, request], () => requestKore(bot, request, { timeoutMs, signal }));
    };
    return {
      async fetchSession(key, window, signal) {
        const answer = await ask(sessionRequest(key, window), signal);
        if (!answer.ok) return answer;
        // What Kore returns besides what was asked for is another caller's.
        return succeed(
          parseSessions(answer.value).find(
            ({ sessionId }) => !("sessionId" in key) || sessionId === key.sessionId,
          ),
        );
      },
      async fetchTurns(key, window, signal) {
        const answer = await ask(turnsRequest(key, window), signal);
        if (!answer.ok) return answer;
        const turns = parseTurns(answer.value);
        return succeed(
          turns.length > 0 ? { turns, isWhole: hasAllMessages(answer.value, maxTurns) } : undefined,
        );
      },
      async hasAccount() {
        const connection = await open();
        if (!connection.ok) return connection;
        return succeed(koreSettings.parse(connection.value.settings).accountId !== undefined);
      },
      async fetchInteraction(sessionId, window, signal) {
        const connection = await open();
        if (!connection.ok) return connection;
        const { accountId, botId, didNumber } = koreSettings.parse(connection.value.settings);
        if (accountId === undefined) return succeed(undefined);
        for (let page = 0; page < maxInteractionPages; page += 1) {
          const answer = await ask(interactionsRequest({ accountId, botId, window, page }), signal);
          if (!answer.ok) return answer;
          const { interactions, rows, total } = parseInteractions(answer.value);
          const interaction = interactions.find((one) => one.sessionId === sessionId);
          if (interaction) return succeed({ interaction, own: { botId, didNumber } });
          const isFull = rows >= interactionsPerPage;
          if (rows === 0 || (total === undefined ? !isFull : (page + 1) * interactionsPerPage >= total))
            return succeed(undefined);
        }
        return fail(tooMany);
      },
      async fetchRecording(sessionId, signal) {
        const answer = await ask(
          {
            method: "GET",
            path: "/api/public/bot/{botId}/v2/recordings",
            query: { sessionId },
            scope: koreScopes.recordings,
          },
          signal,
        );
        if (!answer.ok) return answer;
        const recording = parseRecording(answer.value);
        return succeed(recording.status === "" ? undefined : recording);
      },
      async fetchLogLines(userId, signal) {
        const answer = await ask(
          {
            method: "GET",
            path: "/api/1.1/{botId}/debuglogs",
            query: {
              identity: userId,
              channelType: "korevg",
              minimumInfo: true,
              limit: maxLogLines,
              offset: 0,
              timezone: "UTC",
            },
            scope: koreScopes.debugLogs,
          },
          signal,
        );
        if (!answer.ok) return answer;
        const lines = parseLogLines(answer.value);
        return succeed(lines.length > 0 ? lines : undefined);
      },
    };
  },
};

/**
 * Days around a contact: without them, Kore looks through the last seven alone. A day more on both sides, for clocks that
 * differ, and whole days, so that the same is asked while a page looks again.
 */
function datesOf({ fromMs, toMs }: TimeWindow): { dateFrom: string; dateTo: string } {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const from = fromMs - dayMs;
  return { dateFrom: day(from), dateTo: day(Math.min(toMs + dayMs, from + maxDaysMs - dayMs)) };
}

function sessionRequest(key: ConversationKey, window: TimeWindow): KoreRequest {
  const byCall = "callId" in key;
  return {
    method: "POST",
    path: "/api/public/bot/{botId}/getSessions",
    ...(byCall ? { query: { callId: key.callId } } : {}),
    // With session IDs, Kore ignores everything else.
    body: byCall ? { skip: 0, limit: 1, ...datesOf(window) } : { sessionId: [key.sessionId] },
    scope: koreScopes.botSessions,
  };
}

function turnsRequest(key: ConversationKey, window: TimeWindow): KoreRequest {
  const dates = datesOf(window);
  const common = { path: "/api/public/bot/{botId}/getMessages", scope: koreScopes.chatHistory } as const;
  if ("callId" in key) {
    const query = {
      ...{ callId: key.callId, channelType: "korevg", includeLatency: true, limit: maxTurns },
      ...dates,
    };
    return { ...common, method: "GET", query };
  }
  return {
    ...common,
    method: "POST",
    body: { sessionId: [key.sessionId], includeLatency: true, limit: maxTurns, skip: 0, ...dates },
  };
}

/** Kore's record of an account's calls in this time. */
export function interactionsRequest({
  accountId,
  botId,
  window: { fromMs, toMs },
  page,
}: {
  accountId: string;
  botId: string;
  window: TimeWindow;
  page: number;
}): KoreRequest {
  const moment = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace("T", " ");
  return {
    method: "POST",
    path: `/agentassist/api/public/analytics/account/${encodeURIComponent(accountId)}/v2/interactionDetails`,
    query: { offset: page, limit: interactionsPerPage },
    headers: { accountId, iId: botId },
    body: {
      startDate: moment(fromMs),
      endDate: moment(Math.min(toMs, fromMs + maxDaysMs)),
      timeZoneOffset: 0,
      direction: "Inbound",
      selectedFields: ["customerinfo"],
    },
    scope: koreScopes.analytics,
  };
}

const tooMany = {
  code: "kore-too-many",
  sentence: "Kore has more conversations in this call's minutes than Patchbay reads (300).",
  wayOut: "Look the session up in Kore's Interactions.",
};
