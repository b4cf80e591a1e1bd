import { withTenant } from "@/lib/access/tenant/scope";
import type { World } from "@/lib/deployments/open-world";
import { fetchHttpRoutes } from "@/lib/engine/resources/http-api-read";
import type { TenantId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import { previousNameOf } from "@/lib/secrets/previous-name";
import type { LiveToken } from "./live-token";

/**
 * The same for a secret that is the path of an API, and no function's setting: it's live once the API has a route of it. undefined
 * where no deployed API has one by this name. Throws what the SDK throws.
 */
export async function fetchLivePath(
  world: World,
  tenantId: TenantId,
  name: string,
  signal: AbortSignal,
): Promise<LiveToken | undefined> {
  const api = world.records.find(
    ({ desired, physicalId }) =>
      desired.type === "http-api" &&
      physicalId !== "" &&
      JSON.stringify(desired.props.routes ?? []).includes(JSON.stringify({ $secret: name })),
  );
  if (api === undefined) return undefined;
  const routes = await fetchHttpRoutes(world.contextFor(undefined, signal), api.outputs.id ?? "");
  const path = world.secrets[name];
  if (path === undefined || !routes.some(({ RouteKey }) => RouteKey?.endsWith(`/${path}`)))
    return { kind: "not-live" };
  const where = { integrationId: world.integration.id, logicalId: api.desired.logicalId };
  const row = await withTenant(tenantId, (db) =>
    db.managedResource.findFirst({ where, select: { updatedAt: true } }),
  );
  return {
    kind: "live",
    since: row?.updatedAt ?? new Date(),
    previousUse:
      world.secrets[previousNameOf(name)] === undefined
        ? undefined
        : { kind: "unknown", problem: useNotRecorded },
  };
}

const useNotRecorded: Problem = {
  code: "token-use-not-recorded",
  sentence: "The API doesn't record which of the two paths a request has.",
  wayOut: "Check that the new path is in each browser that opens the vendor's page.",
};
