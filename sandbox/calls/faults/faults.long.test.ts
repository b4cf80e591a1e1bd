import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  AssociatePhoneNumberContactFlowCommand,
  CreateContactFlowCommand,
  DescribeContactFlowCommand,
  DescribeInstanceAttributeCommand,
  GetContactAttributesCommand,
  ListLambdaFunctionsCommand,
} from "@aws-sdk/client-connect";
import { IAMClient } from "@aws-sdk/client-iam";
import { GetPolicyCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sketchFlow } from "../../flow-runner/testing/fake-world";
import { connectState } from "../../services/connect/connect-state";
import { logsState } from "../../services/logs/log-store";
import { tellSandbox } from "../../testing/tell-sandbox";
import { credentials, openTestBench, type TestBench } from "../testing";
import { callFaults } from "./registry";
import { deployFunction } from "./testing";

let bench: TestBench;
let InstanceId = "";
let flowId = "";
let logs: CloudWatchLogsClient;
let lambda: LambdaClient;
let functionArn = "";
let store: Server;
let posts: { token: string | undefined; contactId: string }[] = [];
const from = "+12065550199";
const to = "+12065550100";
const group = "/aws/connect/patchbay-sandbox";

beforeAll(async () => {
  bench = await openTestBench();
  InstanceId = bench.instanceId;
  const config = { region: "us-east-1", endpoint: bench.sandbox.awsUrl, credentials, maxAttempts: 1 };
  logs = new CloudWatchLogsClient(config);
  lambda = new LambdaClient(config);
  functionArn = await deployFunction(bench, lambda, new IAMClient(config));
  store = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      posts.push({ token: request.headers["x-token"] as string, contactId: JSON.parse(body).contactId });
      response.end("{}");
    });
  });
  await new Promise<void>((done) => store.listen(0, "127.0.0.1", done));
  await setUpKore((store.address() as AddressInfo).port);
  flowId = await publishFlow();
});
afterAll(async () => {
  store.close();
  logs.destroy();
  lambda.destroy();
  await bench.stop();
});

async function setUpKore(port: number): Promise<void> {
  const readHeader = `
    const list = context.BotUserSession.channels[0].handle.sipHeaders;
    const found = list.find(({ name }) => name === "X-Amzn-ConnectContactId");
    BotUserSession.put("contactId", found.value);`;
  await tellSandbox(`${bench.vendorUrls.kore}/_sandbox/bots/st-1`, "PUT", {
    clientId: "cs-1",
    clientSecret: "secret",
    didNumber: "+12065551118",
    startScript: readHeader,
    transferScript: "",
    serviceNode: {
      url: `http://127.0.0.1:${port}/`,
      headers: { "x-token": "pb_0af9", "content-type": "application/json" },
      body: '{"contactId": "{{context.session.BotUserSession.contactId}}"}',
    },
  });
}

async function publishFlow(): Promise<string> {
  const end = { NoMatchingError: "end" };
  const { queues, phoneNumbers } = connectState(bench.sandbox.account).data;
  const Content = sketchFlow("log", {
    log: { type: "UpdateFlowLoggingBehavior", parameters: { FlowLoggingBehavior: "Enabled" }, next: "kore" },
    kore: {
      type: "TransferParticipantToThirdParty",
      parameters: {
        ContinueFlowExecution: "True",
        ThirdPartyConnectionTimeLimitSeconds: "30",
        VoiceConnector: {
          VoiceConnectorType: "CallTransferConnector",
          VoiceConnectorArn: bench.addConnector("savg-sbc1.kore.ai"),
          ToUser: "+12065551118",
          FromUser: "$.CustomerEndpoint.Address",
        },
      },
      next: "retrieve",
      errors: { CallFailed: "end", ConnectionTimeLimitExceeded: "end", ...end },
    },
    retrieve: {
      type: "InvokeLambdaFunction",
      parameters: {
        LambdaFunctionARN: functionArn,
        InvocationTimeLimitSeconds: "3",
        ResponseValidation: { ResponseType: "JSON" },
      },
      next: "keep",
      errors: { NoMatchingError: "queue" },
    },
    keep: {
      type: "UpdateContactAttributes",
      parameters: { Attributes: { note: "$.External.note" } },
      next: "queue",
      errors: end,
    },
    queue: {
      type: "UpdateContactTargetQueue",
      parameters: { QueueId: queues[0]?.id },
      next: "go",
      errors: end,
    },
    go: { type: "TransferContactToQueue", next: "end", errors: { QueueAtCapacity: "end", ...end } },
    end: { type: "DisconnectParticipant" },
  });
  const made = await bench.connect.send(
    new CreateContactFlowCommand({ InstanceId, Name: "With Kore", Type: "CONTACT_FLOW", Content }),
  );
  const PhoneNumberId = phoneNumbers.find(({ number }) => number === to)?.id;
  const ContactFlowId = made.ContactFlowId ?? "";
  await bench.connect.send(
    new AssociatePhoneNumberContactFlowCommand({ InstanceId, PhoneNumberId, ContactFlowId }),
  );
  return ContactFlowId;
}

async function call(fault: string | undefined, more: object = {}) {
  posts = [];
  const made = await bench.call({ from, to, ending: "agent", fault, ...more });
  const errors = made.blocks
    .filter(({ error }) => error !== "")
    .map(({ identifier, error }) => `${identifier}: ${error}`);
  return { ...made, errors };
}

const flowLog = (contactId: string) => bench.logLines(group).filter((line) => line.ContactId === contactId);
const liveFlow = async () =>
  (await bench.connect.send(new DescribeContactFlowCommand({ InstanceId, ContactFlowId: flowId })))
    .ContactFlow?.Content ?? "";
