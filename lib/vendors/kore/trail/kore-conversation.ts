import { vendorTime } from "@/lib/kernel/vendor-time";

/** What Kore tells of one conversation, as far as the trail shows it. */
export interface KoreConversation {
  sessionId: string;
  callId: string;
  userId: string;
  currentTask: string;
  /** ISO 8601; absent when Kore did not say, or not in a way that can be read. */
  startedAt?: string;
  handedOffAt?: string;
  messages: KoreMessage[];
  summary?: { text: string; at?: string };
  /** false when there are more messages than were read. */
  complete: boolean;
}

export interface KoreMessage {
  /** Kore's own, where it gives one that is nothing but an id. */
  id?: string;
  /** "unknown": a message of a type that is not known here. */
  from: "caller" | "agent" | "unknown";
  text: string;
  /** ISO 8601. */
  at?: string;
}

/**
 * Kore's answer, read with care: members that are missing or of another kind are left out (facts: conversationInfo,
 * conversationHistory with the text at components[].data.text, summary.ConversationSummary). undefined when nothing of
 * a conversation is in it. Pure.
 */
export function parseKoreConversation(answer: Record<string, unknown>): KoreConversation | undefined {
  const info = objectOf(answer.conversationInfo);
  if (!info) return undefined;
  const summary = objectOf(answer.summary);
  const summaryText = textOf(summary?.ConversationSummary);
  const [startedAt, handedOffAt] = [vendorTime(info.sessionStartTime), vendorTime(info.agentHandOffTime)];
  const summarizedAt = vendorTime(summary?.time);
  return {
    sessionId: textOf(info.sessionId),
    callId: textOf(info.callId),
    userId: textOf(info.userId),
    // Kore's page has "null" for a conversation without a task.
    currentTask: textOf(info.currentTask).replace(/^null$/i, ""),
    ...(startedAt && { startedAt }),
    ...(handedOffAt && { handedOffAt }),
    messages: parseMessages(answer),
    ...(summaryText && { summary: { text: summaryText, ...(summarizedAt && { at: summarizedAt }) } }),
    complete: true,
  };
}

const speakers: Partial<Record<string, KoreMessage["from"]>> = { incoming: "caller", outgoing: "agent" };

/** The messages of one page, each once. */
export function parseMessages(answer: Record<string, unknown>): KoreMessage[] {
  const messages = listOf(answer.conversationHistory).flatMap((entry): KoreMessage[] => {
    const message = objectOf(entry);
    const text = listOf(message?.components)
      .map((component) => textOf(objectOf(objectOf(component)?.data)?.text))
      .filter((each) => each !== "")
      .join(" ");
    if (!message || text === "") return [];
    const at = vendorTime(message.createdOn);
    const from = speakers[textOf(message.type).toLowerCase()] ?? "unknown";
    const id = idOf(message._id) ?? idOf(message.messageId);
    return [{ ...(id && { id }), from, text, ...(at && { at }) }];
  });
  return uniqueMessages(messages);
}

/** Pages may overlap. Without an id the same words of the same speaker at the same moment are one message. */
export function uniqueMessages(messages: KoreMessage[]): KoreMessage[] {
  const keyOf = ({ id, at, from, text }: KoreMessage) => id ?? JSON.stringify([at, from, text]);
  return [...new Map(messages.map((message) => [keyOf(message), message])).values()];
}

/** An event's id is in addresses and attributes of a page, where words would be read by everybody. */
function idOf(value: unknown): string | undefined {
  const text = textOf(value);
  return /^[\w-]{1,64}$/.test(text) ? text : undefined;
}

/** How many entries a page had, read or not: a full one may have another behind it. */
export function historyLength(answer: Record<string, unknown>): number {
  return listOf(answer.conversationHistory).length;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
