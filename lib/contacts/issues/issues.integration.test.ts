import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { config } from "@/lib/kernel/config";
import { asContactId, asIntegrationId, type IntegrationId } from "@/lib/kernel/ids";
import { newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { forgetOldFindings } from "@/lib/worker/keep-scanning";
import { listNotes, type NoteSubject, pinNote, removeNote } from "../notes/store";
import { keepFindings } from "../scan/scan-store";
import { type IssueKey, noIntegration, pathOfIssue } from "./issue";
import {
  chartSpans,
  countOverTime,
  findIssues,
  type IssueContact,
  listIssueContacts,
  listIssues,
  loadIssue,
} from "./list-issues";
import { listFixingDeployments, reopenIssue, resolveIssue } from "./resolve-issue";

const hourMs = 3_600_000;
const now = new Date();
const ago = (hours: number) => new Date(now.getTime() - hours * hourMs);

let database: TestDatabase;
let desk: Awaited<ReturnType<typeof newDesk>>;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  desk = await newDesk();
});
afterAll(() => database.stop());

/** A tenant with one integration, and what one does with its issues. */
async function newDesk() {
  const { tenantId } = await newTenant();
  const { userId, name } = await newUser({ memberOf: [{ tenantId, role: "support" }] });
  const actor = { userId, name };
  const { connectionId, integrationId, planId } = await withTenant(tenantId, async (db) => {
    const connection = await db.connection.create({
      data: { tenantId, kind: "aws", name: "one", settings: {} },
    });
    const integration = await db.integration.create({
      data: {
        tenantId,
        blueprint: "acme-voice",
        name: "Voice",
        settings: {},
        awsConnectionId: connection.id,
      },
    });
    const of = { tenantId, integrationId: integration.id };
    const plan = await db.plan.create({
      data: { ...of, purpose: "deploy", desired: [], steps: [], changes: 0 },
    });
    return { connectionId: connection.id, integrationId: integration.id, planId: plan.id };
  });
  const key: IssueKey = { integrationId, code: "flow-changed" };
  return {
    ...{ tenantId, actor, integrationId, connectionId, key },
    /** A contact that began so many hours ago. */
    find: async (
      hours: number,
      code = "flow-changed",
      {
        through = integrationId,
        severity = "attention" as "attention" | "bad",
      }: {
        through?: IntegrationId | undefined;
        severity?: "attention" | "bad";
      } = {},
    ) => {
      const contactId = asContactId(randomUUID());
      const found = {
        ...{ contactId, startedAt: ago(hours), findings: [{ code, severity }] },
        integrationId: through === noIntegration ? undefined : through,
      };
      await withTenant(tenantId, (db) => keepFindings(db, { tenantId, connectionId }, [found], now));
      return contactId;
    },
    deploy: (hours: number, status: "succeeded" | "failed" = "succeeded") =>
      withTenant(tenantId, async (db) => {
        const deployment = await db.deployment.create({
          data: {
            ...{ tenantId, integrationId, planId, purpose: "deploy", status },
            finishedAt: ago(hours),
          },
        });
        return deployment.id;
      }),
    list: (wanted: Parameters<typeof listIssues>[2] = {}) =>
      withTenant(tenantId, (db) => listIssues(db, tenantId, wanted, now)),
    load: () => withTenant(tenantId, (db) => loadIssue(db, tenantId, key, now)),
    resolve: (deploymentId?: string, at = now) =>
      withTenant(tenantId, (db) => resolveIssue(db, { tenantId, actor, key, deploymentId }, at)),
    reopen: () => withTenant(tenantId, (db) => reopenIssue(db, { tenantId, actor, key })),
    audit: () =>
      withTenant(tenantId, (db) =>
        db.auditEvent.findMany({
          select: { action: true, target: true, detail: true },
          orderBy: { id: "asc" },
        }),
      ),
  };
}

it("makes one issue of the same finding in many contacts of an integration, with when it was first and last seen", async () => {
  for (const hours of [200, 30, 2, 1]) await desk.find(hours);
  const { issues, hasMore } = await desk.list();
  expect(issues).toEqual([
    {
      ...desk.key,
      ...{ severity: "attention", contacts: 4, contactsLastDay: 2 },
      ...{ firstAt: ago(200), lastAt: ago(1), state: { kind: "open" } },
    },
  ]);
  expect(hasMore).toBe(false);
});

