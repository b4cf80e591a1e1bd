import { CreateLogStreamCommand, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { asContactId, type ContactId, type IntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";
import { vendors } from "@/lib/vendors/registry";
import { openTrail } from "./open-trail";
import { codesOf, isAnswered, readTrail, readUntil, reportOf } from "./testing/live-trail";

let installation: SeededInstallation;
let integrationId: IntegrationId;

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

const open = async (contactId: ContactId) => must(await openTrail(installation.tenantId, contactId));
const read = (contactId: ContactId) => readTrail(installation.tenantId, contactId);

async function callWith(fault: string): Promise<string> {
  const { tenantId, actor } = installation;
  const call = { tenantId, actor, integrationId, from: "+12065550199", ending: "agent" as const, fault };
  const placed = must(await placeTestCall(call));
  if (placed.kind !== "placed") throw new Error(placed.sentence);
  await until("the call has ended", async () => (await open(placed.contactId)).phase !== "live", 30_000);
  return placed.contactId;
}

test("a refused post is certain while this is the only call, and likely when another goes on", async () => {
  const alone = asContactId(await callWith("wrong-token"));
  await readUntil(installation.tenantId, alone, "the refusal shows", (one) => isAnswered(one, 403));
  await insertContact({ initiatedAt: Date.now() - 60_000, disconnectedAt: null });
  const among = asContactId(await callWith("wrong-token"));
  await readUntil(installation.tenantId, among, "the refusal shows as likely", (one) =>
    isAnswered(one, 403, "likely"),
  );
});

test("fifty transfers are one tree, read at once, each with its own trail", async () => {
  const contactId = asContactId(await insertContact({ initiatedAt: Date.now() - 7_200_000, transfers: 50 }));
  const trail = await read(contactId);
  const tree = reportOf(trail, "associated-contacts");
  expect(tree?.events).toHaveLength(50);
  expect(tree?.panel?.rows).toHaveLength(51);
  expect(tree?.events[0]?.link?.href).toMatch(/^\/sandbox\/contacts\/[\da-f-]{36}$/);
  expect(trail.sources.filter(({ state }) => state === "failed")).toEqual([]);
});

test("a line that comes after the end is there when the page looks again", async () => {
  const now = Date.now();
  const contactId = asContactId(
    await insertContact({ initiatedAt: now - 20_000, disconnectedAt: now - 5_000 }),
  );
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
    const contactId = asContactId(await insertContact({ channel, initiatedAt: Date.now() - 60_000 }));
    const trail = await read(contactId);
    const names = trail.sources.map(({ source }) => source.split(":")[0]);
    expect(names).toContain("flow-log");
    expect(names).not.toContain("sip-messages");
    for (const { source } of vendors.flatMap(({ sources }) => sources))
      if (source.channels?.includes("VOICE")) expect(names).not.toContain(source.name);
    expect(trail.sources.filter(({ state }) => state === "failed")).toEqual([]);
    expect(trail.findings).toEqual([]);
  },
);

test("a contact older than 24 months is unknown, with the way out", async () => {
  const contactId = asContactId(
    await insertContact({ initiatedAt: Date.now() - 26 * 30.5 * 24 * 3_600_000 }),
  );
  expect(await openTrail(installation.tenantId, contactId)).toMatchObject({
    ok: false,
    problem: { code: "contact-unknown", wayOut: expect.stringContaining("24 months") },
  });
});
