import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { listConnections } from "@/lib/connections/store";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { checkSandboxConnections } from "./seed";

let installation: SeededInstallation;

beforeAll(async () => {
  installation = await seedInstallation();
});
afterAll(() => installation?.stop());

it("the first start checks the connections that it stores, each once", async () => {
  const { tenantId } = installation;
  const stored = () => withTenant(tenantId, listConnections);
  expect((await stored()).every(({ probedAt }) => probedAt === null)).toBe(true);
  await checkSandboxConnections(tenantId);
  const checked = await stored();
  expect(checked.length).toBeGreaterThan(1);
  expect(
    checked.map(({ name, probe }) => [name, probe?.checks.filter(({ state }) => state === "failed")]),
  ).toEqual(checked.map(({ name }) => [name, []]));
  await checkSandboxConnections(tenantId);
  expect(await stored()).toEqual(checked);
  const events = await withTenant(tenantId, (db) =>
    db.auditEvent.findMany({ where: { action: "connection:probe" }, select: { actorName: true } }),
  );
  expect(events).toEqual(checked.map(() => ({ actorName: "Patchbay" })));
});
