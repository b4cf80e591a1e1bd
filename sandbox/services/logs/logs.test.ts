import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeIndexPoliciesCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutIndexPolicyCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";
import { putLogLine } from "./log-store";

let sandbox: SandboxUnderTest;
let logs: ReturnType<SandboxUnderTest["clients"]>["logs"];

beforeAll(async () => {
  sandbox = await openTestSandbox();
  logs = sandbox.clients().logs;
});
afterAll(() => sandbox.stop());

it("stores a group's retention, tags, and index policy, and refuses what AWS refuses", async () => {
  const create = () => logs.send(new CreateLogGroupCommand({ logGroupName: "/own/group", tags: { a: "1" } }));
  await create();
  expect(await failureOf(create())).toMatchObject({ name: "ResourceAlreadyExistsException", status: 400 });
  const retain = (retentionInDays: number) =>
    logs.send(new PutRetentionPolicyCommand({ logGroupName: "/own/group", retentionInDays }));
  expect(await failureOf(retain(31))).toMatchObject({ name: "InvalidParameterException" });
  await retain(30);
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/own" }));
  const [group] = logGroups ?? [];
  expect(group).toMatchObject({
    retentionInDays: 30,
    arn: "arn:aws:logs:us-east-1:111122223333:log-group:/own/group:*",
  });
  const resourceArn = group?.logGroupArn ?? "";
  await logs.send(new TagResourceCommand({ resourceArn, tags: { b: "2" } }));
  expect((await logs.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ a: "1", b: "2" });
  const policyDocument = JSON.stringify({ Fields: ["ContactId"] });
  await logs.send(new PutIndexPolicyCommand({ logGroupIdentifier: "/own/group", policyDocument }));
  const described = await logs.send(
    new DescribeIndexPoliciesCommand({ logGroupIdentifiers: ["/own/group"] }),
  );
  expect(described.indexPolicies?.[0]?.policyDocument).toBe(policyDocument);
});

it("finds one contact's events over streams and pages, some of them empty, within the window", async () => {
  const logGroupName = "/aws/connect/many";
  const start = Date.now() - 60_000;
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  for (let index = 0; index < 25_000; index++) {
    const message = JSON.stringify({ ContactId: index % 12_500 === 12_499 ? "wanted" : "other", index });
    putLogLine(sandbox.account, {
      group: logGroupName,
      stream: `s-${index % 6}`,
      message,
      timestamp: start + index,
    });
  }
  const found: unknown[] = [];
  let pages = 0;
  let emptyPages = 0;
  let nextToken: string | undefined;
  do {
    const filterPattern = '{ $.ContactId = "wanted" }';
    const page = await logs.send(
      new FilterLogEventsCommand({
        logGroupName,
        filterPattern,
        startTime: start,
        endTime: start + 25_000,
        nextToken,
      }),
    );
    pages += 1;
    if (page.events?.length === 0) emptyPages += 1;
    found.push(
      ...(page.events ?? []).map(({ message = "" }) => (JSON.parse(message) as { index: number }).index),
    );
    nextToken = page.nextToken;
  } while (nextToken);
  expect(found).toEqual([12_499, 24_999]);
  expect([pages, emptyPages]).toEqual([3, 1]);
  const outside = await logs.send(
    new FilterLogEventsCommand({ logGroupName, startTime: start + 10, endTime: start + 12 }),
  );
  expect(outside.events?.map((event) => (event.timestamp ?? 0) - start)).toEqual([10, 11, 12]);
});

it("accepts a caller's events in order, reports which were too old, and reads a stream from its head", async () => {
  const names = { logGroupName: "/own/events", logStreamName: "one" };
  await logs.send(new CreateLogGroupCommand({ logGroupName: names.logGroupName }));
  await logs.send(new CreateLogStreamCommand(names));
  const now = Date.now();
  const old = now - 15 * 24 * 3600 * 1000;
  const put = (...times: number[]) =>
    logs.send(
      new PutLogEventsCommand({
        ...names,
        logEvents: times.map((timestamp) => ({ timestamp, message: `at ${timestamp}` })),
      }),
    );
  expect((await put(old, now, now + 1)).rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
  expect(await failureOf(put(now, now - 1))).toMatchObject({ name: "InvalidParameterException" });
  const { events } = await logs.send(new GetLogEventsCommand({ ...names, startFromHead: true }));
  expect(events?.map((event) => event.message)).toEqual([`at ${now}`, `at ${now + 1}`]);
  await logs.send(new DeleteLogGroupCommand({ logGroupName: names.logGroupName }));
  expect(await failureOf(put(now))).toMatchObject({ name: "ResourceNotFoundException" });
  expect(
    await failureOf(
      logs.send(new FilterLogEventsCommand({ logGroupName: "/aws/connect/many", filterPattern: "a-b" })),
    ),
  ).toMatchObject({ name: "InvalidParameterException" });
});

it("gives every event its own ID", async () => {
  const group = "/aws/connect/ids";
  await logs.send(new CreateLogGroupCommand({ logGroupName: group }));
  for (let index = 0; index < 400; index++) {
    putLogLine(sandbox.account, { group, stream: "one", message: `line ${index}`, timestamp: Date.now() });
  }
  const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: group }));
  expect(new Set(events?.map(({ eventId }) => eventId)).size).toBe(400);
});
