import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allSecretFields } from "@/lib/connection-kinds/connection-kind";
import { settingsOfForm } from "@/lib/connection-kinds/settings-of-form";
import { vendors } from "@/lib/vendors/registry";
import { commonEndings } from "@/sandbox/calls/call-request";
import { simulatedVendors as registered } from "@/sandbox/vendors/registry";
import { inRoot } from "./paths.mjs";
import { simulatedVendors, vendorUrlSetting } from "./simulated-vendors.mjs";

test("the vendors that the commands start are those of the sandbox's registry", () => {
  expect([...simulatedVendors].sort()).toEqual(registered.map(({ name }) => name).sort());
});

test("the setting of a simulated vendor's address is in the README's table", () => {
  expect(readFileSync(inRoot("README.md"), "utf8")).toContain(`\`${vendorUrlSetting("<vendor>")}\``);
});

// What both sides say of a simulated vendor, each in words of its own.

const endingsOf = (names: readonly string[]) =>
  registered.filter(({ name }) => names.includes(name)).flatMap(({ ownEndings = [] }) => ownEndings);

const cases = vendors.map((vendor) => ({
  ...vendor,
  simulated: registered.find(({ name }) => name === vendor.name),
}));

test.each(cases)(
  "the simulated $title knows the first account by what the console stores",
  ({ sandbox, simulated }) => {
    expect(simulated?.firstCustomer).toEqual(sandbox.firstCustomer);
  },
);

test.each(cases)(
  "a test call through $title ends in no way that the sandbox doesn't know",
  ({ blueprints, testCalls, simulated }) => {
    expect(Object.keys(testCalls)).toEqual(blueprints.map(({ kind }) => kind));
    for (const { kind, needs, withoutAws } of blueprints) {
      const [own, others] = [simulated?.endings ?? [], withoutAws ? needs : []];
      // Calls of a contact center that is a vendor's end as that one's simulated twin knows.
      const known = [...commonEndings, ...own, ...endingsOf(others)];
      const endings = testCalls[kind]?.endings.map(({ value }) => value) ?? [];
      expect(endings, kind).not.toEqual([]);
      expect(endings.filter((ending) => !known.includes(ending))).toEqual([]);
    }
  },
);

test.each(cases)(
  "a connection to the simulated $title is one by its settings, which no form can claim",
  ({ connection, sandbox }) => {
    const { settings, secrets } = sandbox.connection(sandbox.firstCustomer);
    const parsed = connection.settings.parse(settings);
    expect(sandbox.isSimulated({ ...parsed })).toBe(true);
    expect(Object.keys(secrets)).toEqual([...allSecretFields(connection, parsed)]);
    const claimed = settingsOfForm(connection, settings, {}, { externalId: "x" });
    expect(sandbox.isSimulated(claimed)).toBe(false);
  },
);
