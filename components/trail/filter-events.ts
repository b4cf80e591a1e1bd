import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";

/** What of a trail is shown, and in which order. */
export interface TrailFilter {
  hop?: string | undefined;
  /** "attention": needs a look or failed; "bad": failed. */
  severity?: "attention" | "bad" | undefined;
  /** A source's name: "flow-log". */
  source?: string | undefined;
  /** Words that must all be in an event's text. */
  text: string;
  order: "time" | "hop";
}

export const wholeTrail: TrailFilter = { text: "", order: "time" };

const mostText = 200;
const names = ["hop", "severity", "source", "q", "order"] as const;

/** From an address; what is no filter there is none, as a hop that is none of `hops`. */
export function parseFilter(
  search: { get(name: string): string | null },
  hops: readonly { id: string }[],
): TrailFilter {
  const hop = hops.find(({ id }) => id === search.get("hop"))?.id;
  const severity = (["attention", "bad"] as const).find((each) => each === search.get("severity"));
  const source = search.get("source")?.slice(0, mostText);
  return {
    ...(hop && { hop }),
    ...(severity && { severity }),
    ...(source && { source }),
    text: (search.get("q") ?? "").slice(0, mostText),
    order: search.get("order") === "hop" ? "hop" : "time",
  };
}

/** Into an address that may say other things, too: they stay. */
export function formatFilter(filter: TrailFilter, search: URLSearchParams): URLSearchParams {
  const written = new URLSearchParams(search);
  for (const name of names) written.delete(name);
  const { hop, severity, source, text, order } = filter;
  if (hop) written.set("hop", hop);
  if (severity) written.set("severity", severity);
  if (source) written.set("source", source);
  if (text.trim()) written.set("q", text.trim());
  if (order === "hop") written.set("order", order);
  return written;
}

/** Whether it leaves anything out. */
export function isNarrow({ hop, severity, source, text }: TrailFilter): boolean {
  return Boolean(hop || severity || source || text.trim());
}

/** Pure; the order of the events stays. */
export function filterEvents(events: readonly ScreenEvent[], filter: TrailFilter): readonly ScreenEvent[] {
  if (!isNarrow(filter)) return events;
  const { hop, severity, source, text } = filter;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return events.filter((event) => {
    if (hop && event.hop !== hop) return false;
    if (source && event.source !== source) return false;
    if (severity && event.severity !== "bad" && event.severity !== severity) return false;
    if (words.length === 0) return true;
    const said = `${event.title} ${event.detail ?? ""}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
