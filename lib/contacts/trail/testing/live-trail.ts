import type { ContactId, TenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { until } from "@/lib/testing/until";
import type { SourceReport, Trail } from "@/lib/trail/event";
import { apiRequest } from "@/lib/trail/systems/api-log/api-log-events";
import { openTrail } from "../open-trail";

export async function readTrail(tenantId: TenantId, contactId: ContactId): Promise<Trail> {
  return must(await openTrail(tenantId, contactId)).readAll();
}

export function reportOf(
  trail: Trail,
  source: string,
): Exclude<SourceReport, { state: "failed" }> | undefined {
  const report = trail.sources.find((one) => one.source === source);
  return report?.state === "failed" ? undefined : report;
}
export const codesOf = (trail: Trail, source: string) =>
  reportOf(trail, source)?.events.map(({ code }) => code) ?? [];
/** A request to the API with this status, which is the contact's own, or may be another call's. */
export const isAnswered = (trail: Trail, status: number, certainty?: "likely") =>
  reportOf(trail, "api-access-log")?.events.some(
    (event) =>
      apiRequest.is(event) &&
      event.facts.status === status &&
      (event.tie === "none") === (certainty === "likely"),
  ) ?? false;

/** Logs come late: reads until it is as wanted. */
export const readUntil = (
  tenantId: TenantId,
  contactId: ContactId,
  what: string,
  isSo: (trail: Trail) => boolean,
) =>
  until(
    what,
    async () => {
      const trail = await readTrail(tenantId, contactId);
      return isSo(trail) && trail;
    },
    20_000,
  );
