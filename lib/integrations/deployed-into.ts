import { accountVendorOf } from "@/lib/vendors/account-vendor";
import { findBlueprint } from "@/lib/vendors/blueprints";

/** The account that a kind of integration is deployed into, for sentences. */
export interface DeployedInto {
  /** After "the": "AWS account". */
  account: string;
  /** Whom a plan, and whatever else reads the account, waits for: "AWS". */
  waitsFor: string;
}

export function deployedInto(kind: string): DeployedInto {
  const blueprint = findBlueprint(kind);
  const vendor = blueprint && accountVendorOf(blueprint);
  return vendor
    ? { account: vendor.account.title, waitsFor: vendor.title }
    : { account: "AWS account", waitsFor: "AWS" };
}
