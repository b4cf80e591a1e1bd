import type { ContactId } from "@/lib/kernel/ids";
import type { PanelRow, SourcePanel, TrailEvent } from "@/lib/trail/event";
import type { KoreTurn, KoreTurns } from "./parse-answers";
import { type TurnPart, turnTaken } from "./record-events";

export const turnsSource = "kore-turns";

/** From here on a caller notices the silence. */
const noticeableMs = 2_000;
/** From here on a caller asks whether anyone is there. */
export const slowTurnMs = 4_000;
const maxRows = 30;

/** As Kore's screens call them. */
const partNames: Record<Exclude<TurnPart, "several" | "unknown">, string> = {
  asr: "speech to text",
  bot: "the bot",
  tts: "the voice",
};

/** Pure: the turns that a caller noticed, each at Kore's own time. The panel has all. */
export function turnEvents(
  contactId: ContactId,
  sessionId: string,
  turns: readonly KoreTurn[],
): TrailEvent[] {
  return turns.flatMap((turn, index): TrailEvent[] => {
    const { id, at, totalMs, asrMs, botMs, ttsMs } = turn;
    if (totalMs < noticeableMs) return [];
    const part = slowestPart(turn);
    return [
      {
        id: `${turnsSource}:${id ?? `${sessionId}:${index}`}`,
        at,
        source: turnsSource,
        hop: "kore",
        severity: totalMs >= slowTurnMs ? "attention" : "info",
        tookMs: totalMs,
        ...turnTaken.of({
          part,
          totalMs,
          ...(asrMs !== undefined && { asrMs }),
          ...(botMs !== undefined && { botMs }),
          ...(ttsMs !== undefined && { ttsMs }),
        }),
        title: `The caller waited ${seconds(totalMs)} for an answer`,
        detail: describeParts(turn),
        contactId,
        raw: turn,
      },
    ];
  });
}

/** The longest one, where it took at least half of it. */
export function slowestPart({ totalMs, asrMs, botMs, ttsMs }: Omit<KoreTurn, "at" | "id">): TurnPart {
  const parts = [
    ["asr", asrMs],
    ["bot", botMs],
    ["tts", ttsMs],
  ] as const;
  if (parts.every(([, ms]) => ms === undefined)) return "unknown";
  const [longest] = parts.toSorted(([, one = -1], [, other = -1]) => other - one);
  return longest !== undefined && (longest[1] ?? 0) * 2 >= totalMs ? longest[0] : "several";
}

/** Pure: how long the answers took, and each of them; undefined when Kore measured none. */
export function turnsPanel({ turns, isWhole }: KoreTurns): SourcePanel | undefined {
  if (turns.length === 0) return undefined;
  const totals = turns.map(({ totalMs }) => totalMs);
  const average = totals.reduce((sum, ms) => sum + ms, 0) / totals.length;
  const rows: PanelRow[] = [
    { key: "turns", label: "Answers", value: String(turns.length) },
    { key: "average", label: "On average", value: seconds(average) },
    { key: "slowest", label: "Slowest", value: seconds(Math.max(...totals)) },
    ...(isWhole ? [] : [unreadTurns]),
    ...turns.slice(0, maxRows).map(
      (turn): PanelRow => ({
        key: "turn",
        label: `${turn.at.slice(11, 19)} UTC`,
        kind: "sentence",
        value: [seconds(turn.totalMs), describeParts(turn)].filter((text) => text !== "").join(": "),
      }),
    ),
  ];
  if (turns.length > maxRows)
    rows.push({ key: "more", label: "Not shown", value: `${turns.length - maxRows} more answers` });
  return { title: "Kore response times", rows };
}

const unreadTurns: PanelRow = {
  key: "unread",
  label: "Not read",
  kind: "sentence",
  value: "The conversation has more messages than Patchbay reads. How long their answers took isn't known.",
};

function describeParts({ asrMs, botMs, ttsMs }: KoreTurn): string {
  const parts = [
    [partNames.asr, asrMs],
    [partNames.bot, botMs],
    [partNames.tts, ttsMs],
  ] as const;
  return parts.flatMap(([name, ms]) => (ms === undefined ? [] : [`${name} ${seconds(ms)}`])).join(", ");
}

/** "1.2 s" */
export function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
