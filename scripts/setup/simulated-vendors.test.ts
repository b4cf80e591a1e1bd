import { expect, test } from "vitest";
import { simulatedVendors as registered } from "../../sandbox/vendors/registry";
import { simulatedVendors, vendorUrlSetting } from "./simulated-vendors.mjs";

test("the vendors that the commands start are those of the sandbox's registry", () => {
  expect([...simulatedVendors].sort()).toEqual(registered.map(({ name }) => name).sort());
});

test("the settings of the simulated vendors' addresses have the names that are documented", () => {
  expect(simulatedVendors.map(vendorUrlSetting)).toEqual(
    expect.arrayContaining(["PATCHBAY_KORE_SANDBOX_URL", "PATCHBAY_ASAPP_SANDBOX_URL"]),
  );
});
