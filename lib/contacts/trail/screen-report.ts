import type { SourceReport, TrailEvent } from "@/lib/trail/event";
import { parseLadder, type SipStep } from "@/lib/trail/systems/sip/parse-ladder";

/** A SIP message as the ladder shows it; its text is fetched when somebody opens it. */
export type LadderLine = Omit<SipStep, "text">;

/**
 * An event as a browser gets it, thousands at once: what the system said, and where else it is seen, are fetched for one
 * event when it is opened.
 */
export interface ScreenEvent
  extends Pick<
    TrailEvent,
    "id" | "at" | "source" | "hop" | "severity" | "title" | "during" | "tookMs" | "isWholeSecond"
  > {
  detail?: string;
  /** "none": nothing ties it to this contact, so it stands apart. */
  tie?: TrailEvent["tie"];
  /** The same number for all events of one block of one flow. */
  block?: number;
  /** For an event that sums up SIP messages. */
  ladder?: LadderLine[];
}

type ReadReport = Extract<SourceReport, { events: unknown }>;

/** A source's report as a browser gets it. */
export type ScreenReport =
  | (Omit<ReadReport, "events"> & { events: ScreenEvent[] })
  | Extract<SourceReport, { state: "failed" }>;

/** Pure. `report` must be masked already for whoever looks. */
export function toScreenReport(report: SourceReport): ScreenReport {
  if (report.state === "failed") return report;
  const blocks = new Map<string, number>();
  return { ...report, events: report.events.map((event) => toScreenEvent(event, blocks)) };
}

function toScreenEvent(event: TrailEvent, blocks: Map<string, number>): ScreenEvent {
  const { id, at, source, hop, severity, title, detail, during, tookMs, isWholeSecond, tie, raw } = event;
  const ladder = parseLadder(raw)?.map(({ text: _text, ...line }) => line);
  return {
    id,
    at,
    source,
    hop,
    severity,
    title,
    ...(detail && { detail }),
    ...(during && { during }),
    ...(isWholeSecond && { isWholeSecond }),
    ...(tookMs !== undefined && { tookMs: Math.round(tookMs) }),
    ...(tie && { tie }),
    ...(event.block && { block: numberOf(event.block, blocks) }),
    ...(ladder && { ladder }),
  };
}

function numberOf({ flowArn, identifier }: NonNullable<TrailEvent["block"]>, blocks: Map<string, number>) {
  const key = `${flowArn} ${identifier}`;
  const number = blocks.get(key) ?? blocks.size + 1;
  blocks.set(key, number);
  return number;
}
