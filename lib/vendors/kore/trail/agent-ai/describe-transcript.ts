import type { ContactId } from "@/lib/kernel/ids";
import type { PanelRow, SourcePanel, TrailEvent } from "@/lib/trail/event";
import type { TimeWindow } from "@/lib/trail/trail-source";
import type { Transcript, TranscriptLine } from "../../agent-ai/transcript";
import { wordsHeard } from "./transcript-events";

export const transcriptSource = "agent-ai-transcript";
/** The panel's row that says of lines that weren't read. */
export const unreadKey = "unread";
const longestTitle = 120;
const speakers: Record<TranscriptLine["from"], string> = {
  customer: "The caller",
  agent: "The agent",
  unknown: "Caller or agent",
};

/**
 * Pure: what Agent AI heard in this contact's time, each line at Agent AI's own time. A conversation goes on through
 * transfers, and each part is told with its own contact.
 */
export function transcriptEvents(
  contactId: ContactId,
  lines: readonly TranscriptLine[],
  window: TimeWindow,
): TrailEvent[] {
  const ids = lineIds(lines);
  return lines.flatMap(({ from, text, at }, index): TrailEvent[] => {
    if (at === undefined || !isWithin(at, window)) return [];
    const isLong = text.length > longestTitle;
    return [
      {
        id: `${transcriptSource}:${ids[index]}`,
        at,
        source: transcriptSource,
        hop: "kore",
        during: "any",
        severity: "info",
        ...wordsHeard.of({ from }),
        title: `${speakers[from]}: “${isLong ? `${text.slice(0, longestTitle - 1)}…` : text}”`,
        ...(isLong && { detail: text }),
        kind: "transcript",
        contactId,
        raw: { from, text, at },
      },
    ];
  });
}

function isWithin(at: string, { fromMs, toMs }: TimeWindow): boolean {
  const atMs = Date.parse(at);
  return atMs >= fromMs && atMs <= toMs;
}

/** Stable over reloads: Agent AI's own ID, else the line's time and which of that time's it is. Never what was said. */
function lineIds(lines: readonly TranscriptLine[]): string[] {
  const counts = new Map<string, number>();
  return lines.map(({ id, at = "" }) => {
    if (id) return id;
    const count = (counts.get(at) ?? 0) + 1;
    counts.set(at, count);
    return `${at}#${count}`;
  });
}

/** Pure: how much of each side there is, and lines that have no place on the time line; undefined when there is nothing. */
export function transcriptPanel(
  conversationId: string,
  { lines, unread }: Transcript,
): SourcePanel | undefined {
  if (lines.length === 0) return undefined;
  const count = (from: TranscriptLine["from"]) => lines.filter((line) => line.from === from).length;
  const rows: PanelRow[] = [
    { key: "conversationId", label: "Conversation", value: conversationId, kind: "id" },
    { key: "customer", label: "Lines of the caller", value: String(count("customer")) },
    { key: "agent", label: "Lines of the agent", value: String(count("agent")) },
  ];
  const unknown = count("unknown");
  if (unknown > 0) rows.push({ key: "unknown", label: "Lines of either", value: String(unknown) });
  if (unread)
    rows.push({
      ...{ key: unreadKey, label: "Not read", kind: "sentence" },
      value: `There may be more lines. ${unread.sentence}`,
    });
  for (const { from, text } of lines.filter(({ at }) => at === undefined))
    rows.push({ key: "line", label: speakers[from], value: text, kind: "transcript" });
  return { title: "Agent AI", rows };
}
