import { describe, expect, it } from "vitest";
import { needsNewSecret, settingsOfForm } from "@/lib/connection-kinds/settings-of-form";
import { awsForm, storedExternalId } from "./aws-form";

const role = { kind: "role", roleArn: "arn:aws:iam::111122223333:role/patchbay" };
const instance = {
  instanceId: "i-1",
  instanceArn: "arn:i-1",
  instanceAlias: "acme",
  accountId: "111122223333",
};

function settingsOf(given: object, stored: object, externalId = "x") {
  return settingsOfForm(awsForm, { ...given }, { ...stored }, { externalId });
}

describe("the settings of an AWS account's form", () => {
  it("get their external id from the console, whatever the form says", () => {
    const settings = settingsOf({ access: { ...role, externalId: "of-another" }, region: "r" }, {}, "ours");
    expect(settings.access).toEqual({ ...role, externalId: "ours" });
  });

  it("keep the external id that the account's roles already ask for", () => {
    const stored = { access: { ...role, externalId: "in the roles" }, region: "r" };
    expect(settingsOf({ access: role, region: "r" }, stored, "newer").access).toEqual(stored.access);
    expect(storedExternalId(stored)).toBe("in the roles");
  });

  it("cannot claim an instance", () => {
    const given = { access: { kind: "sandbox" }, region: "r", ...instance };
    expect(settingsOf(given, {})).toEqual({ access: { kind: "sandbox" }, region: "r" });
  });

  it("keep the chosen instance while the region stays, and lose it with another region", () => {
    const stored = { access: { kind: "sandbox" }, region: "us-east-1", ...instance };
    const again = { access: { kind: "sandbox" }, region: "us-east-1" };
    expect(settingsOf(again, stored)).toEqual(stored);
    expect(settingsOf({ ...again, region: "eu-west-2" }, stored)).toEqual({ ...again, region: "eu-west-2" });
  });

  it("lose the chosen instance with another way into another account", () => {
    const inRole = (account: string) => ({ ...role, roleArn: `arn:aws:iam::${account}:role/patchbay` });
    const stored = { access: inRole("111122223333"), region: "us-east-1", ...instance };
    const again = (access: object) => settingsOf({ access, region: "us-east-1" }, stored);
    // Another role of the same account sees the same instances.
    expect(again({ ...role, roleArn: "arn:aws:iam::111122223333:role/other" })).toMatchObject(instance);
    for (const access of [
      inRole("444455556666"),
      { kind: "sandbox" },
      { kind: "keys", accessKeyId: "AKIA1" },
    ])
      expect(Object.keys(again(access)).sort()).toEqual(["access", "region"]);
  });

  it("ask for a new secret when the access key is another", () => {
    const keys = (accessKeyId: string) => ({ access: { kind: "keys", accessKeyId } });
    expect(needsNewSecret(awsForm, keys("AKIA1"), keys("AKIA1"))).toBe(false);
    expect(needsNewSecret(awsForm, keys("AKIA2"), keys("AKIA1"))).toBe(true);
  });
});
