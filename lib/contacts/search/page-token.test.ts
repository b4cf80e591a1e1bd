import fc from "fast-check";
import { expect, test } from "vitest";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { asTenantId } from "@/lib/kernel/ids";
import { noFilter } from "./contact-filter";
import { listFromFindings } from "./list-from-findings";
import { listFromFlowLog } from "./list-from-flow-log";
import { formatToken, moment } from "./page-token";
import { searchContacts } from "./search-contacts";

const contactId = "4a573372-1f28-4e26-b97b-000000000001";
const noPage = { ok: false, problem: { code: "page-token-invalid" } };
const account = {
  ...{ connectionId: "c", name: "Account", alias: "alias", region: "us-east-1" },
  integrations: [{ id: "i", name: "Voice", flowArns: ["arn:aws:connect:flow"] }],
};

/** Nothing may be asked for a page that there can't be: neither the database, which isn't there, nor AWS. */
const access = { clients: {} } as unknown as AwsAccess;

test.each([
  ["a time that no date holds", { at: Number.MAX_SAFE_INTEGER, contactId }],
  ["a time before the database's", { at: -Number.MAX_SAFE_INTEGER, contactId }],
  ["a contact ID that is none", { at: Date.now(), contactId: "a\0b" }],
])("a list of findings has no page at %s", async (_what, position) => {
  expect(await listFromFindings(at(position))).toMatchObject(noPage);
});

test("the other two lists have no page at a time that no date holds, either", async () => {
  const time = -Number.MAX_SAFE_INTEGER;
  const ofLog = at({ toMs: time, windowMs: 3_600_000 });
  expect(await listFromFlowLog(ofLog)).toMatchObject(noPage);
  const range = { from: new Date(Date.now() - 3_600_000), to: new Date() };
  const search = { instanceId: "i", criteria: {}, ...range, pageToken: formatToken({ to: time }) };
  expect(await searchContacts({} as never, search)).toMatchObject(noPage);
});

test("every moment of a token is a date that can be written", () => {
  fc.assert(
    fc.property(fc.oneof(fc.maxSafeInteger(), fc.double()), (time) => {
      const read = moment.safeParse(time);
      if (read.success) expect(new Date(read.data).toISOString()).toMatch(/^\d{4}-/);
    }),
  );
});

function at(position: object) {
  return {
    tenantId: asTenantId("6f0a4f9a-0000-4000-8000-000000000000"),
    account: account as never,
    access,
    filter: { ...noFilter, integration: "i" as never },
    ...{ from: new Date(0), to: new Date(), token: formatToken(position) },
    signal: new AbortController().signal,
  };
}
