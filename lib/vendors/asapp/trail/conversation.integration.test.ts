import { afterAll, beforeAll, expect, test } from "vitest";
import { codesOf, readUntil, reportOf } from "@/lib/contacts/trail/testing/live-trail";
import type { IntegrationId } from "@/lib/kernel/ids";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";

let installation: SeededInstallation;
let integrationId: IntegrationId;

beforeAll(async () => {
  installation = await seedInstallation();
  integrationId = await installation.createIntegration({ kind: "asapp" });
  expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
}, 180_000);
afterAll(() => installation?.stop());

test("a call's messages and state at ASAPP are on its trail, and where ASAPP has none, that is no fault", async () => {
  const { contactId } = await installation.call(integrationId);
  const trail = await readUntil(
    installation.tenantId,
    contactId,
    "the call is over at ASAPP",
    (one) => codesOf(one, "asapp-messages").length > 1,
  );
  expect(trail.findings).toEqual([]);
  expect(reportOf(trail, "asapp-state")?.panel?.rows).toContainEqual(
    expect.objectContaining({ key: "state", value: "Transferred to an agent" }),
  );
  const account = `${installation.sandbox.vendorUrls.asapp}/_sandbox/accounts/asapp-sandbox-0001`;
  await tellSandbox(installation.sandbox, "PUT", account, { conversations: false });
  const without = await readUntil(installation.tenantId, contactId, "ASAPP has none", (one) =>
    one.sources.some(({ source, state }) => source === "asapp-messages" && state === "empty"),
  );
  expect(without.sources.filter(({ state }) => state === "failed")).toEqual([]);
  expect(without.findings).toEqual([]);
});