it("keeps integrations apart, and contacts that went through none", async () => {
  const other = asIntegrationId(randomUUID());
  await desk.find(1);
  await desk.find(1, "flow-changed", { through: other });
  await desk.find(1, "flow-changed", { through: noIntegration });
  const { issues } = await desk.list();
  expect(new Set(issues.map(({ integrationId }) => integrationId))).toEqual(
    new Set([desk.integrationId, other, noIntegration]),
  );
  expect((await desk.list({ integrationId: noIntegration })).issues).toMatchObject([{ contacts: 1 }]);
  expect((await desk.list({ hasIntegration: true })).issues).toMatchObject([
    { integrationId: desk.integrationId },
  ]);
});

it("lists the worst first: failures, then what the last day had most of; and page by page", async () => {
  for (const hours of [40, 41, 42, 43]) await desk.find(hours, "caller-hung-up");
  for (const hours of [1, 2]) await desk.find(hours, "flow-changed");
  await desk.find(50, "transfer-failed", { severity: "bad" });
  const codes = (page: Awaited<ReturnType<typeof desk.list>>) => page.issues.map(({ code }) => code);
  expect(codes(await desk.list())).toEqual(["transfer-failed", "flow-changed", "caller-hung-up"]);
  const first = await desk.list({ limit: 2 });
  expect(first.hasMore).toBe(true);
  expect(codes(await desk.list({ limit: 2, offset: 2 }))).toEqual(["caller-hung-up"]);
});

it("shows no tenant another's issues, contacts, or notes", async () => {
  await desk.find(1);
  const stranger = await newDesk();
  const { tenantId } = stranger;
  const seen = await withTenant(tenantId, async (db) => [
    ...(await listIssues(db, desk.tenantId, {}, now)).issues,
    ...(await listIssueContacts(db, desk.tenantId, desk.key)).contacts,
    ...(await findIssues(db, desk.tenantId, { ...desk.key, codes: [desk.key.code] }, now)),
  ]);
  expect(seen).toEqual([]);
  const foreign = { tenantId: desk.tenantId, actor: stranger.actor, key: desk.key, deploymentId: undefined };
  expect(await withTenant(tenantId, (db) => resolveIssue(db, foreign, now))).toMatchObject({
    problem: { code: "issue-gone" },
  });
});

it("is resolved in a deployment, and regressed once a contact that began after that deployment has it again", async () => {
  await desk.find(5);
  const deploymentId = await desk.deploy(3);
  expect(await desk.resolve(deploymentId)).toMatchObject({ ok: true });
  expect(await desk.load()).toMatchObject({
    state: {
      kind: "resolved",
      resolution: { deploymentId, fixedAt: ago(3), resolvedByName: desk.actor.name },
    },
  });
  expect((await desk.list()).issues).toEqual([]);
  expect((await desk.list({ filter: "resolved" })).issues).toHaveLength(1);
  // It began before the deployment was applied, and was looked at afterward.
  await desk.find(4);
  expect(await desk.load()).toMatchObject({ contacts: 2, state: { kind: "resolved" } });
  await desk.find(2);
  expect(await desk.load()).toMatchObject({ state: { kind: "regressed", contactsSince: 1 } });
  expect((await desk.list()).issues).toHaveLength(1);
  expect((await desk.list({ filter: "resolved" })).issues).toEqual([]);
  expect(await desk.audit()).toEqual([
    {
      action: "issue:resolve",
      target: pathOfIssue(desk.key),
      detail: { name: "Live flow changed", deploymentId },
    },
  ]);
});

it("offers applied deployments alone, and refuses one that a later contact disproves", async () => {
  await desk.find(3);
  const early = await desk.deploy(4);
  const failed = await desk.deploy(1, "failed");
  const late = await desk.deploy(2);
  const { tenantId, key } = desk;
  const offered = await withTenant(tenantId, (db) => listFixingDeployments(db, key, ago(3)));
  expect(offered).toMatchObject([
    { id: late, isDisproved: false },
    { id: early, isDisproved: true },
  ]);
  expect(await desk.resolve(early)).toMatchObject({ problem: { code: "issue-seen-since" } });
  expect(await desk.resolve(failed)).toMatchObject({ problem: { code: "deployment-not-applied" } });
  expect(await desk.resolve(randomUUID())).toMatchObject({ problem: { code: "deployment-not-applied" } });
  expect(await desk.load()).toMatchObject({ state: { kind: "open" } });
});

