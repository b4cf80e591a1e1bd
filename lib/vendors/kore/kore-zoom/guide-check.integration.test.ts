import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { probeConnection, saveConnection } from "@/lib/connections/store";
import { checkGuide } from "@/lib/integrations/check-guide";
import { checkGuidesOf } from "@/lib/integrations/check-guides-of";
import { createIntegration } from "@/lib/integrations/store";
import { forgetConfig } from "@/lib/kernel/config";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { newTenant } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { findVendor } from "@/lib/vendors/registry";
import { tasks } from "@/lib/worker/tasks";
import { koreZoom } from "../kore-zoom";
import { koreZoomSettings } from "./settings";
import { transferCode } from "./transfer-code";

// While time is moved, nobody waits: a pause is over at once, and the clock stands where it would stand after it.
const time = vi.hoisted(() => ({ isMoved: false, onPause: () => {} }));
vi.mock("node:timers/promises", async (original) => {
  const own = await original<typeof import("node:timers/promises")>();
  const setTimeout: typeof own.setTimeout = (ms, ...rest) => {
    time.onPause();
    if (time.isMoved) vi.setSystemTime(Date.now() + (ms ?? 0));
    return own.setTimeout(time.isMoved ? 0 : ms, ...rest);
  };
  return { ...own, default: { ...own, setTimeout }, setTimeout };
});

let database: TestDatabase;
let sandbox: TestSandbox;
let tenantId: TenantId;
let integrationId: IntegrationId;
const connectionIds: Record<string, string> = {};
const actor = { name: "Ada" };
const bot = findVendor("kore")?.sandbox.firstCustomer ?? {};
const settings = {
  flowName: "Patchbay sandbox voice bot",
  entryPoints: ["+12065550188"],
  transfer: { from: "dialog" as const },
};

const atKore = (path: string, body: object) =>
  tellSandbox(sandbox, "PUT", `${sandbox.vendorUrls.kore}/_sandbox/bots/${bot.botId}${path}`, body);

beforeAll(async () => {
  [database, sandbox] = await Promise.all([testDatabase(), startSandbox()]);
  Object.assign(process.env, {
    PATCHBAY_ZOOM_SANDBOX_URL: sandbox.vendorUrls.zoom,
    PATCHBAY_KORE_SANDBOX_URL: sandbox.vendorUrls.kore,
    PATCHBAY_SANDBOX_CONTROL_KEY: sandbox.controlKey,
  });
  forgetConfig();
  ({ tenantId } = await newTenant("Without AWS"));
  for (const kind of koreZoom.needs) {
    const vendor = findVendor(kind)?.sandbox ?? expect.unreachable();
    const given = vendor.connection(vendor.firstCustomer);
    const saved = await withTenant(tenantId, (db) => saveConnection(db, { tenantId, actor, kind, ...given }));
    connectionIds[kind] = must(saved).id;
  }
  const vendorConnections = connectionIds;
  const created = {
    tenantId,
    actor,
    blueprint: koreZoom.kind,
    name: "Front desk",
    settings,
    vendorConnections,
  };
  integrationId = must(await withTenant(tenantId, (db) => createIntegration(db, created))).id;
  const wanted = koreZoomSettings.parse(settings);
  await atKore("", { ...bot, transferCode: transferCode(wanted).text });
  const zoomAccount = findVendor("zoom")?.sandbox.firstCustomer.accountId;
  const atZoom = `${sandbox.vendorUrls.zoom}/_sandbox/accounts/${zoomAccount}/voice-bot`;
  const { flowName, connector } = wanted;
  await tellSandbox(sandbox, "PUT", atZoom, { flowName, connectorName: connector.name });
}, 120_000);
afterAll(async () => {
  await sandbox.stop();
  await database.stop();
});
afterEach(async () => {
  Object.assign(time, { isMoved: false, onPause: () => {} });
  vi.useRealTimers();
  await atKore("/export-form", {});
});

async function check(timeoutMs?: number) {
  const results = must(
    await checkGuide({ tenantId, integrationId, actor, ...(timeoutMs === undefined ? {} : { timeoutMs }) }),
  );
  return (row: string) => results.find((one) => one.row === row);
}

/** Whether there's a summary shows with a conversation: only that the app may read one is seen. */
const mayRead = { code: "not-seen", detail: expect.stringContaining("may read conversations") };

