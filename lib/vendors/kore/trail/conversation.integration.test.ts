import { afterAll, beforeAll, expect, test } from "vitest";
import { codesOf, isAnswered, readTrail, readUntil, reportOf } from "@/lib/contacts/trail/testing/live-trail";
import type { IntegrationId } from "@/lib/kernel/ids";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { koreVoice } from "../kore-voice";
import { messageSaid } from "./kore-events";

let installation: SeededInstallation;
let integrationId: IntegrationId;

beforeAll(async () => {
  installation = await seedInstallation();
  integrationId = await installation.createIntegration({ kind: koreVoice.kind });
  expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
}, 60_000);
afterAll(() => installation.stop());

const control = (path: string, body: object) => tellSandbox(installation.sandbox, "PUT", path, body);

test("a call's conversation with Kore is told in Kore's words, and its post through the API is tied to it", async () => {
  await control("connect/options", { flowLogsTwice: true });
  const { contactId } = await installation.call(integrationId);
  await control("connect/options", { flowLogsTwice: false });
  const trail = await readUntil(installation.tenantId, contactId, "the post shows in the API's log", (one) =>
    isAnswered(one, 200),
  );
  expect(trail.findings).toEqual([]);
  expect(trail.events.filter(({ clockOffsetMs }) => clockOffsetMs !== undefined)).toEqual([]);
  const kore = reportOf(trail, "kore-conversation");
  expect(codesOf(trail, "kore-conversation")).toEqual(
    expect.arrayContaining(["kore-conversation.started", "kore-conversation.handed-off"]),
  );
  const spoken = kore?.events.filter(({ kind }) => kind === "transcript") ?? [];
  expect(spoken.some((event) => messageSaid.is(event) && event.facts.from === "caller")).toBe(true);
  expect(kore?.panel?.rows.find(({ key }) => key === "summary")).toMatchObject({ kind: "transcript" });
  expect(trail.sources.filter(({ state }) => state === "failed")).toEqual([]);
  // Each line of the flow log was delivered twice.
  const blocks = reportOf(trail, "flow-log")?.events.map(({ id }) => id) ?? [];
  expect(new Set(blocks).size).toBe(blocks.length);
  const transfers = reportOf(trail, "flow-log")?.events.filter(({ facts }) => facts?.type === "Transfer");
  expect(transfers).toHaveLength(1);
});

test("a call that Kore served to its end has no post, and its conversation is found by the SIP dialog", async () => {
  const { contactId } = await installation.call(integrationId, "bot");
  const trail = await readUntil(installation.tenantId, contactId, "the conversation is found", (one) =>
    codesOf(one, "kore-conversation").includes("kore-conversation.started"),
  );
  expect(reportOf(trail, "metadata")?.state).toBe("empty");
  expect(trail.events.filter(({ clockOffsetMs }) => clockOffsetMs !== undefined)).toEqual([]);
});

test("a Kore that refuses, is limited or talks rubbish is told apart, and the rest of the trail stands", async () => {
  const { contactId } = await installation.call(integrationId);
  await readUntil(
    installation.tenantId,
    contactId,
    "the post is stored",
    (one) => reportOf(one, "metadata")?.state === "ok",
  );
  const koreAnswers = async (body: object) => {
    const calls = { calls: ["conversationDetails"] };
    await control(`${installation.sandbox.vendorUrls.kore}/_sandbox/api`, { ...calls, ...body });
  };
  for (const [answer, code] of [
    [{ status: 401 }, "kore-credentials-wrong"],
    [{ status: 403 }, "kore-forbidden"],
    [{ status: 429 }, "kore-rate-limited"],
    [{ status: 503 }, "kore-down"],
    [{ text: "<html>" }, "kore-malformed"],
    [{ text: "{}" }, "kore-malformed"],
  ] as const) {
    await koreAnswers(answer);
    const trail = await readTrail(installation.tenantId, contactId);
    const failed = trail.sources.flatMap((one) => (one.state === "failed" ? [one] : []));
    expect(failed.map(({ source, problem }) => [source, problem.code])).toEqual([
      ["kore-conversation", code],
    ]);
  }
  await koreAnswers({});
});
