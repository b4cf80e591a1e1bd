import { expect, it } from "vitest";
import { asTenantId } from "@/lib/kernel/ids";
import type { FleetTenant } from "./fleet-tenant";
import { type FleetColumn, parseOrder, sortFleet } from "./sort-fleet";

const tenant = (slug: string, more: Partial<FleetTenant> = {}): FleetTenant => ({
  tenantId: asTenantId(slug),
  slug,
  name: slug.toUpperCase(),
  archivedAt: undefined,
  members: 1,
  integrations: 1,
  lastDeployment: undefined,
  connections: { all: 2, failed: 0, untested: 0 },
  calls: undefined,
  verifiedAt: undefined,
  ...more,
});
const fleet = [
  tenant("a", { calls: { all: 9, withFindings: 3 }, verifiedAt: new Date(2_000) }),
  tenant("b", { connections: { all: 1, failed: 1, untested: 0 } }),
  tenant("c", { calls: { all: 9, withFindings: 7 }, verifiedAt: new Date(1_000) }),
];
const order = (by: FleetColumn, isDescending: boolean) =>
  sortFleet(fleet, { by, isDescending })
    .map(({ slug }) => slug)
    .join("");

it("sorts the fleet by each column, and what isn't known stands last either way", () => {
  expect([order("tenant", false), order("tenant", true)]).toEqual(["abc", "cba"]);
  expect([order("findings", true), order("findings", false)]).toEqual(["cab", "acb"]);
  expect([order("verified", true), order("verified", false)]).toEqual(["acb", "cab"]);
  expect(order("connections", true)).toBe("bac");
  expect(order("deployment", true)).toBe("abc");
});

it("reads the order of an address, and takes names for anything else", () => {
  expect(parseOrder("findings", "desc")).toEqual({ by: "findings", isDescending: true });
  expect(parseOrder("constructor", "sideways")).toEqual({ by: "tenant", isDescending: false });
});
