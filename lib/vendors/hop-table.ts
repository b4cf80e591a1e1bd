import { type HopEntry, hopBeforeVendors, sharedHops } from "@/lib/hops/shared-hops";
import { vendors } from "./registry";
import type { Vendor } from "./vendor";

/** Every hop in the order of a call, with the vendors' own: what a screen needs to name and order them. Plain data. */
export function listHops(): HopEntry[] {
  return sharedHops.flatMap((hop) =>
    hop.id === hopBeforeVendors ? [hop, ...vendors.flatMap(vendorHop)] : [hop],
  );
}

function vendorHop({ name, hop }: Vendor): HopEntry[] {
  return hop ? [{ id: name, title: hop.title, waits: hop.waits, isOurs: true }] : [];
}
