import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { sampleSettings } from "@/lib/blueprints/shared/sample-parts";
import { asIntegrationId, type IntegrationId, type TenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import { fail, succeed } from "@/lib/kernel/result";
import { must } from "@/lib/testing/must";
import { newTenant } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import type { GuideChecker, GuideCheckResult } from "@/lib/vendors/guide-check";
import type { GuideDeed } from "@/lib/vendors/guide-deed";
import { vendors } from "@/lib/vendors/registry";
import { checkGuide } from "./check-guide";
import { doGuideStep } from "./do-guide-step";
import { guideOf, isDone } from "./guide";
import { keepGuideChecks } from "./guide-check-store";

const checkers = vi.hoisted(() => ({ all: [] as unknown[], deed: undefined as unknown }));
vi.mock("@/lib/vendors/blueprints", async (original) => ({
  ...(await original<typeof import("@/lib/vendors/blueprints")>()),
  guideCheckersOf: () => checkers.all,
  findGuideDeed: () => checkers.deed,
}));

let database: TestDatabase;
let of: { tenantId: TenantId; integrationId: IntegrationId };
const actor = { name: "Ada" };
const [vendor] = vendors;
const kind = vendor?.name ?? "";
const blueprint = vendor?.blueprints[0]?.kind ?? "";
const bot = vendor?.sandbox.connection(vendor.sandbox.firstCustomer).settings ?? {};

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  const { tenantId } = await newTenant();
  const id = await withTenant(tenantId, async (db) => {
    const account = await db.connection.create({
      data: { tenantId, kind: "aws", name: "Account", settings: {} },
    });
    const data = { tenantId, kind, name: "Bot", settings: toJson(bot) };
    const agent = await db.connection.create({ data });
    const integration = await db.integration.create({
      data: {
        ...{ tenantId, blueprint, name: "Voice", settings: sampleSettings },
        ...{ awsConnectionId: account.id, vendorConnections: { [kind]: agent.id } },
      },
    });
    return integration.id;
  });
  of = { tenantId, integrationId: asIntegrationId(id) };
});

const checker = (rows: string[], read: GuideChecker["read"]): GuideChecker => ({ rows, read });
const check = () => checkGuide({ ...of, actor });
const step = async (row: string) =>
  must(await guideOf(of.tenantId, of.integrationId)).find((each) => each.row === row);
const seen = (row: string, code: GuideCheckResult["code"]): GuideCheckResult => ({
  row,
  code,
  detail: "Seen.",
});

