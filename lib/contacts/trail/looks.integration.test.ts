import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { countCalls } from "@/lib/integrations/count-calls";
import { newTenant } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import type { Finding, SourceReport, Trail } from "@/lib/trail/event";
import type { Verdict } from "@/lib/trail/judge-trail";
import type { SeenAccount } from "@/lib/trail/seen-account";
import { keepLook, readEarlierLook } from "./looks";

let database: TestDatabase;
let tenantId = "";
let connectionId = "";
let contactId = "";

beforeAll(async () => {
  database = await testDatabase();
  ({ tenantId } = await newTenant());
  connectionId = await withTenant(
    tenantId,
    async (db) =>
      (await db.connection.create({ data: { tenantId, kind: "aws", name: "one", settings: {} } })).id,
  );
});
beforeEach(() => {
  contactId = randomUUID();
});
afterAll(() => database.stop());

const flow = {
  flowArn: "a",
  flowName: "f",
  integrationId: "i",
  integrationName: "n",
  changedPaths: ["x"],
  liveSha256: "0",
};
const changed: SeenAccount = { calledIntegrations: ["i"], mayBeOurs: true, flows: [flow], missingLogs: [] };
const mended: SeenAccount = { ...changed, flows: [{ ...flow, changedPaths: [] }] };
const finding: Finding = {
  ...{ code: "flow-changed", severity: "attention", title: "x", cause: "x", nextStep: "x", evidence: [] },
};
const record: SourceReport = { source: "contact-record", title: "x", state: "ok", events: [], tookMs: 1 };
const failed = (source: string, code: string): SourceReport => ({
  ...{ source, title: source, state: "failed", tookMs: 1 },
  problem: { code, sentence: "x", wayOut: "x" },
});
const settled = (kind: Verdict["kind"]): Verdict => ({ kind, isSettled: true, unread: [] });

function look(
  account: SeenAccount,
  verdict: Verdict,
  {
    sources = [record],
    findings = [],
    integrationId,
  }: { sources?: SourceReport[]; findings?: Finding[]; integrationId?: string } = {},
): Promise<void> {
  const trail: Trail = { contactId, sources, events: [], uncertain: [], findings, facts: { account } };
  return withTenant(tenantId, (db) =>
    keepLook(db, {
      ...{ tenantId, connectionId, trail, verdict, beganAt: new Date(), integrationId },
    }),
  );
}
const earlier = () => withTenant(tenantId, (db) => readEarlierLook(db, { connectionId, contactId }));
const kept = () =>
  withTenant(tenantId, async (db) => ({
    verdict: (await db.contactLook.findFirst({ where: { contactId } }))?.verdict,
    codes: (await db.contactFinding.findMany({ where: { contactId } })).map(({ code }) => code),
  }));

it("keeps the account as whoever looked first saw it, and the verdict of the first look that was settled", async () => {
  await look(changed, { kind: "arriving", isSettled: false, unread: [] });
  expect(await kept()).toEqual({ verdict: "arriving", codes: [] });
  await look(mended, settled("found"), { findings: [finding] });
  expect(await earlier()).toMatchObject({ account: changed, isSettled: true });
  expect(await kept()).toEqual({ verdict: "found", codes: ["flow-changed"] });
  await look(mended, settled("healthy"));
  expect(await kept()).toEqual({ verdict: "found", codes: ["flow-changed"] });
});

it("freezes which log groups were missing once nothing more can arrive", async () => {
  const missing = failed("lambda-log:store", "log-group-missing");
  await look(changed, { kind: "arriving", isSettled: false, unread: [] }, { sources: [record, missing] });
  await look(changed, settled("healthy"));
  await look(changed, settled("healthy"), { sources: [record, missing] });
  expect((await earlier())?.account.missingLogs).toEqual([]);
});

it("settles nothing while a source fails in a way that passes, and keeps nothing without the contact's record", async () => {
  await look(changed, settled("partly-read"), { sources: [record, failed("flow-log", "throttled")] });
  expect(await earlier()).toMatchObject({ isSettled: false });
  await look(changed, settled("healthy"));
  expect(await kept()).toMatchObject({ verdict: "healthy" });
  contactId = randomUUID();
  await look(changed, settled("unread"), { sources: [failed("contact-record", "aws-unreachable")] });
  expect(await earlier()).toBeUndefined();
});

it("takes a full verdict over one of a contact of which a part could not be read", async () => {
  await look(changed, settled("partly-read"), { sources: [record, failed("conversation", "denied")] });
  await look(mended, settled("healthy"));
  expect(await kept()).toMatchObject({ verdict: "healthy" });
  expect((await earlier())?.account).toEqual(changed);
});

it("counts all calls of an integration, and not the last one", async () => {
  const since = new Date();
  const integrationId = randomUUID();
  const call = (kind: Verdict["kind"], isSettled = true, findings: Finding[] = []) => {
    contactId = randomUUID();
    return look(changed, { kind, isSettled, unread: [] }, { findings, integrationId });
  };
  await call("found", true, [finding]);
  await call("found", true, [finding, { ...finding, code: "bypass-on" }]);
  await call("partly-read");
  await call("going-on", false);
  await call("healthy");
  const counts = await withTenant(tenantId, (db) => countCalls(db, since));
  expect(counts.get(integrationId)).toEqual({
    ...{ calls: 4, withFindings: 2, withoutVerdict: 1 },
    codes: [
      { code: "flow-changed", name: "Live flow changed", calls: 2 },
      { code: "bypass-on", name: "Bypass was on", calls: 1 },
    ],
  });
  const later = new Date(Date.now() + 60_000);
  expect((await withTenant(tenantId, (db) => countCalls(db, later))).size).toBe(0);
});

it("is told to nobody of another tenant", async () => {
  await look(changed, settled("healthy"));
  const other = await newTenant();
  expect(
    await withTenant(other.tenantId, (db) => readEarlierLook(db, { connectionId, contactId })),
  ).toBeUndefined();
});
