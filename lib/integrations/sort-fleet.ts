import type { FleetTenant } from "./fleet-tenant";

/** The columns that the fleet can be sorted by. */
const fleetColumns = ["tenant", "connections", "findings", "verified", "deployment"] as const;
export type FleetColumn = (typeof fleetColumns)[number];

export interface FleetOrder {
  by: FleetColumn;
  isDescending: boolean;
}

type Key = string | number | undefined;

const keys: Record<FleetColumn, (tenant: FleetTenant) => Key> = {
  tenant: ({ name }) => name.toLowerCase(),
  connections: ({ connections: { failed, all } }) => failed * 1_000 + all,
  findings: ({ calls }) => calls?.withFindings,
  verified: ({ verifiedAt }) => verifiedAt?.getTime(),
  deployment: ({ lastDeployment }) => lastDeployment?.createdAt.getTime(),
};

/** What isn't known stands last, whichever way; equals stand by address. Pure. */
export function sortFleet(tenants: readonly FleetTenant[], { by, isDescending }: FleetOrder): FleetTenant[] {
  const keyOf = keys[by];
  return [...tenants].sort((one, other) => {
    const [first, second] = [keyOf(one), keyOf(other)];
    if (first === undefined || second === undefined)
      return Number(first === undefined) - Number(second === undefined) || bySlug(one, other);
    const order = typeof first === "string" ? first.localeCompare(String(second)) : first - Number(second);
    return (isDescending ? -order : order) || bySlug(one, other);
  });
}

/** Of an address; anything else is the names'. Pure. */
export function parseOrder(sort: string | undefined, direction: string | undefined): FleetOrder {
  const by = fleetColumns.find((column) => column === sort) ?? "tenant";
  return { by, isDescending: direction === "desc" };
}

function bySlug(one: FleetTenant, other: FleetTenant): number {
  return one.slug.localeCompare(other.slug);
}
