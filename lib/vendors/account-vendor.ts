import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import { vendors } from "./registry";
import type { Vendor, VendorAccount } from "./vendor";

/** Whose account a blueprint without an AWS account is deployed into; undefined for one that is deployed into AWS. */
export function accountVendorOf(
  blueprint: Pick<AnyBlueprint, "needs" | "withoutAws">,
): (Vendor & { account: VendorAccount }) | undefined {
  if (!blueprint.withoutAws) return undefined;
  const vendor = vendors.find(
    ({ account, connection }) => account && blueprint.needs.includes(connection.kind),
  );
  return vendor?.account && { ...vendor, account: vendor.account };
}
