import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { parseRecord } from "@/lib/engine/stored-plan";
import { config } from "@/lib/kernel/config";
import type { DeployedSetup } from "./check-setup";

/**
 * What these integrations had deployed when the contact began, for those that have anything of these types. What was
 * deployed again since says nothing of that contact, and is left out.
 */
export async function loadDeployedSetup(
  db: TenantDatabase,
  integrations: readonly DeployedSetup["integration"][],
  types: readonly string[],
  beganAt: Date,
): Promise<{ deployed: DeployedSetup[]; installation: string }> {
  const { installation } = config();
  const rows = await db.managedResource.findMany({
    where: { integrationId: { in: integrations.map(({ id }) => id) } },
    orderBy: { logicalId: "asc" },
  });
  const isOfContact = ({ type, updatedAt }: (typeof rows)[number]) =>
    !types.includes(type) || updatedAt <= beganAt;
  const deployed = integrations.flatMap((integration): DeployedSetup[] => {
    const own = rows.filter((row) => row.integrationId === integration.id && isOfContact(row));
    if (!own.some(({ type }) => types.includes(type))) return [];
    return [{ integration, records: own.map(toRecord) }];
  });
  return { deployed, installation };
}

function toRecord(row: {
  name: string;
  desired: unknown;
  outputs: unknown;
  physicalId: string;
  previous: unknown;
}): DeployedSetup["records"][number] {
  const { physicalId, previous } = row;
  return { ...parseRecord(row), physicalId, ...(previous === null ? {} : { previous }) };
}
