import { compareFields } from "@/lib/engine/compare";
import { lookupsOf } from "@/lib/engine/plan-step";
import { resolveProps } from "@/lib/engine/resolve-props";
import type { DesiredResource, ManagedRecord, ResourceContext } from "@/lib/engine/resource";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { SeenSetup } from "@/lib/trail/seen-account";
import { findResourceType } from "@/lib/vendors/resource-types";

/**
 * Settings of the instance and of the agents' desktop that no call leaves a trace of: their resource types are asked
 * whether they are still as deployed.
 */
export const setupTypes = [
  "approved-origin",
  "instance-media-streams",
  "security-profile-application",
  "workspace-application",
] as const;

export interface DeployedSetup {
  integration: { id: IntegrationId; name: string };
  /** Everything that the integration has deployed: references lead to it. */
  records: readonly (ManagedRecord & { desired: DesiredResource })[];
}

/** Each takes a request or two of Amazon Connect, which allows two a second. */
const maxLooks = 12;

/**
 * What isn't as it was deployed. undefined when one of them can't be read, for whatever reason: then nothing is known.
 * Values stay in the account: only names and paths are kept.
 */
export async function checkSetup(
  deployed: readonly DeployedSetup[],
  contextFor: (integrationId: IntegrationId, record: ManagedRecord) => ResourceContext,
): Promise<SeenSetup[] | undefined> {
  const looks = deployed.flatMap(({ integration, records }) => {
    const outputs = new Map(records.map(({ desired, outputs }) => [desired.logicalId, outputs]));
    return records
      .filter(({ desired }) => isSetup(desired.type))
      .map((record) => ({ integration, record, lookups: lookupsOf(outputs, {}) }));
  });
  try {
    const seen = await Promise.all(
      looks.slice(0, maxLooks).map(async ({ integration, record, lookups }): Promise<SeenSetup[]> => {
        const { type, props } = resolveProps(record.desired, findResourceType, lookups);
        const have = await type.observe(contextFor(integration.id, record), props);
        const named = {
          type: type.type,
          name: type.name(props),
          integrationId: integration.id,
          integrationName: integration.name,
        };
        if (have === undefined) return [{ ...named, state: "absent", paths: [] }];
        const differences = type.compare?.(props, have.state) ?? compareFields(props, have.state);
        const paths = [...differences, ...(have.departures ?? [])].map(({ path }) => path);
        return paths.length > 0 ? [{ ...named, state: "changed", paths: paths.slice(0, maxPaths) }] : [];
      }),
    );
    return seen.flat();
  } catch {
    return undefined;
  }
}

const maxPaths = 5;

function isSetup(type: string): boolean {
  return setupTypes.some((one) => one === type);
}
