import type { Trail, TrailEvent } from "@/lib/trail/event";
import type { TrailIntegration } from "./trail-integration";

/** They tell of every contact of the instance; the others are read only where an integration left something to read. */
const instanceSources: ReadonlySet<string> = new Set([
  "contact-record",
  "associated-contacts",
  "attributes",
  "flow-log",
]);

/** The integrations that the call went through: by the flow that logged, or a function that worked for the call. Pure. */
export function integrationsIn<Integration extends Pick<TrailIntegration, "flows" | "functions">>(
  { events }: Pick<Trail, "events">,
  integrations: readonly Integration[],
): Integration[] {
  return integrations.filter(({ flows, functions }) =>
    events.some((event) => {
      if (functions.some((name) => event.source === `lambda-log:${name}`) && event.severity !== "attention")
        return true;
      const flow = flowOf(event);
      return flow !== undefined && flows.includes(flow);
    }),
  );
}

/** Whether anything of the tenant's own had a part in the contact. Pure. */
export function tookPart(
  trail: Pick<Trail, "events" | "sources">,
  integrations: readonly Pick<TrailIntegration, "flows" | "functions">[],
): boolean {
  const records = new Set(trail.sources.flatMap(({ source, isRecord }) => (isRecord ? [source] : [])));
  return (
    integrationsIn(trail, integrations).length > 0 ||
    trail.events.some(
      ({ source }) => !records.has(source) && !instanceSources.has(source.split(":")[0] ?? ""),
    )
  );
}

function flowOf({ raw, facts }: TrailEvent): string | undefined {
  if (typeof facts?.flow === "string") return facts.flow;
  const first: unknown = Array.isArray(raw) ? raw[0] : raw;
  const flow = typeof first === "object" && first !== null ? Reflect.get(first, "ContactFlowId") : undefined;
  return typeof flow === "string" ? flow : undefined;
}
