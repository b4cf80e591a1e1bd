import { afterAll, beforeAll, expect, test } from "vitest";
import { readTrail, readUntil, reportOf } from "@/lib/contacts/trail/testing/live-trail";
import type { ContactId, IntegrationId } from "@/lib/kernel/ids";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { koreVoice } from "../../kore-voice";

let installation: SeededInstallation;
let integrationId: IntegrationId;
let contactId: ContactId;

beforeAll(async () => {
  installation = await seedInstallation();
  integrationId = await installation.createIntegration({ kind: koreVoice.kind });
  expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  ({ contactId } = await installation.call(integrationId));
}, 180_000);
afterAll(() => installation?.stop());

const sources = ["kore-session", "kore-turns", "kore-interaction", "kore-recording", "kore-debug-log"];
const control = (path: string, body: object) =>
  tellSandbox(installation.sandbox, "PUT", `${installation.sandbox.vendorUrls.kore}/_sandbox/${path}`, body);

test("a call has Kore's session, response times, record, and recording on its trail, and no finding", async () => {
  const trail = await readUntil(installation.tenantId, contactId, "Kore's session has ended", (one) =>
    one.events.some(({ code }) => code === "kore-session.ended"),
  );
  expect(trail.findings).toEqual([]);
  expect(trail.sources.filter(({ state }) => state === "failed")).toEqual([]);
  const rowsOf = (source: string) =>
    Object.fromEntries(
      (reportOf(trail, source)?.panel?.rows ?? []).map(({ key, value }) => [key, value] as const),
    );
  expect(rowsOf("kore-session")).toMatchObject({ containmentType: "agent", sessionStatus: "closed" });
  expect(rowsOf("kore-interaction")).toMatchObject({
    automationBotIDs: "st-sandbox-0001",
    CenterPhone: "+12065551118",
    disconnectingEvent: "System Hangup",
  });
  expect(rowsOf("kore-turns")).toMatchObject({ turns: "2" });
  const recorded = trail.events.find(({ code }) => code === "kore-recording.kept");
  expect((await fetch(recorded?.link?.href ?? "")).headers.get("content-type")).toBe("audio/wav");
});

test("a scope that is missing is named by its source, and the rest of the trail stands", async () => {
  await control("bots/st-sandbox-0001/scopes", { scopes: ["Chat History"] });
  const another = await installation.call(integrationId);
  const trail = await readTrail(installation.tenantId, another.contactId);
  const failed = trail.sources.flatMap((one) => (one.state === "failed" ? [one] : []));
  expect(failed.map(({ source, problem }) => [source, problem.code])).toEqual(
    sources.filter((source) => source !== "kore-turns").map((source) => [source, "kore-forbidden"]),
  );
  const words = failed.map(({ problem }) => problem.wayOut).join("\n");
  for (const scope of ["Bot Sessions", "SmartAssist Analytics", "SmartAssist Recordings"])
    expect(words).toContain(scope);
  expect(trail.findings).toEqual([]);
  expect(reportOf(trail, "kore-conversation")?.state).toBe("ok");
});
