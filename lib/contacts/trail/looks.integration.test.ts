import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { makeClients } from "@/lib/aws/make-clients";
import { countCalls } from "@/lib/integrations/count-calls";
import { asContactId, asIntegrationId, asTenantId, type IntegrationId } from "@/lib/kernel/ids";
import { fail } from "@/lib/kernel/result";
import { newTenant } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import type { Finding, SourceReport, Trail } from "@/lib/trail/event";
import { foundEarlier } from "@/lib/trail/found-earlier";
import type { Verdict } from "@/lib/trail/judge-trail";
import type { SeenAccount } from "@/lib/trail/seen-account";
import { keepLook, loadEarlierLook } from "./looks";
import { factsReader } from "./read-facts";

let database: TestDatabase;
let tenantId = asTenantId("");
let connectionId = "";
let contactId = asContactId("");

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
  contactId = asContactId(randomUUID());
});
afterAll(() => database.stop());

const flow = {
  flowArn: "a",
  flowName: "f",
  integrationId: asIntegrationId("i"),
  integrationName: "n",
  changedPaths: ["x"],
  liveSha256: "0",
};
const changed: SeenAccount = {
  calledIntegrations: [asIntegrationId("i")],
  mayBeOurs: true,
  flows: [flow],
  missingLogs: [],
};
const mended: SeenAccount = { ...changed, flows: [{ ...flow, changedPaths: [] }] };
const finding: Finding = {
  ...{
    code: "flow-changed",
    severity: "attention",
    title: "x",
    cause: "x",
    nextStep: "x",
    needs: "nothing",
    evidence: [],
  },
};
const record: SourceReport = {
  ...{ source: "contact-record", title: "x", state: "ok", events: [], tookMs: 1 },
  isRecord: true,
};
const failed = (source: string, code: string, more: { isPassing?: true } = {}): SourceReport => ({
  ...{ source, title: source, state: "failed", tookMs: 1 },
  problem: { code, sentence: "x", wayOut: "x", ...more },
});
const settled = (kind: Verdict["kind"]): Verdict => ({ kind, isSettled: true, unread: [] });

function look(
  account: SeenAccount,
  verdict: Verdict,
  {
    sources = [record],
    findings = [],
    integrationId,
  }: { sources?: SourceReport[]; findings?: Finding[]; integrationId?: IntegrationId } = {},
): Promise<void> {
  const trail: Trail = { contactId, sources, events: [], uncertain: [], findings, facts: { account } };
  return withTenant(tenantId, (db) =>
    keepLook(db, {
      ...{ tenantId, connectionId, trail, verdict, beganAt: new Date(), integrationId },
    }),
  );
}
const earlier = () => withTenant(tenantId, (db) => loadEarlierLook(db, { connectionId, contactId }));
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
  await look(changed, settled("partly-read"), {
    sources: [record, failed("flow-log", "throttled", { isPassing: true })],
  });
  expect(await earlier()).toMatchObject({ isSettled: false });
  await look(changed, settled("healthy"));
  expect(await kept()).toMatchObject({ verdict: "healthy" });
  contactId = asContactId(randomUUID());
  await look(changed, settled("unread"), {
    sources: [failed("contact-record", "aws-unreachable", { isPassing: true })],
  });
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
  const integrationId = asIntegrationId(randomUUID());
  const call = (kind: Verdict["kind"], isSettled = true, findings: Finding[] = []) => {
    contactId = asContactId(randomUUID());
    return look(changed, { kind, isSettled, unread: [] }, { findings, integrationId });
  };
  await call("found", true, [finding]);
  await call("found", true, [finding, { ...finding, code: "bypass-on" }]);
  await call("partly-read");
  await call("going-on", false);
  await call("healthy");
  const counts = await withTenant(tenantId, (db) => countCalls(db, since));
  expect(counts.get(integrationId)).toEqual({ calls: 4, withFindings: 2, withoutVerdict: 1 });
  const later = new Date(Date.now() + 60_000);
  expect((await withTenant(tenantId, (db) => countCalls(db, later))).size).toBe(0);
});

it("is told to nobody of another tenant", async () => {
  await look(changed, settled("healthy"));
  const other = await newTenant();
  expect(
    await withTenant(other.tenantId, (db) => loadEarlierLook(db, { connectionId, contactId })),
  ).toBeUndefined();
});

it("says what was found earlier of a contact that can't be read now", async () => {
  await look(changed, settled("found"), { findings: [finding] });
  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  const aws = makeClients({ region: "us-east-1", credentials, endpoint: undefined });
  const read = factsReader({
    ...{ tenantId, slug: "acme", connectionId, connect: aws.connect, instanceId: "i", integrations: [] },
    account: { aws, accountId: "111122223333", region: "us-east-1", instanceArn: "a" },
  });
  const contact = fail({ code: "denied", sentence: "x", wayOut: "x" });
  const subject = { contactId, contact, window: { fromMs: 0, toMs: 0 } };
  const facts = await read(subject, AbortSignal.timeout(20_000));
  expect(facts).toMatchObject({ seen: { codes: ["flow-changed"], isSettled: true } });
  expect(foundEarlier({ facts, findings: [] })).toEqual(["flow-changed"]);
  // What it was rested on then explains nothing of what is read now.
  expect(Object.keys(facts).sort()).toEqual(["connection", "seen"]);
});
