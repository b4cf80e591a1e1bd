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
const name = "authToken";

beforeAll(async () => {
  installation = await seedInstallation();
  id = await installation.createIntegration();
});
afterAll(() => installation?.stop());

it("makes no previous token where nothing is deployed yet: none is accepted", async () => {
  const before = must(await reveal());
  must(await rotate());
  must(await rotate());
  expect(must(await reveal())).not.toBe(before);
  expect(await live()).toEqual({ kind: "not-deployed" });
});

it("rotates without an interruption, and shows, refuses and drops what the account really takes", async () => {
  expect(await installation.deploy(id)).toMatchObject({ status: "succeeded" });
  const first = must(await reveal());
  expect(await live()).toMatchObject({ kind: "live", previousUse: undefined });

  // Two at once: one wins, and the other one's reason is told.
  const two = await Promise.all([rotate(), rotate()]);
  expect(two.filter(({ ok }) => ok)).toHaveLength(1);
  expect(two.find(({ ok }) => !ok)).toMatchObject({ problem: { code: "rotation-under-way" } });

  // Not deployed: only the first one is accepted, so the new one is not shown and the first one not dropped.
  expect(await live()).toEqual({ kind: "not-live" });
  expect(await reveal()).toMatchObject({ problem: { code: "new-token-not-live" } });
  expect(await drop({ unusedForHours: 0, acceptsRisk: true })).toMatchObject({
    problem: { code: "new-token-not-live" },
  });

  expect(await installation.deploy(id)).toMatchObject({ status: "succeeded" });
  const second = must(await reveal());
  expect(second).not.toBe(first);
  expect(await rotate()).toMatchObject({ problem: { code: "rotation-under-way" } });
  expect(await live()).toMatchObject({ kind: "live", previousUse: { kind: "no-posts" } });

  expect(await post(second)).not.toBe(403);
  await expect.poll(previousUse, { timeout: 20_000 }).toBe("not-seen");
  expect(await drop({ vendorHasNewToken: false })).toMatchObject({
    problem: { code: "new-token-not-confirmed" },
  });
  expect(await drop({ unusedForHours: 24, acceptsRisk: true })).toMatchObject({
    problem: { code: "previous-token-too-soon" },
  });

  expect(await post(first)).not.toBe(403);
  await expect.poll(previousUse, { timeout: 20_000 }).toBe("seen");
  expect(await drop({ unusedForHours: 1, acceptsRisk: true })).toMatchObject({
    problem: { code: "previous-token-used" },
  });
  await installation.fault({ service: "logs", operation: "FilterLogEvents", kind: "deny" });
  expect(await previousUse()).toBe("unknown");
  await installation.fault({ service: "lambda", operation: "GetFunction", kind: "deny" });
  expect(await live()).toMatchObject({ kind: "unknown" });
  expect(await reveal()).toMatchObject({ problem: { code: "live-token-unknown" } });
  await installation.clearFaults();

  expect(await drop({ unusedForHours: 0 })).toMatchObject({ problem: { code: "risk-not-accepted" } });
  must(await drop({ unusedForHours: 0, acceptsRisk: true }));
  expect(await drop({ unusedForHours: 0, acceptsRisk: true })).toMatchObject({
    problem: { code: "no-previous-token" },
  });
  expect(await installation.deploy(id)).toMatchObject({ status: "succeeded" });
  expect(await post(first)).toBe(403);
  expect(await post(second)).not.toBe(403);
});

const request = () => ({ tenantId: installation.tenantId, actor: installation.actor, id, name });
const rotate = () => withTenant(installation.tenantId, (db) => rotateToken(db, request()));
const reveal = () => revealLiveToken(request());
const live = () => fetchLiveToken(installation.tenantId, id, name);

const drop = (wanted: Partial<Parameters<typeof dropPreviousToken>[0]>) =>
  dropPreviousToken({
    ...request(),
    vendorHasNewToken: true,
    unusedForHours: 24,
    acceptsRisk: false,
    ...wanted,
  });

async function previousUse(): Promise<string | undefined> {
  const token = await live();
  return token.kind === "live" ? token.previousUse?.kind : token.kind;
}

/** The status that a post with this token is answered with. */
async function post(token: string): Promise<number> {
  const { api } = await withTenant(installation.tenantId, (db) => loadOutputs(db, id));
  const answer = await fetch(api?.url ?? "", {
    method: "POST",
    headers: { "content-type": "application/json", authorizationToken: token },
    body: "{}",
    signal: AbortSignal.timeout(10_000),
  });
  return answer.status;
}
