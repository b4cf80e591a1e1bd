import { expect, test } from "vitest";
import { noIntegration } from "@/lib/contacts/issues/issue";
import { asIntegrationId } from "@/lib/kernel/ids";
import { nameOwner, sayChart, sayContacts } from "./say-issue";

test("a chart says in words what its bars show", () => {
  expect(sayChart([0, 2, 5], "month")).toBe(
    "Contacts per day over the last 30 days: 7, at most 5 in one day.",
  );
  expect(sayChart([0, 0], "day")).toBe("Contacts per hour over the last 24 hours: none.");
});

test("numbers of contacts agree", () => {
  expect([1, 2, 1_200].map(sayContacts)).toEqual(["1 contact", "2 contacts", "1,200 contacts"]);
});

test("an issue without an integration, or of one that is gone, says so", () => {
  const names = new Map([[asIntegrationId("i"), "Voice"]]);
  const owner = (integrationId: string) =>
    nameOwner({ integrationId: asIntegrationId(integrationId), code: "x" }, names);
  expect([owner("i"), owner("j"), owner(noIntegration)]).toEqual([
    "Voice",
    "Deleted integration",
    "No integration",
  ]);
});
