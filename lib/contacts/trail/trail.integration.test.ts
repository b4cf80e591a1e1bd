import { ListInstancesCommand } from "@aws-sdk/client-connect";
import { CreateTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { makeClients } from "@/lib/aws/make-clients";
import { asContactId, type ContactId } from "@/lib/kernel/ids";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import type { Trail } from "@/lib/trail/event";
import { sampleVendors } from "@/lib/trail/testing/sample-vendors";
import type { TrailContext } from "@/lib/trail/trail-source";
import { searchContacts } from "../search/search-contacts";
import { openTrailIn } from "./read-trail";

let sandbox: TestSandbox;
let context: TrailContext;

beforeAll(async () => {
  sandbox = await startSandbox();
  const { awsUrl, accessKeyId, secretAccessKey, accountId, region } = sandbox;
  const clients = makeClients({ region, endpoint: awsUrl, credentials: { accessKeyId, secretAccessKey } });
  const { InstanceSummaryList } = await clients.connect.send(new ListInstancesCommand({}));
  const instance = InstanceSummaryList?.[0];
  context = {
    clients,
    region,
    accountId,
    instanceId: instance?.Id ?? "",
    instanceAlias: instance?.InstanceAlias ?? "",
    functions: [],
    tables: ["callMetadata"],
    connectors: [],
    vendors: sampleVendors,
  };
  await clients.dynamodb.send(
    new CreateTableCommand({
      TableName: "callMetadata",
      KeySchema: [{ AttributeName: "contactId", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "contactId", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
});

afterEach(async () => {
  await control("DELETE", "faults");
});

afterAll(async () => {
  await sandbox.stop();
});

const control = (method: "GET" | "PUT" | "POST" | "DELETE", path: string, body?: object) =>
  tellSandbox(sandbox, method, path, body);

/** A call through the account's sample flow, which greets and queues. */
async function placeCall(): Promise<string> {
  const { contactId } = await control("POST", "calls", { from: "+12065550199", to: "+12065550100" });
  await expect
    .poll(async () => (await control("GET", `calls/${String(contactId)}`)).outcome, { timeout: 20_000 })
    .toBe("agent");
  return String(contactId);
}

async function read(contactId: ContactId): Promise<Trail> {
  const opened = await openTrailIn(context, contactId);
  if (!opened.ok) throw new Error(opened.problem.sentence);
  return opened.value.readAll();
}
const problemOf = (trail: Trail, source: string) => {
  const report = trail.sources.find((one) => one.source === source);
  return report?.state === "failed" ? report.problem : undefined;
};

test("a call's record, flow log and metadata are read over the wire, and the call is in the list", async () => {
  const contactId = asContactId(await placeCall());
  await context.clients.dynamodb.send(
    new PutItemCommand({
      TableName: "callMetadata",
      Item: {
        contactId: { S: contactId },
        posted_data: { S: '{"big":12345678901234567890}' },
        storedAt: { S: new Date().toISOString() },
      },
    }),
  );
  await expect
    .poll(async () => (await read(contactId)).events.map(({ code }) => code), { timeout: 20_000 })
    .toEqual(
      expect.arrayContaining([
        "contact-record.began",
        "flow-log.block",
        "contact-record.queued",
        "contact-record.agent-connected",
        "metadata.stored",
      ]),
    );
  const trail = await read(contactId);
  expect(trail.findings).toEqual([]);
  const metadata = trail.sources.find(({ source }) => source === "metadata");
  expect(metadata?.state === "ok" && metadata.panel?.rows[0]?.value).toBe('{"big":12345678901234567890}');
  const listed = await searchContacts(context.clients.connect, {
    instanceId: context.instanceId,
    from: new Date(Date.now() - 3_600_000),
    to: new Date(Date.now() + 60_000),
  });
  expect(listed.ok && listed.value.contacts.map((one) => one.contactId)).toContain(contactId);
});

test("a contact that nobody ever made is unknown in this instance", async () => {
  const opened = await openTrailIn(context, asContactId("99999999-9999-4999-8999-999999999999"));
  expect(opened).toMatchObject({ ok: false, problem: { code: "contact-unknown" } });
});

test("a missing permission and a throttled service are told apart, and the other sources stand", async () => {
  const contactId = asContactId(await placeCall());
  await control("PUT", "faults", { service: "logs", operation: "FilterLogEvents", kind: "deny" });
  const denied = await read(contactId);
  expect(problemOf(denied, "flow-log")?.missingAction).toBe("logs:FilterLogEvents");
  expect(denied.sources[0]).toMatchObject({ source: "contact-record", state: "ok" });
  await control("DELETE", "faults");
  await control("PUT", "faults", { service: "connect", operation: "GetContactAttributes", kind: "throttle" });
  const throttled = await read(contactId);
  expect(problemOf(throttled, "attributes")?.code).toMatch(/^(throttled|source-too-slow)$/);
  expect(throttled.sources[0]).toMatchObject({ source: "contact-record", state: "ok" });
});

test.each([
  ["deny", "permission-missing"],
  ["error", /./],
  ["malformed", /./],
])(
  "an account in which every call meets %s still gives a trail, and each source says so",
  async (kind, code) => {
    const contactId = asContactId(await placeCall());
    await control("PUT", "faults", { kind });
    const trail = await read(contactId);
    expect(trail.sources.map(({ state }) => state)).toEqual(trail.sources.map(() => "failed"));
    for (const report of trail.sources) {
      if (report.state !== "failed") continue;
      expect(report.problem.code).toMatch(code);
      expect(report.problem.code).not.toBe("unexpected");
      expect(report.problem.wayOut).not.toBe("");
    }
  },
  40_000,
);
