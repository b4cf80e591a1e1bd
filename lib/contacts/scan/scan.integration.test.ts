import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { config } from "@/lib/kernel/config";
import { asTenantId, type IntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { newUser } from "@/lib/testing/people";
import { runAsOwner } from "@/lib/testing/postgres";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { enqueueDueScans, forgetOldFindings } from "@/lib/worker/keep-scanning";
import { type ExportedContact, startExport } from "../export/export-contacts";
import { parseFilter } from "../search/contact-filter";
import { fetchChunk } from "../search/list-chunk";
import { listRecentSearches, recordRecentSearch } from "../search/recent-searches";
import { requestScan } from "./request-scan";
import { scanContacts } from "./scan-contacts";
import { loadCoverage, loadScanProgress } from "./scan-store";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
let installation: SeededInstallation;
let account = { tenantId: asTenantId(""), connectionId: "" };
let integrationId: IntegrationId;
let goodCall = "";
let badCall = "";
const never = new AbortController().signal;

beforeAll(async () => {
  installation = await seedInstallation();
  account = { tenantId: installation.tenantId, connectionId: installation.awsConnectionId };
}, 90_000);
afterAll(() => installation.stop());

/** As if so many minutes had passed: contacts are looked at a minute after their end. */
const after = (minutes: number) => new Date(Date.now() + minutes * minuteMs);
const bounds = { mostContacts: 60, atOnce: 2, runMs: 40_000 };

const rows = () =>
  withTenant(asTenantId(account.tenantId), (db) =>
    db.contactFinding.findMany({ orderBy: { contactId: "asc" } }),
  );
const coverage = () =>
  withTenant(asTenantId(account.tenantId), (db) =>
    loadCoverage(db, account, { from: new Date(Date.now() - dayMs), to: after(60) }),
  );
const progress = (since: Date) => withTenant(account.tenantId, (db) => loadScanProgress(db, account, since));
const jobs = () =>
  runAsOwner<{ key: string; attempts: number; priority: number; queue: string }>(
    installation.database.ownerUrl,
    `SELECT key, max_attempts AS attempts, priority, queue_name AS queue FROM graphile_worker.jobs WHERE task_identifier = 'scan-contacts'`,
  );
const list = async (address: string) => {
  const filter = parseFilter(Object.fromEntries(new URLSearchParams(address)));
  const [from, to] = [new Date(Date.now() - dayMs), new Date()];
  return must(await fetchChunk({ tenantId: asTenantId(account.tenantId), filter, from, to })).contacts;
};

it("is due only where an integration is deployed, and once until it has run, whoever asks", async () => {
  const { databaseUrl } = config();
  expect(await enqueueDueScans(databaseUrl, 5)).toBe(0);
  integrationId = await installation.createIntegration();
  const deployed = await installation.deploy(integrationId);
  if (deployed?.status !== "succeeded") throw new Error(JSON.stringify(deployed?.problem));
  goodCall = (await installation.call(integrationId)).contactId;
  badCall = (await installation.call(integrationId, "caller-hangs-up")).contactId;
  await Promise.all([enqueueDueScans(databaseUrl, 5), enqueueDueScans(databaseUrl, 5)]);
  must(await withTenant(asTenantId(account.tenantId), (db) => requestScan(db, account)));
  expect(await jobs()).toMatchObject([{ attempts: 1, queue: expect.stringMatching(/^scan:[01]$/) }]);
});

it("keeps the id, the code and the time of what is wrong, and says how much it has looked at", async () => {
  const unseen = (await list("")).map(({ scanned, integration }) => ({ scanned, integration }));
  expect(unseen).toEqual(Array(2).fill({ scanned: "not-scanned", integration: undefined }));
  const asked = new Date();
  expect(await progress(asked)).toEqual({ until: undefined, found: 0 });
  await scanContacts(account, never, bounds, after(3));
  // Until when all is looked through, and how much was found since somebody asked: what a list that fills goes by.
  expect(await progress(asked)).toEqual({ until: expect.any(String), found: 1 });
  const found = await rows();
  expect(found.map(({ contactId, code }) => ({ contactId, code }))).toEqual([
    { contactId: badCall, code: "caller-hung-up" },
  ]);
  expect(Object.keys(found[0] ?? {}).sort()).toEqual([
    "at",
    "code",
    "connectionId",
    "contactId",
    "integrationId",
    "seenAt",
    "severity",
    "tenantId",
  ]);
  expect(await coverage()).toMatchObject({ opened: 2, listed: 2 });
  expect(await enqueueDueScans(config().databaseUrl, 5)).toBe(0);
  expect(await withTenant(asTenantId(account.tenantId), (db) => requestScan(db, account))).toMatchObject({
    problem: { code: "scan-just-ran" },
  });
});

it("marks the list, and narrows it to what has findings", async () => {
  const all = await list("");
  const [bad, good] = [badCall, goodCall].map((id) => all.find(({ contactId }) => contactId === id));
  expect(bad).toMatchObject({
    scanned: "found",
    findings: [{ code: "caller-hung-up", name: "Caller hung up", severity: "attention" }],
  });
  // Without findings it says whether anyone has looked, and whose it was.
  expect(good).toMatchObject({ scanned: "clear", findings: [], integration: expect.stringMatching(/./) });
  expect(good?.integration).toBe(bad?.integration);
  expect((await list("findings=only")).map(({ contactId }) => contactId)).toEqual([badCall]);
  expect(await list("findings=only&channel=CHAT")).toEqual([]);
});

it("exports what is listed, part by part, and says how it ended", async () => {
  const filter = parseFilter({ findings: "only" });
  const [from, to] = [new Date(Date.now() - dayMs), new Date()];
  const rest = must(await startExport({ tenantId: asTenantId(account.tenantId), filter, from, to }, never));
  const exported: ExportedContact[] = [];
  let turn = await rest.next();
  for (; !turn.done; turn = await rest.next()) exported.push(...turn.value);
  expect(turn.value).toMatchObject({ kind: "gaps", note: expect.any(String) });
  expect(exported).toMatchObject([{ contactId: badCall, channel: "VOICE", findings: "caller-hung-up" }]);
  const bent = { tenantId: asTenantId(account.tenantId), filter, from, to, token: "x" };
  expect(await startExport(bent, never)).toMatchObject({ problem: { code: "page-token-invalid" } });
});

it("opens no more than it may, and counts the rest", async () => {
  await withTenant(asTenantId(account.tenantId), (db) => db.contactScan.deleteMany());
  await scanContacts(account, never, { ...bounds, mostContacts: 1 }, after(4));
  expect(await coverage()).toMatchObject({ opened: 1, listed: 2 });
});

it("notes an account that cannot be read once, tries that time again, and never twice in one run", async () => {
  const before = await coverage();
  const countRows = () => withTenant(asTenantId(account.tenantId), (db) => db.contactScan.count());
  const kept = await countRows();
  await installation.fault({ service: "connect", operation: "SearchContacts", kind: "deny" });
  try {
    await scanContacts(account, never, bounds, after(10));
    await scanContacts(account, never, bounds, after(15));
  } finally {
    await installation.clearFaults();
  }
  expect(await coverage()).toMatchObject({ ...before, problem: { code: "permission-missing" } });
  expect(await countRows()).toBe(kept + 1);
  await scanContacts(account, never, bounds, after(16));
  expect(await coverage()).not.toHaveProperty("problem");
  // One row a day, however often it ran.
  expect(await countRows()).toBeLessThanOrEqual(kept + 1);
});

it("leaves nothing behind when it is stopped", async () => {
  const before = await coverage();
  const stopped = AbortSignal.abort(new Error("the worker is stopping"));
  await expect(scanContacts(account, stopped, bounds, after(20))).rejects.toThrow("stopping");
  expect(await coverage()).toEqual(before);
});

it("forgets after thirty days", async () => {
  expect(await rows()).toHaveLength(1);
  await scanContacts(account, never, bounds, after(31 * 24 * 60));
  expect(await rows()).toEqual([]);
  expect(await withTenant(asTenantId(account.tenantId), (db) => db.contactScan.count())).toBe(1);
});

it("forgets in time also where nothing is scanned any more", async () => {
  const at = new Date(Date.now() - 31 * dayMs);
  const old = { ...account, contactId: "old", code: "x", at, seenAt: at };
  await withTenant(asTenantId(account.tenantId), (db) =>
    db.contactFinding.createMany({ data: [old, { ...old, contactId: "new", seenAt: new Date() }] }),
  );
  await forgetOldFindings(config().databaseUrl);
  expect((await rows()).map(({ contactId }) => contactId)).toEqual(["new"]);
});

it("keeps a person's last ten searches, each once, and shows them to nobody else", async () => {
  const { tenantId } = account;
  const mine = { tenantId: asTenantId(tenantId), userId: installation.actor.userId };
  const other = {
    tenantId: asTenantId(tenantId),
    userId: (await newUser({ memberOf: [{ tenantId: asTenantId(tenantId), role: "support" }] })).userId,
  };
  for (let index = 0; index < 12; index++) {
    const search = { ...mine, kind: "filters" as const, query: `channel=CHAT&n=${index}` };
    await withTenant(asTenantId(tenantId), (db) => recordRecentSearch(db, search, new Date(index * 1000)));
  }
  const again = { ...mine, kind: "filters" as const, query: "channel=CHAT&n=5" };
  await withTenant(asTenantId(tenantId), (db) => recordRecentSearch(db, again, new Date(99_000)));
  const recent = await withTenant(asTenantId(tenantId), (db) => listRecentSearches(db, mine));
  expect(recent).toHaveLength(10);
  expect(recent[0]?.query).toBe(again.query);
  expect(recent.at(-1)?.query).toBe("channel=CHAT&n=2");
  expect(await withTenant(asTenantId(tenantId), (db) => listRecentSearches(db, other))).toEqual([]);
});