describe("a check of the guide", () => {
  it("shows what the vendor's API says of a step, and only what is as given counts as done", async () => {
    checkers.all = [
      checker(["KM-18", "KM-21"], async ({ connection }) => {
        expect(must((await connection(kind)?.open()) ?? expect.unreachable())).toMatchObject({
          settings: bot,
        });
        return [
          { ...seen("KM-18", "published"), facts: { version: "3" } },
          { ...seen("KM-21", "changed"), difference: ["Line 2 is missing."] },
        ];
      }),
    ];
    expect(await check()).toMatchObject({ ok: true });
    const good = await step("KM-18");
    expect(good).toMatchObject({
      shownBy: { kind: "read" },
      check: { code: "published", facts: { version: "3" } },
    });
    expect(good && isDone(good)).toBe(true);
    const changed = await step("KM-21");
    expect(changed).toMatchObject({ shownBy: undefined, check: { difference: ["Line 2 is missing."] } });
    expect(changed && isDone(changed)).toBe(false);
    expect(await step("KM-22")).toMatchObject({ check: undefined });
    const audit = await withTenant(of.tenantId, (db) =>
      db.auditEvent.findMany({ where: { action: "guide:check" } }),
    );
    expect(audit).toMatchObject([{ actorName: "Ada", detail: { "KM-18": "published", "KM-21": "changed" } }]);
  });

  it("says that a step is unknown where nothing was said of it, and where the reading failed", async () => {
    checkers.all = [
      checker(["KM-18"], async () => []),
      checker(["KM-21"], async () => {
        throw new Error("s3cret words of a stack");
      }),
    ];
    await check();
    expect(await step("KM-18")).toMatchObject({ shownBy: undefined, check: { code: "unknown" } });
    const failed = await step("KM-21");
    expect(failed).toMatchObject({ check: { code: "unknown" } });
    expect(JSON.stringify(failed)).not.toContain("s3cret");
  });

  it("is taken to hold while the account doesn't answer, as a call's proof is", async () => {
    checkers.all = [checker(["KM-18"], async () => [seen("KM-18", "published")])];
    await check();
    const other = toJson({ ...bot, botId: "another" });
    await withTenant(of.tenantId, (db) =>
      db.connection.updateMany({ where: { kind }, data: { settings: other } }),
    );
    expect(await step("KM-18")).toMatchObject({ check: { code: "published" } });
  });

  it("isn't overwritten by an older one that ends later", async () => {
    const at = new Date();
    const of1 = { ...of, at };
    const row = { ...seen("KM-18", "published"), askedSha256: "x" };
    await withTenant(of.tenantId, async (db) => {
      await keepGuideChecks(db, of1, [row]);
      await keepGuideChecks(db, { ...of, at: new Date(at.getTime() - 1) }, [{ ...row, code: "absent" }]);
    });
    expect(await step("KM-18")).toMatchObject({ check: { code: "published" } });
  });

  it("runs once when two ask at the same time", async () => {
    let runs = 0;
    checkers.all = [
      checker(["KM-18"], async () => {
        runs += 1;
        return [];
      }),
    ];
    await Promise.all([check(), check()]);
    expect(runs).toBe(1);
  });

  it("refuses another tenant's integration, and a guide that nothing shows anything of", async () => {
    const { tenantId } = await newTenant();
    expect(await checkGuide({ ...of, tenantId, actor })).toMatchObject({
      problem: { code: "integration-not-found" },
    });
    checkers.all = [];
    expect(await check()).toMatchObject({ problem: { code: "guide-unchecked" } });
  });
});

describe("a step that Patchbay does at the vendor", () => {
  const doIt = (tenantId: TenantId = of.tenantId) =>
    doGuideStep({ tenantId, integrationId: of.integrationId, row: "AC-1", actor });
  const recorded = async () => {
    const rows = await withTenant(of.tenantId, (db) =>
      db.auditEvent.findMany({ where: { action: "guide:do" }, orderBy: { at: "asc" } }),
    );
    return rows.map(({ detail }) => detail);
  };
  const deed = (run: GuideDeed["run"]) => {
    checkers.deed = { button: "Set", question: "Set it?", run } satisfies GuideDeed;
  };

  it("is recorded with its outcome, also when it failed or broke off", async () => {
    deed(async () => succeed("Set."));
    expect(await doIt()).toEqual({ ok: true, value: "Set." });
    deed(async () => fail({ code: "vendor-refused", sentence: "No.", wayOut: "Wait." }));
    expect(await doIt()).toMatchObject({ problem: { code: "vendor-refused" } });
    deed(async () => {
      throw new Error("late");
    });
    await expect(doIt()).rejects.toThrow("late");
    expect(await recorded()).toEqual([
      { row: "AC-1", outcome: "done" },
      { row: "AC-1", outcome: "vendor-refused" },
      { row: "AC-1", outcome: "broken-off" },
    ]);
  });

  it("isn't done twice at the same time, nor for another tenant, nor where a person does it", async () => {
    let second: Awaited<ReturnType<typeof doIt>> | undefined;
    deed(async () => {
      second = await doIt();
      return succeed("Set.");
    });
    expect(await doIt()).toMatchObject({ ok: true });
    expect(second).toMatchObject({ problem: { code: "guide-deed-under-way" } });
    expect(await doIt((await newTenant()).tenantId)).toMatchObject({
      problem: { code: "integration-not-found" },
    });
    checkers.deed = undefined;
    expect(await doIt()).toMatchObject({ problem: { code: "guide-deed-not-found" } });
  });
});
