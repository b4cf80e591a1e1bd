import type { SourceReport, TrailEvent } from "@/lib/trail/event";
import { readLadder, type SipStep } from "@/lib/trail/sip/read-ladder";

/** A SIP message as the ladder shows it; its text is fetched when somebody opens it. */
export type LadderLine = Omit<SipStep, "text">;

/** An event as a browser gets it: without what the system said, which is fetched for one event when it is asked for. */
export interface ScreenEvent extends Pick<TrailEvent, "id" | "at" | "source" | "hop" | "severity" | "title"> {
  detail?: string;
  link?: { label: string; href: string };
  /** The same for all events of one block of one flow. */
  block?: string;
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
  return report.state === "failed" ? report : { ...report, events: report.events.map(toScreenEvent) };
}

function toScreenEvent({ id, at, source, hop, severity, title, ...more }: TrailEvent): ScreenEvent {
  const ladder = readLadder(more.raw)?.map(({ text: _text, ...line }) => line);
  return {
    id,
    at,
    source,
    hop,
    severity,
    title,
    ...(more.detail && { detail: more.detail }),
    ...(more.link && { link: more.link }),
    ...(more.block && { block: blockKey(more.block) }),
    ...(ladder && { ladder }),
  };
}

/** Thousands of events are sent: of the flow's ARN only its end tells one from another. */
function blockKey({ flowArn, identifier }: NonNullable<TrailEvent["block"]>): string {
  return `${flowArn.slice(flowArn.lastIndexOf("/") + 1)} ${identifier}`;
}