describe("the check of the whole guide", () => {
  it("shows what both vendors have, as the guide gives it", async () => {
    const of = await check();
    expect(of("ZC-04")).toMatchObject({ code: "published" });
    expect(of("ZC-07")).toMatchObject(mayRead);
    expect(of("ZC-09")).toMatchObject({ code: "published" });
    expect(of("ZC-12")).toMatchObject({ code: "published" });
  });

  it("says of an export that is never ready that it isn't known, within its bound, and shows the rest", async () => {
    await atKore("/export-form", { neverEnds: true });
    vi.useFakeTimers({ toFake: ["Date"] });
    time.isMoved = true;
    const began = Date.now();
    const of = await check();
    expect(of("ZC-04")).toMatchObject({
      code: "unknown",
      detail: expect.stringContaining("after 25 seconds"),
    });
    // Both versions have their bound: what one lacks the other may have. Pauses of readers side by side add up here.
    expect(Date.now() - began).toBeGreaterThan(45_000);
    expect(Date.now() - began).toBeLessThan(120_000);
    expect(of("ZC-07")).toMatchObject(mayRead);
    expect(of("ZC-09")).toMatchObject({ code: "published" });
  });

  it("refuses an archive that unpacks to more than it reads, and says that it isn't known", async () => {
    await atKore("/export-form", { padDefinitionBytes: 66 * 1024 * 1024 });
    expect((await check())("ZC-04")).toMatchObject({
      code: "unknown",
      detail: expect.stringContaining("larger than Patchbay reads"),
    });
  });

  it("ends when its own time is up, whatever a vendor does, and every step is unknown", async () => {
    await atKore("/export-form", { neverEnds: true });
    const began = performance.now();
    const of = await check(1);
    for (const row of ["ZC-01", "ZC-04", "ZC-06", "ZC-07", "ZC-09", "ZC-12"])
      expect(of(row), row).toMatchObject({
        code: "unknown",
        detail: expect.stringContaining("didn't answer within 0.001 seconds"),
      });
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe("a check after a connection's test", () => {
  const jobs = () =>
    runAsOwner<{ payload: unknown }>(
      database.ownerUrl,
      `SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE t.identifier = 'check-guides' AND j.key LIKE '%' || $1`,
      [`guides:${connectionIds.kore}`],
    );
  const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const run = (now: Date) =>
    checkGuidesOf({ tenantId, connectionId: connectionIds.kore ?? "" }, AbortSignal.timeout(60_000), now);

  it("is a job of the worker's, where the test succeeded and a guide is shown by it", async () => {
    await atKore("", { ...bot, clientSecret: "another" });
    await probeConnection(tenantId, connectionIds.kore ?? "", actor);
    expect(await jobs()).toEqual([]);
    await atKore("", bot);
    await probeConnection(tenantId, connectionIds.kore ?? "", actor);
    await probeConnection(tenantId, connectionIds.kore ?? "", actor);
    const [job, ...more] = await jobs();
    expect(more).toEqual([]);
    expect(job?.payload).toEqual({ tenantId, connectionId: connectionIds.kore });
    await withTenant(tenantId, (db) => db.guideCheck.deleteMany());
    const lease = { hold: async () => undefined };
    await tasks["check-guides"]?.(job?.payload, {
      signal: AbortSignal.timeout(60_000),
      lease: lease as never,
    });
    const kept = await withTenant(tenantId, (db) => db.guideCheck.findMany({ select: { row: true } }));
    expect(kept.map(({ row }) => row)).toContain("ZC-04");
  });

  it("asks the vendors again only after five minutes, whoever asked last, and only for its own integrations", async () => {
    await check();
    expect(await run(later(4))).toEqual([]);
    expect(await run(later(6))).toEqual([integrationId]);
    const nobody = { tenantId, connectionId: "00000000-0000-4000-8000-000000000000" };
    expect(await checkGuidesOf(nobody, AbortSignal.timeout(60_000), later(6))).toEqual([]);
  });

  it("keeps nothing when the worker stops in the middle", async () => {
    await withTenant(tenantId, (db) => db.guideCheck.deleteMany());
    const stop = new AbortController();
    // An export is under way then.
    time.onPause = () => stop.abort(new Error("The worker stops."));
    const of = { tenantId, connectionId: connectionIds.kore ?? "" };
    await expect(checkGuidesOf(of, stop.signal)).rejects.toThrow("The worker stops.");
    expect(await withTenant(tenantId, (db) => db.guideCheck.count())).toBe(0);
  });
});
