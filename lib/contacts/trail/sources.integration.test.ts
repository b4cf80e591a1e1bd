import { CreateLogStreamCommand, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";
import type { SourceReport, Trail } from "@/lib/trail/event";
import { apiRequest } from "@/lib/trail/systems/api-log/api-log-events";
import { messageSaid } from "@/lib/vendors/kore/trail/kore-events";
import { openTrail } from "./open-trail";

let installation: SeededInstallation;
let integrationId: string;

beforeAll(async () => {
  installation = await seedInstallation();
  integrationId = await installation.createIntegration();
  expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
}, 60_000);
afterAll(() => installation.stop());

const control = (method: "PUT" | "POST", path: string, body: object) =>
  tellSandbox(installation.sandbox, method, path, body);

async function insertContact(contact: object): Promise<string> {
  const { contactIds } = await control("POST", "contacts", { contacts: [contact] });
  return Array.isArray(contactIds) ? String(contactIds[0]) : "";
}

const open = async (contactId: string) => must(await openTrail(installation.tenantId, contactId));
const read = async (contactId: string): Promise<Trail> => (await open(contactId)).readAll();

function reportOf(trail: Trail, source: string): Exclude<SourceReport, { state: "failed" }> | undefined {
  const report = trail.sources.find((one) => one.source === source);
  return report?.state === "failed" ? undefined : report;
}
const codesOf = (trail: Trail, source: string) =>
  reportOf(trail, source)?.events.map(({ code }) => code) ?? [];
/** A request to the API with this status, which is the contact's own, or may be another call's. */
const isAnswered = (trail: Trail, status: number, certainty?: "likely") =>
  reportOf(trail, "api-access-log")?.events.some(
    (event) =>
      apiRequest.is(event) &&
      event.facts.status === status &&
      (event.tie === "none") === (certainty === "likely"),
  ) ?? false;

/** Logs come late: reads until it is as wanted. */
const readUntil = (contactId: string, what: string, isSo: (trail: Trail) => boolean) =>
  until(
    what,
    async () => {
      const trail = await read(contactId);
      return isSo(trail) && trail;
    },
    20_000,
  );

async function callWith(fault: string): Promise<string> {
  const { tenantId, actor } = installation;
  const call = { tenantId, actor, integrationId, from: "+12065550199", ending: "agent" as const, fault };
  const placed = must(await placeTestCall(call));
  if (placed.kind !== "placed") throw new Error(placed.sentence);
  await until("the call has ended", async () => (await open(placed.contactId)).phase !== "live", 30_000);
  return placed.contactId;
}

test("a call's conversation with Kore is told in Kore's words, and its post through the API is tied to it", async () => {
  await control("PUT", "connect/options", { flowLogsTwice: true });
  const { contactId } = await installation.call(integrationId);
  await control("PUT", "connect/options", { flowLogsTwice: false });
  const trail = await readUntil(contactId, "the post shows in the API's log", (one) => isAnswered(one, 200));
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
  const trail = await readUntil(contactId, "the conversation is found", (one) =>
    codesOf(one, "kore-conversation").includes("kore-conversation.started"),
  );
  expect(reportOf(trail, "metadata")?.state).toBe("empty");
  expect(trail.events.filter(({ clockOffsetMs }) => clockOffsetMs !== undefined)).toEqual([]);
});

test("a refused post is certain while this is the only call, and likely when another goes on", async () => {
  const alone = await callWith("wrong-token");
  await readUntil(alone, "the refusal shows", (one) => isAnswered(one, 403));
  await insertContact({ initiatedAt: Date.now() - 60_000, disconnectedAt: null });
  const among = await callWith("wrong-token");
  await readUntil(among, "the refusal shows as likely", (one) => isAnswered(one, 403, "likely"));
});

test("a Kore that refuses, is limited or talks rubbish is told apart, and the rest of the trail stands", async () => {
  const { contactId } = await installation.call(integrationId);
  await readUntil(contactId, "the post is stored", (one) => reportOf(one, "metadata")?.state === "ok");
  const koreAnswers = async (body: object) => {
    await control("PUT", `${installation.sandbox.vendorUrls.kore}/_sandbox/api`, body);
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
    const trail = await read(contactId);
    const failed = trail.sources.flatMap((one) => (one.state === "failed" ? [one] : []));
    expect(failed.map(({ source, problem }) => [source, problem.code])).toEqual([
      ["kore-conversation", code],
    ]);
  }
  await koreAnswers({});
});

test("fifty transfers are one tree, read at once, each with its own trail", async () => {
  const contactId = await insertContact({ initiatedAt: Date.now() - 7_200_000, transfers: 50 });
  const trail = await read(contactId);
  const tree = reportOf(trail, "associated-contacts");
  expect(tree?.events).toHaveLength(50);
  expect(tree?.panel?.rows).toHaveLength(51);
  expect(tree?.events[0]?.link?.href).toMatch(/^\/sandbox\/contacts\/[\da-f-]{36}$/);
  expect(trail.sources.filter(({ state }) => state === "failed")).toEqual([]);
});

test("a line that comes after the end is there when the page looks again", async () => {
  const now = Date.now();
  const contactId = await insertContact({ initiatedAt: now - 20_000, disconnectedAt: now - 5_000 });
  expect((await open(contactId)).phase).toBe("arriving");
  expect(codesOf(await read(contactId), "flow-log")).toEqual([]);
  const { clients, instanceAlias } = await openAwsConnection(
    installation.tenantId,
    installation.awsConnectionId,
  );
  const logGroupName = `/aws/connect/${instanceAlias}`;
  await clients.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: "late" }));
  const line = {
    ContactId: contactId,
    ContactFlowId: "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/late",
    ContactFlowName: "Late",
    ContactFlowModuleType: "PlayPrompt",
    Identifier: "late",
    Timestamp: new Date(now - 10_000).toISOString(),
    Parameters: { Text: "Better late." },
  };
  await clients.logs.send(
    new PutLogEventsCommand({
      logGroupName,
      logStreamName: "late",
      logEvents: [{ timestamp: now - 10_000, message: JSON.stringify(line) }],
    }),
  );
  expect(reportOf(await read(contactId), "flow-log")?.events).toMatchObject([
    { code: "flow-log.block", block: { identifier: "late" } },
  ]);
});

test.each(["CHAT", "TASK"])(
  "the trail of a %s contact stands, without what only calls have",
  async (channel) => {
    const contactId = await insertContact({ channel, initiatedAt: Date.now() - 60_000 });
    const trail = await read(contactId);
    const names = trail.sources.map(({ source }) => source.split(":")[0]);
    expect(names).toContain("flow-log");
    expect(names).not.toContain("sip-messages");
    expect(names).not.toContain("kore-conversation");
    expect(trail.sources.filter(({ state }) => state === "failed")).toEqual([]);
    expect(trail.findings).toEqual([]);
  },
);

test("a contact older than 24 months is unknown, with the way out", async () => {
  const contactId = await insertContact({ initiatedAt: Date.now() - 26 * 30.5 * 24 * 3_600_000 });
  expect(await openTrail(installation.tenantId, contactId)).toMatchObject({
    ok: false,
    problem: { code: "contact-unknown", wayOut: expect.stringContaining("24 months") },
  });
});
