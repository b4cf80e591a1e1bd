import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { fetchLiveToken } from "@/lib/integrations/fetch-live-token";
import { loadOutputs } from "@/lib/integrations/outputs";
import { dropPreviousToken, revealLiveToken, rotateToken } from "@/lib/integrations/rotate-token";
import { asIntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";

let installation: SeededInstallation;
let id = asIntegrationId("");

beforeAll(async () => {
  installation = await seedInstallation();
  id = await installation.createIntegration({ kind: "agent-ai-ccp", settings: { hostedPage: true } });
});
afterAll(() => installation?.stop());

it("the hosted page's path is rotated without an interruption, shown once it answers, and dropped", async () => {
  const request = { ...installation, id, name: "widgetPath" };
  const { tenantId } = installation;
  const rotate = () => withTenant(tenantId, (db) => rotateToken(db, request));
  const drop = (unusedForHours: 0 | 24, acceptsRisk: boolean) =>
    dropPreviousToken({ ...request, vendorHasNewToken: true, unusedForHours, acceptsRisk });
  const ask = async (path: string) => {
    const { "widget-api": api } = await withTenant(tenantId, (db) => loadOutputs(db, id));
    const answer = await fetch(`${api?.url}/${path}`, { signal: AbortSignal.timeout(10_000) });
    await answer.body?.cancel();
    return answer.status;
  };

  expect(await installation.deploy(id)).toMatchObject({ status: "succeeded" });
  const first = must(await revealLiveToken(request));
  expect(await ask(first)).toBe(200);
  expect(await fetchLiveToken(tenantId, id, "widgetPath")).toMatchObject({
    ...{ kind: "live", previousUse: undefined },
  });

  must(await rotate());
  expect(await fetchLiveToken(tenantId, id, "widgetPath")).toEqual({ kind: "not-live" });
  expect(await revealLiveToken(request)).toMatchObject({ problem: { code: "new-token-not-live" } });
  expect(await ask(first)).toBe(200);

  expect(await installation.deploy(id)).toMatchObject({ status: "succeeded" });
  const second = must(await revealLiveToken(request));
  expect(second).not.toBe(first);
  expect([await ask(first), await ask(second)]).toEqual([200, 200]);
  expect(await fetchLiveToken(tenantId, id, "widgetPath")).toMatchObject({
    ...{ kind: "live", previousUse: { kind: "unknown" } },
  });
  expect(await rotate()).toMatchObject({ problem: { code: "rotation-under-way" } });
  expect(await drop(24, true)).toMatchObject({ problem: { code: "previous-token-too-soon" } });
  must(await drop(0, true));
  expect(await installation.deploy(id)).toMatchObject({ status: "succeeded" });
  expect([await ask(first), await ask(second)]).toEqual([404, 200]);
});

it("is removed in one run: the statement that lets the page's API call is ours, and no stranger's", async () => {
  expect(await installation.deploy(id, "remove")).toMatchObject({ status: "succeeded" });
});