it("can be resolved as fixed outside Patchbay, and opened again", async () => {
  await desk.find(1);
  expect(await desk.resolve()).toMatchObject({ ok: true });
  expect(await desk.load()).toMatchObject({
    state: { kind: "resolved", resolution: { deploymentId: undefined, fixedAt: now } },
  });
  await desk.reopen();
  expect(await desk.load()).toMatchObject({ state: { kind: "open" } });
  expect((await desk.audit()).map(({ action }) => action)).toEqual(["issue:resolve", "issue:reopen"]);
});

it("counts contacts by hour and by day, the oldest first", async () => {
  for (const hours of [0.5, 0.6, 5.5, 23.5, 24.5]) await desk.find(hours);
  const { tenantId, key } = desk;
  const over = (span: "day" | "month") =>
    withTenant(tenantId, async (db) => [
      ...((await countOverTime(db, tenantId, [key], chartSpans[span], now)).values().next().value ?? []),
    ]);
  const hours = await over("day");
  expect(hours).toHaveLength(24);
  expect([hours[0], hours[18], hours[23]]).toEqual([1, 1, 2]);
  expect((await over("month")).slice(-3)).toEqual([0, 1, 4]);
});

it("lists its contacts page by page, the newest first", async () => {
  const ids: string[] = [];
  for (const hours of [3, 2, 1]) ids.unshift(await desk.find(hours));
  const { tenantId, key } = desk;
  const page = (after?: IssueContact) =>
    withTenant(tenantId, (db) => listIssueContacts(db, tenantId, key, { after, limit: 2 }));
  const first = await page();
  expect(first.contacts.map(({ contactId }) => contactId)).toEqual(ids.slice(0, 2));
  const second = await page(first.next);
  expect(second).toMatchObject({ contacts: [{ contactId: ids[2] }], next: undefined });
});

it("takes no note where no contact of the tenant has the finding", async () => {
  await desk.find(1);
  const stranger = await newDesk();
  const { tenantId, actor } = stranger;
  const subjects = [desk.key, stranger.key, { integrationId: asIntegrationId(randomUUID()), code: "x" }];
  for (const subject of subjects) {
    const pinned = await withTenant(tenantId, (db) => pinNote(db, { tenantId, actor, subject, text: "x" }));
    expect(pinned).toMatchObject({ problem: { code: "issue-gone" } });
  }
  expect(await withTenant(tenantId, (db) => db.issueNote.count())).toBe(0);
  expect(await stranger.audit()).toEqual([]);
});

it("has notes like a contact's, of its own", async () => {
  await desk.find(1);
  const { tenantId, actor, key } = desk;
  const pinned = await withTenant(tenantId, (db) =>
    pinNote(db, { tenantId, actor, subject: key, text: "Someone edits it at night." }),
  );
  const noteId = pinned.ok ? pinned.value.id : "";
  const list = (subject: NoteSubject) => withTenant(tenantId, (db) => listNotes(db, subject));
  expect(await list(key)).toMatchObject([{ id: noteId, authorName: actor.name }]);
  expect(await list({ ...key, code: "bypass-on" })).toEqual([]);
  expect(await list({ contactId: asContactId(key.integrationId) })).toEqual([]);
  await withTenant(tenantId, (db) =>
    removeNote(db, { tenantId, actor, subject: key, noteId, mayRemoveAny: false }),
  );
  expect(await list(key)).toEqual([]);
  expect((await desk.audit()).map(({ action, target }) => [action, target])).toEqual([
    ["issue:note", pathOfIssue(key)],
    ["issue:note-remove", pathOfIssue(key)],
  ]);
});

it("is gone with its findings, and what was said of it half a year later", async () => {
  await desk.find(1);
  await desk.resolve();
  const { tenantId } = desk;
  const age = (table: string, column: string, days: number) =>
    runAsOwner(
      database.ownerUrl,
      `UPDATE "${table}" SET "${column}" = now() - make_interval(days => ${days}) WHERE "tenantId" = '${tenantId}'`,
    );
  const resolutions = () => withTenant(tenantId, (db) => db.issueResolution.count());
  await age("ContactFinding", "seenAt", 31);
  await forgetOldFindings(config().databaseUrl);
  expect(await desk.load()).toBeUndefined();
  expect(await resolutions()).toBe(1);
  await age("IssueResolution", "resolvedAt", 181);
  await forgetOldFindings(config().databaseUrl);
  expect(await resolutions()).toBe(0);
});
