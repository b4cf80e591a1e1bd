import type { Hop } from "./hop";
import { hopBeforeVendors, sharedHops } from "./shared-hops";

const places: ReadonlyMap<string, number> = new Map(sharedHops.map(({ id }, place) => [id, place * 2]));
const placeOfVendors = (places.get(hopBeforeVendors) ?? 0) + 1;

/** The hop's place on a call's way, from 0: at one moment what has the lower place came first. Vendors share theirs. */
export function hopPlace(hop: Hop): number {
  return places.get(hop) ?? placeOfVendors;
}

/** Each hop once, in the order of a call. */
export function inHopOrder(hops: Iterable<Hop>): Hop[] {
  return [...new Set(hops)].sort((one, other) => hopPlace(one) - hopPlace(other));
}

/** Whether only an integration of the tenant's leaves traces there: a vendor's always. */
export function isOurHop(hop: Hop): boolean {
  return sharedHops.find(({ id }) => id === hop)?.isOurs ?? true;
}

/** Where a vendor's voice agent has the call. */
export function isVendorHop(hop: Hop): boolean {
  return !places.has(hop);
}
