import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeContactCommand, ListInstancesCommand } from "@aws-sdk/client-connect";
import { afterAll, beforeAll, expect, it } from "vitest";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";
import { putLogLine } from "./log-store";

let sandbox: SandboxUnderTest;
let clients: ReturnType<SandboxUnderTest["clients"]>;
const group = "/aws/connect/patchbay-sandbox";
beforeAll(async () => {
  sandbox = await openTestSandbox();
  clients = sandbox.clients();
});
afterAll(() => sandbox.stop());

it("finds one contact's line among 100,000 others, over pages that may be empty", async () => {
  const filled = await sandbox.control("POST", "/_sandbox/logs/fill", { group, events: 100_000 });
  expect(filled).toMatchObject({ status: 200, body: { events: 100_000 } });
  const message = JSON.stringify({ ContactId: "the-one" });
  putLogLine(sandbox.account, { group, stream: "own", message });
  const found: string[] = [];
  let pages = 0;
  let nextToken: string | undefined;
  do {
    const page = await clients.logs.send(
      new FilterLogEventsCommand({
        logGroupName: group,
        filterPattern: '{ $.ContactId = "the-one" }',
        nextToken,
      }),
    );
    found.push(...(page.events ?? []).map((event) => event.message ?? ""));
    nextToken = page.nextToken;
    pages += 1;
  } while (nextToken && pages < 100);
  expect(found).toEqual([message]);
  expect(pages).toBeGreaterThan(5);
  await sandbox.control("POST", "/_sandbox/logs/fill", { group, events: 0 });
  const rest = await clients.logs.send(new FilterLogEventsCommand({ logGroupName: group }));
  expect(rest.events?.map((event) => event.message)).toEqual([message]);
  expect((await sandbox.control("POST", "/_sandbox/logs/fill", { group: "/none", events: 1 })).status).toBe(
    404,
  );
});

it("creates a contact with the requested number of lines between two times", async () => {
  const [fromMs, toMs] = [Date.now() - 60_000, Date.now()];
  const fill = { group, events: 5_000, fromMs, toMs, contactId: "long-one" };
  await sandbox.control("POST", "/_sandbox/logs/fill", fill);
  const page = await clients.logs.send(
    new FilterLogEventsCommand({
      logGroupName: group,
      filterPattern: '{ $.ContactId = "long-one" }',
      startTime: fromMs,
      endTime: toMs,
    }),
  );
  expect(page.events?.length).toBeGreaterThan(1_000);
  expect(page.nextToken).toBeDefined();
  await sandbox.control("POST", "/_sandbox/logs/fill", { group, events: 0 });
});

it("answers as slowly as AWS when set to, each operation with its own latency", async () => {
  const timed = async (call: () => Promise<unknown>) => {
    const from = performance.now();
    await call();
    return performance.now() - from;
  };
  const list = () => clients.connect.send(new ListInstancesCommand({}));
  const describe = () =>
    failureOf(clients.connect.send(new DescribeContactCommand({ InstanceId: "x", ContactId: "y" })));
  await list();
  expect(await sandbox.control("PUT", "/_sandbox/latency", { profile: "aws" })).toMatchObject({
    body: { profile: "aws", figures: { operationMilliseconds: { "connect:DescribeContact": 70 } } },
  });
  expect(await timed(list)).toBeGreaterThanOrEqual(88);
  expect(await timed(describe)).toBeGreaterThanOrEqual(68);
  await sandbox.control("PUT", "/_sandbox/latency", { profile: "off" });
  // The quickest of several: the machine may be busy with something else.
  const again = [await timed(list), await timed(list), await timed(list), await timed(list)];
  expect(Math.min(...again)).toBeLessThan(80);
  expect((await sandbox.control("PUT", "/_sandbox/latency", { profile: "warp" })).status).toBe(400);
});
