import type { Hop } from "@/lib/hops/hop";
import type { Finding, SourceReport, Trail, TrailEvent } from "@/lib/trail/event";
import {
  contactEnded,
  type contactRows,
  contactValue,
} from "@/lib/trail/systems/contact-record/contact-record-events";

export type FoundTrouble = Omit<Finding, "code">;

/** One kind of trouble that a trail may show. */
export interface FindingKind<Code extends string = string> {
  /** Kept with contacts, so it never changes. */
  code: Code;
  /** A few words for lists: what is kept of a scan is the code alone. */
  name: string;
  /**
   * Nothing in a healthy trail. Pure. `trail.findings` holds what was found before it in the registry's order, so that
   * one cause is told once.
   */
  find(trail: Trail, now: Date): FoundTrouble[];
}

export function defineFinding<const Code extends string>(kind: FindingKind<Code>): FindingKind<Code> {
  return kind;
}

/** Several for one trouble, the most specific first: the first that finds something speaks for all. */
export type FindingStep = readonly FindingKind[];

/** Log lines arrive some seconds late: nothing is said to be missing before this has passed. */
export const settledAfterMs = 30_000;

export function report(trail: Trail, source: string): SourceReport | undefined {
  return trail.sources.find((one) => one.source === source);
}

export function eventsOf(trail: Trail, source: string, hop?: Hop): TrailEvent[] {
  return trail.events.filter(
    (event) => event.source.split(":")[0] === source && (hop === undefined || event.hop === hop),
  );
}

/** Whether the last thing known of the contact is long enough ago for late lines to have come. */
export function isSettled(trail: Trail, now: Date): boolean {
  const last = trail.events.at(-1);
  return last !== undefined && now.getTime() - Date.parse(last.at) >= settledAfterMs;
}

/** Each once: an event may be evidence in more than one way. */
export function ids(events: TrailEvent[]): string[] {
  return [...new Set(events.map((event) => event.id))];
}

/** Those events that no earlier finding has explained. */
export function unclaimed(trail: Trail, events: TrailEvent[]): TrailEvent[] {
  const claimed = new Set(trail.findings.flatMap(({ evidence }) => evidence));
  return events.filter(({ id }) => !claimed.has(id));
}

export function isFound(trail: Trail, { code }: Pick<FindingKind, "code">): boolean {
  return trail.findings.some((finding) => finding.code === code);
}

/** Whether a vendor's finding has told why the call did not get to its voice agent (`facts.explainsTransfer`). */
export function isTransferExplained({ findings }: Trail): boolean {
  return findings.some(({ facts }) => facts?.explainsTransfer === true);
}

/** A member of what the system said, at any depth of plain objects. */
export function rawMember({ raw }: TrailEvent, ...path: string[]): unknown {
  // A block that logged more than once has all its lines; the first names its parameters.
  let value: unknown = Array.isArray(raw) ? raw[0] : raw;
  for (const key of path)
    value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return value;
}

/** One value of the contact record; undefined while it is not known. */
export function recordValue(trail: Trail, key: keyof typeof contactRows): string | undefined {
  const record = report(trail, "contact-record");
  return record && contactValue(record, key);
}

/** How the call ended, once it has: Amazon Connect's word for it. */
export function endOfCall(trail: Trail): { event: TrailEvent; reason: string } | undefined {
  const event = trail.events.find(contactEnded.is);
  return event && { event, reason: event.facts.reason ?? "" };
}

/** An agent's own call, a callback, a chat or a task may run through no flow of the tenant's; a call that came in does. */
export function cameIn(trail: Trail): boolean {
  return (recordValue(trail, "InitiationMethod") ?? "INBOUND") === "INBOUND";
}

export function secondsBetween(one: TrailEvent, other: TrailEvent): number {
  return Math.round((Date.parse(other.at) - Date.parse(one.at)) / 100) / 10;
}

/** "2026-03-04 10:00 UTC": a finding is also read in a ticket, far from the reader's time zone. */
export function formatMoment(isoTime: string): string {
  return `${isoTime.slice(0, 16).replace("T", " ")} UTC`;
}
