import {
  type ConnectClient,
  DescribeContactCommand,
  ListAssociatedContactsCommand,
  ListInstancesCommand,
  SearchContactsCommand,
  type SearchContactsCommandInput,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, expect, it } from "vitest";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";

let sandbox: SandboxUnderTest;
let connect: ConnectClient;
let InstanceId = "";
const day = 24 * 3600 * 1000;
const noon = Date.now() - day;

beforeAll(async () => {
  sandbox = await openTestSandbox();
  ({ connect } = sandbox.clients());
  InstanceId = (await connect.send(new ListInstancesCommand({}))).InstanceSummaryList?.[0]?.Id ?? "";
  await sandbox.control("PUT", "/_sandbox/connect/options", { searchableAttributeKeys: ["caseId"] });
  const contacts = [
    {
      id: "voice",
      initiatedAt: noon,
      queue: "BasicQueue",
      agent: "sam",
      attributes: { caseId: "7", secret: "x" },
    },
    {
      id: "callback",
      initiatedAt: noon,
      initiationMethod: "CALLBACK",
      queue: "Priority Support",
      scheduledAt: noon,
    },
    { id: "chat", initiatedAt: noon, channel: "CHAT", attributes: { caseId: "8" } },
    { id: "task", initiatedAt: noon, channel: "TASK", disconnectedAt: null },
    { id: "old", initiatedAt: noon - 800 * day },
    { id: "long", initiatedAt: noon - 10 * day, transfers: 50 },
  ];
  expect((await sandbox.control("POST", "/_sandbox/contacts", { contacts })).status).toBe(201);
});
afterAll(() => sandbox.stop());

async function search(
  SearchCriteria: SearchContactsCommandInput["SearchCriteria"],
  Type: "INITIATION_TIMESTAMP" | "SCHEDULED_TIMESTAMP" = "INITIATION_TIMESTAMP",
): Promise<string[]> {
  const TimeRange = { Type, StartTime: new Date(noon - 1000), EndTime: new Date(noon + 1000) };
  const { Contacts = [] } = await connect.send(
    new SearchContactsCommand({ InstanceId, TimeRange, SearchCriteria }),
  );
  return Contacts.map(({ Id = "" }) => Id).sort();
}

it("filters contacts by channel, queue, agent, initiation, time and searchable attribute", async () => {
  const { Contact } = await connect.send(new DescribeContactCommand({ InstanceId, ContactId: "voice" }));
  expect(await search(undefined)).toEqual(["callback", "chat", "task", "voice"]);
  expect(await search({ Channels: ["CHAT", "TASK"] })).toEqual(["chat", "task"]);
  expect(await search({ QueueIds: [Contact?.QueueInfo?.Id ?? ""] })).toEqual(["voice"]);
  expect(await search({ AgentIds: [Contact?.AgentInfo?.Id ?? ""] })).toEqual(["voice"]);
  expect(await search({ InitiationMethods: ["CALLBACK"] })).toEqual(["callback"]);
  expect(await search(undefined, "SCHEDULED_TIMESTAMP")).toEqual(["callback"]);
  const attribute = (Key: string, ...Values: string[]) => ({
    SearchableContactAttributes: { Criteria: [{ Key, Values }] },
  });
  expect(await search(attribute("caseId", "7", "8"))).toEqual(["chat", "voice"]);
  expect(await search(attribute("secret", "x"))).toEqual([]);
  const many = Array.from({ length: 21 }, (_, index) => String(index));
  expect(await failureOf(search(attribute("caseId", ...many)))).toMatchObject({
    name: "InvalidParameterException",
  });
});

it("describes a chat and a task without phone numbers, and has nothing older than two years", async () => {
  const describe = (ContactId: string) => connect.send(new DescribeContactCommand({ InstanceId, ContactId }));
  const { Contact: chat } = await describe("chat");
  expect(chat).toMatchObject({
    Channel: "CHAT",
    InitiationMethod: "API",
    SegmentAttributes: { "connect:Subtype": { ValueString: "connect:Chat" } },
  });
  expect(chat).not.toHaveProperty("CustomerEndpoint");
  expect((await describe("task")).Contact).not.toHaveProperty("DisconnectTimestamp");
  expect(await failureOf(describe("old"))).toMatchObject({ name: "ResourceNotFoundException" });
  const StartTime = new Date(noon - 801 * day);
  const TimeRange = { Type: "INITIATION_TIMESTAMP" as const, StartTime, EndTime: new Date(noon - 799 * day) };
  expect(await failureOf(connect.send(new SearchContactsCommand({ InstanceId, TimeRange })))).toMatchObject({
    name: "InvalidParameterException",
  });
});

it("lists the whole chain of a contact that was transferred fifty times", async () => {
  const chain = await connect.send(new ListAssociatedContactsCommand({ InstanceId, ContactId: "long" }));
  const list = chain.ContactSummaryList ?? [];
  expect(list).toHaveLength(51);
  for (const [index, one] of list.entries()) expect(one.PreviousContactId).toBe(list[index - 1]?.ContactId);
});
