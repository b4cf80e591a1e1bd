import { asapp } from "./asapp/vendor";
import { kore } from "./kore/vendor";
import { sip } from "./sip/vendor";
import type { Vendor } from "./vendor";
import { zoom } from "./zoom/vendor";

/** Another vendor is a folder and one line here. */
export const vendors: readonly Vendor[] = [kore, asapp, sip, zoom];

/** Those whose voice agent answers calls: the others are where calls come from. */
export const voiceAgentVendors = vendors.filter(({ transfers }) => transfers !== undefined);

/** undefined for a vendor that there is not, or no longer. */
export function findVendor(name: string): Vendor | undefined {
  return vendors.find((vendor) => vendor.name === name);
}

/** Whose voice agent an integration of this kind works with; undefined for a kind that does not exist, or no longer. */
export function vendorOfBlueprint(kind: string): Vendor | undefined {
  return vendors.find(({ blueprints }) => blueprints.some((blueprint) => blueprint.kind === kind));
}
