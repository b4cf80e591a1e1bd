import { memberOf } from "@/lib/kernel/plain-json";
import type { SourceReport, TrailEvent, TrailFacts } from "@/lib/trail/event";
import { goesByPhone } from "@/lib/trail/findings/transfers";

/** Clocks of the services differ a little. */
const clockSlackMs = 1_000;

/**
 * Settles what no id ties to the contact, once all sources have told what they know. It is left out where it cannot be the
 * contact's (the vendor posts only while the call is with its voice agent), and it is certain where another source's
 * request was. Pure.
 */
export function withoutOthers(reports: SourceReport[], facts?: TrailFacts): SourceReport[] {
  const events = reports.flatMap((report) => (report.state === "failed" ? [] : report.events));
  if (!events.some(({ tie }) => tie)) return reports;
  const proven = provenRequests(events);
  const canBeOurs = momentsOfPosts(events, facts);
  return reports.map((report) => {
    if (report.state === "failed") return report;
    return {
      ...report,
      events: report.events.flatMap((event) => {
        if (!event.tie) return [event];
        if (!canBeOurs(Date.parse(event.at))) return [];
        return [
          event.tie === "none" && proven.has(requestOf(event)) ? { ...event, tie: "only-call" } : event,
        ];
      }),
    };
  });
}

/** Requests to the authorizer behind those that the API's own log proves to be the contact's. */
function provenRequests(events: readonly TrailEvent[]): ReadonlySet<string> {
  return new Set(
    events.flatMap(({ tie, raw }) => {
      const id = tie === "none" ? undefined : memberOf(raw, "authorizerRequestId");
      return typeof id === "string" && id !== "" && id !== "-" ? [id] : [];
    }),
  );
}

function requestOf({ raw }: TrailEvent): string {
  return String(memberOf(raw, "requestId") ?? "");
}

/** While the flow log shows the call with the voice agent; without a flow log, any moment of a call that may post at all. */
function momentsOfPosts(
  events: readonly TrailEvent[],
  facts: TrailFacts | undefined,
): (atMs: number) => boolean {
  const flow = events.filter(({ source }) => source === "flow-log");
  if (flow.length === 0) return () => facts?.mayPost !== false;
  const spans = flow
    .filter((event) => event.hop === "sip" && !event.id.endsWith(":end") && !goesByPhone(event))
    .map(({ id, at }) => {
      const end = flow.find((event) => event.id === `${id}:end`) ?? events.find(isEndOfCall);
      return { fromMs: Date.parse(at), toMs: end ? Date.parse(end.at) : Number.POSITIVE_INFINITY };
    });
  return (atMs) =>
    spans.some(({ fromMs, toMs }) => atMs >= fromMs - clockSlackMs && atMs <= toMs + clockSlackMs);
}

function isEndOfCall({ id }: TrailEvent): boolean {
  return id === "contact-record:DisconnectTimestamp";
}
