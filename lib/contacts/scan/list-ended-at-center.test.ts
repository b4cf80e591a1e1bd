import { expect, it } from "vitest";
import { asContactId, asTenantId } from "@/lib/kernel/ids";
import { succeed } from "@/lib/kernel/result";
import type { CenterRow, ContactCenter } from "@/lib/vendors/contact-center";
import { listEndedAtCenter } from "./list-ended-at-center";

const account = { tenantId: asTenantId("tenant-one"), connectionId: "connection-one" };
const at = (minute: number) => new Date(Date.parse("2026-11-30T08:00:00Z") + minute * 60_000);

function row(name: string, minute: number): CenterRow {
  const [beganAt, endedAt] = [at(minute).toISOString(), at(minute + 1).toISOString()];
  const unknown = {
    channel: "VOICE",
    method: "INBOUND",
    queue: undefined,
    agent: undefined,
    callerNumber: undefined,
  };
  return { contactId: asContactId(name), beganAt, endedAt, ...unknown };
}

/** A center with these pages. */
function centerOf(...pages: CenterRow[][]): ContactCenter {
  return {
    ...{ title: "Acme", contact: "call", label: /^call/, shape: /^[a-z]$/, flowTypes: [] },
    open: async () => expect.unreachable("nothing is opened"),
    list: async (_connection, { token = "0" }) => {
      const page = Number(token);
      const next = page + 1 < pages.length ? String(page + 1) : undefined;
      return succeed({ contacts: pages[page] ?? [], next });
    },
  };
}

it("counts and opens a contact once that is on two pages", async () => {
  const [one, two, three] = [row("a", 1), row("b", 2), row("c", 3)];
  const search = { from: at(0), to: at(10), limit: 60 };
  const signal = AbortSignal.timeout(5_000);
  const found = await listEndedAtCenter(account, centerOf([three, two], [three, two], [one]), search, signal);
  expect(found.contacts.map(({ contactId }) => contactId)).toEqual(["c", "b", "a"]);
  expect(found.total).toBe(3);
});
