import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { listAudit } from "@/lib/access/audit/list-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { reportOf } from "@/lib/connection-kinds/connection-kind";
import { findConnectionKind } from "@/lib/connections/registry";
import { firstSandboxVendors } from "@/lib/connections/sandbox-vendors";
import { loadConnection, probeConnection, removeConnection, saveConnection } from "@/lib/connections/store";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { showsGuides } from "@/lib/vendors/blueprints";
import { expectSecretAskedAgain, newConnection } from "./testing/stored-connection";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

const withKey = (accessKeyId: string) => ({ access: { kind: "keys", accessKeyId } });
const settings = { ...withKey("AKIA0123456789ABCDEF"), region: "us-east-1" };
const instancePrefix = "arn:aws:connect:us-east-1:111122223333:instance/";

it("an AWS access key changes with the secret typed anew alone", async () => {
  await expectSecretAskedAgain("aws", settings, "secretAccessKey", withKey("AKIAFEDCBA9876543210"));
});

it("the audit names which settings changed, from what to what, and of a secret only that it did", async () => {
  const { tenantId, save } = await newConnection("aws", settings, { secretAccessKey: "the-secret" });
  const changed = { ...withKey("AKIAFEDCBA9876543210"), region: "eu-west-2" };
  expect(await save(changed, { secretAccessKey: "another-secret" })).toMatchObject({ ok: true });
  const { entries } = await withTenant(tenantId, (db) => listAudit(db, { action: "connection:save" }));
  expect(entries[0]?.detail).toEqual({
    kind: "aws",
    name: "Connection",
    changes: [
      { setting: "access.accessKeyId", from: "AKIA0123456789ABCDEF", to: "AKIAFEDCBA9876543210" },
      { setting: "region", from: "us-east-1", to: "eu-west-2" },
      { setting: "secretAccessKey", to: "changed" },
    ],
  });
  expect(JSON.stringify(entries)).not.toMatch(/another-secret|the-secret/);
});

it("settings that were made of an earlier version aren't put on the one saved meanwhile", async () => {
  const { tenantId, id, save } = await newConnection("aws", settings, { secretAccessKey: "the-secret" });
  const read = await withTenant(tenantId, (db) => loadConnection(db, id));
  const kept = { tenantId, id, kind: "aws", name: "Connection", actor: { name: "Ada" } };
  const choose = (madeOf: Date | undefined) =>
    withTenant(tenantId, (db) => saveConnection(db, { ...kept, settings: chosen, madeOf }));
  const chosen = { ...settings, instanceId: "i", instanceArn: `${instancePrefix}i`, instanceAlias: "a" };
  expect(await save({ ...settings, region: "eu-west-2" }, {})).toMatchObject({ ok: true });
  expect(await choose(read?.savedAt)).toMatchObject({ problem: { code: "connection-saved-meanwhile" } });
  const now = await withTenant(tenantId, (db) => loadConnection(db, id));
  expect(now?.settings).toMatchObject({ region: "eu-west-2" });
  expect(await choose(now?.savedAt)).toMatchObject({ ok: true });
});

describe("a connection's test", () => {
  const actor = { name: "Ada" };
  const vendor = firstSandboxVendors().find(({ kind }) => showsGuides(kind));
  const { kind = "", settings = {}, secrets = {} } = vendor ?? {};

  afterEach(() => void vi.restoreAllMocks());

  /** A connection that an integration uses whose guide the vendor shows; `meanwhile` happens while the vendor is asked. */
  async function probed(meanwhile: (made: Awaited<ReturnType<typeof newConnection>>) => Promise<unknown>) {
    const made = await newConnection(kind, settings, secrets);
    const { tenantId, id } = made;
    const integration = { id: randomUUID(), blueprint: "none", name: "Elsewhere", settings: {} };
    await withTenant(tenantId, (db) =>
      db.integration.create({ data: { tenantId, ...integration, vendorConnections: { [kind]: id } } }),
    );
    const type = findConnectionKind(kind);
    if (type === undefined) throw new Error(`no kind ${kind}`);
    vi.spyOn(type, "probe").mockImplementationOnce(async () => {
      await meanwhile(made);
      return reportOf([{ id: "seen", title: "Seen", state: "proven", detail: "" }]);
    });
    const outcome = await probeConnection(tenantId, id, actor);
    const stored = await withTenant(tenantId, (db) => loadConnection(db, id));
    const jobs = await runAsOwner<{ key: string }>(
      database.ownerUrl,
      "SELECT key FROM graphile_worker._private_jobs WHERE key LIKE '%' || $1",
      [`guides:${id}`],
    );
    return { outcome, stored, jobs };
  }

  it("is kept with the settings that were tested, and has their guides checked", async () => {
    const { outcome, stored, jobs } = await probed(async () => undefined);
    expect(outcome).toMatchObject({ ok: true, value: { state: "proven" } });
    expect(stored).toMatchObject({ probe: { state: "proven" }, probedAt: expect.any(Date) });
    expect(jobs).toHaveLength(1);
  });

  it("says nothing of a connection that was saved meanwhile, and has no guide checked", async () => {
    const { outcome, stored, jobs } = await probed(({ save }) => save({}, secrets));
    expect(outcome).toMatchObject({ ok: false, problem: { code: "connection-changed" } });
    expect(stored).toMatchObject({ probe: undefined, probedAt: null });
    expect(jobs).toEqual([]);
  });

  it("has no guide checked of a connection that was removed meanwhile", async () => {
    const { outcome, stored, jobs } = await probed(({ tenantId, id }) =>
      withTenant(tenantId, async (db) => {
        await db.integration.deleteMany();
        await removeConnection(db, { tenantId, actor, id });
      }),
    );
    expect(outcome).toMatchObject({ ok: false, problem: { code: "connection-changed" } });
    expect([stored, ...jobs]).toEqual([undefined]);
  });
});
