import type { ContactId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import type { PanelRow, Severity, SourcePanel, TrailEvent } from "@/lib/trail/event";
import { otherCaller } from "./fetch-conversation";
import type { KoreConversation, KoreMessage } from "./kore-conversation";
import { conversationBegan, handedOff, messageSaid, summaryWritten } from "./kore-events";
import { isNumber } from "./phone-numbers";

const source = "kore-conversation";
const longestTitle = 120;
const speakers: Record<KoreMessage["from"], string> = {
  caller: "The caller",
  agent: "The voice agent",
  unknown: "Caller or voice agent",
};

/** Pure: what was said and done in Kore's part of the call, each at Kore's own time. */
export function conversationEvents(contactId: ContactId, conversation: KoreConversation): TrailEvent[] {
  const { sessionId, callId, currentTask, startedAt, handedOffAt, messages, summary } = conversation;
  const facts = { sessionId, callId, currentTask, startedAt, handedOffAt };
  const event = (
    step: string,
    at: string | undefined,
    own: Pick<TrailEvent, "code" | "facts" | "title" | "detail" | "raw" | "during"> & {
      severity?: Severity;
      kind?: "transcript";
    },
  ): TrailEvent[] =>
    at === undefined
      ? []
      : [
          {
            id: `${source}:${sessionId}:${step}`,
            at,
            source,
            hop: "kore",
            severity: "info",
            contactId,
            ...own,
          },
        ];
  const stepIds = messageIds(messages);
  return [
    ...event("started", startedAt, {
      ...conversationBegan.of({ isHandedOff: handedOffAt !== undefined }),
      severity: "good",
      title: "Kore's voice agent took the call",
      detail: `Kore session ${sessionId}`,
      raw: facts,
    }),
    ...messages.flatMap(({ from, text, at }, index) => {
      const who = speakers[from];
      const isLong = text.length > longestTitle;
      return event(`message:${stepIds[index]}`, at, {
        ...messageSaid.of({ from }),
        title: `${who}: “${isLong ? `${text.slice(0, longestTitle - 1)}…` : text}”`,
        ...(isLong && { detail: text }),
        kind: "transcript",
        raw: { from, text, at },
      });
    }),
    ...event("handed-off", handedOffAt, {
      ...handedOff.of({}),
      severity: "good",
      title: "Kore handed the caller to an agent",
      ...(currentTask && { detail: `Task ${currentTask}` }),
      raw: facts,
    }),
    ...event("summary", summary?.at, {
      ...summaryWritten.of({}),
      during: "any",
      title: "Kore's summary of the conversation",
      detail: summary?.text,
      kind: "transcript",
      raw: summary,
    }),
  ];
}

/** Stable over reloads: Kore's own id, else the message's time and which of that time's it is. Never what was said. */
function messageIds(messages: KoreMessage[]): string[] {
  const counts = new Map<string, number>();
  return messages.map(({ id, at = "" }) => {
    if (id) return id;
    const count = (counts.get(at) ?? 0) + 1;
    counts.set(at, count);
    return `${at}#${count}`;
  });
}

/** What isn't shown beside the conversations that are. */
interface Missing {
  /** One is another caller's. */
  hasOthers?: boolean;
  /** Why one couldn't be read. */
  unread?: Problem | undefined;
}

/** Pure: the facts of the conversations, one after the other; undefined when there are none. */
export function conversationsPanel(
  conversations: KoreConversation[],
  { hasOthers = false, unread }: Missing = {},
): SourcePanel | undefined {
  const others: PanelRow = { key: otherCaller.code, label: "Not shown", value: otherCaller.sentence };
  const rows: PanelRow[] = [...conversations.flatMap(conversationRows), ...(hasOthers ? [others] : [])];
  if (unread)
    rows.push({
      ...{ key: "unread", label: "Not read", kind: "sentence" },
      value: `There may be another conversation. ${unread.sentence}`,
    });
  return rows.length > 0 ? { title: "Kore", rows } : undefined;
}

function conversationRows(conversation: KoreConversation): PanelRow[] {
  const { sessionId, callId, userId, currentTask, startedAt, handedOffAt, messages, summary, complete } =
    conversation;
  const isPhone = isNumber(userId);
  const rows: PanelRow[] = [
    { key: "sessionId", label: "Kore session", value: sessionId, kind: "id" },
    { key: "summary", label: "Summary", value: summary?.text ?? "", kind: "transcript" },
    { key: "currentTask", label: "Task at the end", value: currentTask },
    { key: "startedAt", label: "Began", value: startedAt ?? "" },
    { key: "handedOffAt", label: "Handed to an agent", value: handedOffAt ?? "" },
    { key: "callId", label: "Kore's call ID", value: callId, kind: "id" },
    { key: "userId", label: "User", value: userId, kind: isPhone ? "phone" : "id" },
    {
      key: "messageCount",
      label: "Turns of talk",
      value: `${messages.length}${complete ? "" : ", and more that are not shown"}`,
    },
  ];
  // Without times they have no place on the time line.
  const untimed = messages.filter(({ at }) => at === undefined);
  for (const { from, text } of untimed) {
    rows.push({
      key: "message",
      label: speakers[from],
      value: text,
      kind: "transcript",
    });
  }
  return rows.filter(({ value }) => value !== "");
}
