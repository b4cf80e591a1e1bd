import type { VendorAnswer } from "../shared/serve-vendor";
import { apiFailure } from "./api-failure";
import type { Conversation } from "./conversation";
import type { KoreStore } from "./store";

const pageSize = 50;

/** POST …/conversationDetails: one of sessionId, callId, conversationId. */
export function conversationDetails(store: KoreStore, botId: string, body: unknown): VendorAnswer {
  const asked = readKey(body);
  if (!asked) return apiFailure(400, "One of sessionId, callId, and conversationId is required.");
  const [found] = store.conversations((one) => one.botId === botId && one[asked.key] === asked.value);
  if (!found) return apiFailure(404, "No such conversation.");
  const offset = numberOf(body, "offset") ?? 0;
  const limit = Math.min(numberOf(body, "limit") ?? pageSize, pageSize);
  const wantsSummary =
    typeof body === "object" && body !== null && Reflect.get(body, "isSummaryRequired") === true;
  return {
    status: 200,
    body: {
      conversationInfo: describe(found),
      conversationFlow: [{ taskName: found.currentTask, startTime: found.startedAt }],
      conversationHistory: found.messages.slice(offset, offset + limit).map((message) => ({
        type: message.from === "caller" ? "incoming" : "outgoing",
        createdOn: message.at,
        components: [{ cT: "text", data: { text: message.text } }],
      })),
      ...(wantsSummary && !found.withoutSummary
        ? { summary: { ConversationSummary: summarise(found), time: found.endedAt ?? found.startedAt } }
        : {}),
    },
  };
}

function describe(one: Conversation) {
  return {
    userId: one.userId,
    callId: one.callId,
    sessionId: one.sessionId,
    conversationId: one.conversationId,
    sessionStartTime: one.startedAt,
    agentHandOffTime: one.handedOffAt ?? null,
    currentTask: one.currentTask,
  };
}

function summarise(one: Conversation): string {
  const asked = one.messages.filter(({ from }) => from === "caller").map(({ text }) => text);
  if (asked.length === 0) return "The caller said nothing.";
  const end = one.endedBy === "agent-transfer" ? "was handed to an agent" : "was served by the voice agent";
  return `The caller said: ${asked.join(" ")} The caller ${end}.`;
}

function readKey(
  body: unknown,
): { key: "sessionId" | "callId" | "conversationId"; value: string } | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  for (const key of ["sessionId", "callId", "conversationId"] as const) {
    const value: unknown = Reflect.get(body, key);
    if (typeof value === "string" && value !== "") return { key, value };
  }
  return undefined;
}

function numberOf(body: unknown, name: string): number | undefined {
  const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
}
