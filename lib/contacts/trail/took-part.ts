import type { Trail, TrailEvent } from "@/lib/trail/event";
import type { TrailIntegration } from "./open-trail";

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
  trail: Pick<Trail, "events">,
  integrations: readonly Pick<TrailIntegration, "flows" | "functions">[],
): boolean {
  return (
    integrationsIn(trail, integrations).length > 0 ||
    trail.events.some(({ source }) => !instanceSources.has(source.split(":")[0] ?? ""))
  );
}

function flowOf({ raw }: TrailEvent): string | undefined {
  const first: unknown = Array.isArray(raw) ? raw[0] : raw;
  const flow = typeof first === "object" && first !== null ? Reflect.get(first, "ContactFlowId") : undefined;
  return typeof flow === "string" ? flow : undefined;
}
