import { expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import type { TreeContact } from "./contact-tree";
import { describeTree } from "./source";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 10, 0, seconds));
const call: TreeContact = { contactId: asContactId("call"), initiationMethod: "INBOUND", initiatedAt: at(0) };
const transfer: TreeContact = {
  contactId: asContactId("transfer"),
  previousContactId: asContactId("call"),
  initiationMethod: "TRANSFER",
  initiatedAt: at(20),
};
const callback: TreeContact = {
  contactId: asContactId("callback"),
  previousContactId: asContactId("transfer"),
  initiationMethod: "CALLBACK",
  initiatedAt: at(50),
};
const whole = { complete: true, trailHref: (id: string) => `/acme/contacts/${id}` };

test("a contact on its own has no associated ones", () => {
  expect(describeTree(asContactId("call"), [call], whole)).toEqual({ events: [], isAnswer: true });
});

test("each other contact leads to its own trail, and the tree shows who came from whom", () => {
  const { events, panel } = describeTree(asContactId("transfer"), [callback, transfer, call], whole);
  expect(events.map(({ contactId, link }) => [contactId, link?.href])).toEqual([
    ["callback", "/acme/contacts/callback"],
    ["call", "/acme/contacts/call"],
  ]);
  expect(panel?.rows.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    "Call 10:00:00: call",
    "└ Transfer 10:00:20 (this contact): transfer",
    "\u2003└ Callback 10:00:50: callback",
  ]);
});

test("contacts that name each other in a circle are each shown once", () => {
  const circle = [
    { contactId: asContactId("one"), previousContactId: asContactId("two") },
    { contactId: asContactId("two"), previousContactId: asContactId("one") },
  ];
  expect(describeTree(asContactId("one"), circle, whole).panel?.rows).toHaveLength(2);
});

test("a tree that is larger than what is read says so", () => {
  const { panel } = describeTree(asContactId("call"), [call, transfer], { complete: false });
  expect(panel?.rows.at(-1)?.label).toBe("Not all of them");
});