const undo = () => tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/faults/calls`, "DELETE");

describe("a call with a fault", () => {
  it("has no problem without one", async () => {
    const made = await call(undefined);
    expect(made).toMatchObject({ outcome: "agent", errors: [] });
    expect(posts).toEqual([{ token: "pb_0af9", contactId: made.contactId }]);
    expect(flowLog(made.contactId).length).toBeGreaterThan(4);
  });

  it("lists what can go wrong, each with a title", async () => {
    const answer = await tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/faults/calls`, "GET");
    const { faults } = (await answer.json()) as { faults: { name: string; title: string }[] };
    expect(faults.map(({ name }) => name)).toEqual(callFaults.map(({ name }) => name));
    expect(new Set(faults.map(({ name }) => name)).size).toBe(callFaults.length);
    const refused = await tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/calls`, "POST", {
      from,
      to,
      fault: "the-moon-is-full",
    });
    expect(refused.status).toBe(400);
  });

  it("changes what Kore posts", async () => {
    await call("wrong-token");
    expect(posts).toMatchObject([{ token: expect.stringMatching(/^[a-z]{2}_[0-9a-f]{4}$/) }]);
    expect(posts[0]?.token).not.toBe("pb_0af9");
    await call("kore-never-posts");
    expect(posts).toEqual([]);
    const other = await call("kore-posts-other-contact");
    expect(posts).toHaveLength(1);
    expect(posts[0]?.contactId).not.toBe(other.contactId);
    const late = await call("kore-posts-late");
    expect(posts).toEqual([]);
    await expect.poll(() => posts, { timeout: 12_000 }).toMatchObject([{ contactId: late.contactId }]);
  }, 30_000);

  it.each([
    ["retrieve-times-out", ["retrieve: NoMatchingError"], "agent"],
    ["retrieve-fails", ["retrieve: NoMatchingError"], "agent"],
    ["response-over-32kb", ["retrieve: NoMatchingError"], "agent"],
    ["sip-refused", ["kore: CallFailed"], "disconnected"],
    ["sip-timeout", ["kore: ConnectionTimeLimitExceeded"], "disconnected"],
    ["error-branch", ["queue: NoMatchingError"], "disconnected"],
    ["caller-hangs-up-in-transfer", [], "caller-hung-up"],
    ["flow-not-resumed", [], "disconnected"],
    ["metadata-expired", [], "agent"],
  ])("takes the branch of %s", async (fault, errors, outcome) => {
    expect(await call(fault)).toMatchObject({ errors, outcome });
  });

  it("doesn't affect the next call", async () => {
    expect(await call(undefined)).toMatchObject({ errors: [], outcome: "agent" });
  });

  it("shows a Lambda's end in its log", async () => {
    await call("retrieve-times-out");
    await call("retrieve-fails");
    const streams = Object.values(
      logsState(bench.sandbox.account).data.groups["/aws/lambda/retrieve"]?.streams ?? {},
    );
    const lines = streams.flatMap(({ events }) => events.map(({ message }) => message)).join("");
    expect(lines).toContain("Task timed out after 1.00 seconds");
    expect(lines).toContain("Error: Runtime exited with error: signal: killed");
  });

  it("is refused with the requested code", async () => {
    const { contactId } = await call("sip-refused", { code: 403 });
    expect(JSON.stringify(flowLog(contactId))).toContain("403 Forbidden");
  });

  it("sets no attributes when they exceed 32 KB", async () => {
    const { contactId, errors } = await call("attributes-over-32kb");
    expect(errors).toEqual(["keep: NoMatchingError"]);
    const { Attributes = {} } = await bench.connect.send(
      new GetContactAttributesCommand({ InstanceId, InitialContactId: contactId }),
    );
    expect(Object.keys(Attributes)).toEqual(["previousNotes"]);
  });

  it("changes the account until it is undone, where the account is the evidence", async () => {
    const flow = await liveFlow();
    for (const fault of ["lambda-not-permitted", "lambda-not-associated"])
      expect(await call(fault)).toMatchObject({ errors: ["retrieve: NoMatchingError"] });
    // The last one is in effect; this call restored the one before it.
    const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: "retrieve" }));
    expect(Policy).toContain("connect.amazonaws.com");
    const list = new ListLambdaFunctionsCommand({ InstanceId });
    expect((await bench.connect.send(list)).LambdaFunctions).toEqual([]);
    await undo();
    expect((await bench.connect.send(list)).LambdaFunctions).toEqual([functionArn]);

    const quiet = await call("flow-logging-off-instance");
    const attribute = new DescribeInstanceAttributeCommand({ InstanceId, AttributeType: "CONTACTFLOW_LOGS" });
    expect((await bench.connect.send(attribute)).Attribute?.Value).toBe("false");
    expect(flowLog(quiet.contactId)).toEqual([]);
    const quietToo = await call("flow-logging-off-flow");
    expect((await bench.connect.send(attribute)).Attribute?.Value).toBe("true");
    expect(flowLog(quietToo.contactId)).toHaveLength(0);
    expect(await liveFlow()).toContain('"Disabled"');
    await call("live-flow-changed");
    expect(await liveFlow()).toContain('"45"');
    await undo();
    expect(await liveFlow()).toBe(flow);

    const read = (contactId: string) =>
      logs.send(
        new FilterLogEventsCommand({
          logGroupName: group,
          filterPattern: `{ $.ContactId = "${contactId}" }`,
        }),
      );
    const before = await call(undefined);
    const lost = await call("log-group-missing");
    await expect(read(lost.contactId)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    const hidden = await call("source-not-readable");
    await expect(read(hidden.contactId)).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect((await read(before.contactId)).events?.length).toBeGreaterThan(4);
    await undo();
    expect((await read(hidden.contactId)).events?.length).toBeGreaterThan(4);
  });
});
