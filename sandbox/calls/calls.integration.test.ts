import {
  AssociatePhoneNumberContactFlowCommand,
  CreateContactFlowCommand,
  DescribeContactCommand,
  GetContactAttributesCommand,
  ListPhoneNumbersV2Command,
  SearchContactsCommand,
  UpdateInstanceAttributeCommand,
  UpdateQueueMaxContactsCommand,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BlockSketch, sketchFlow } from "../flow-runner/testing/fake-world";
import { connectState } from "../services/connect/connect-state";
import { tellSandbox } from "../testing/tell-sandbox";
import { openTestBench, type TestBench } from "./testing";

let bench: TestBench;
let InstanceId = "";
const from = "+12065550199";
const to = "+12065550100";
let flows = 0;

beforeAll(async () => {
  bench = await openTestBench();
  InstanceId = bench.instanceId;
  await tellSandbox(`${bench.vendorUrls.kore}/_sandbox/bots/st-1`, "PUT", {
    clientId: "cs-1",
    clientSecret: "secret",
    didNumber: "+12065551118",
    allowlist: ["3.80.16.0/23"],
    startScript: "",
    transferScript: "",
  });
});
afterAll(() => bench.stop());

function koreFlow(connectorArn: string, toUser = "+12065551118"): Record<string, BlockSketch> {
  const QueueId = connectState(bench.sandbox.account).data.queues[0]?.id;
  return {
    log: { type: "UpdateFlowLoggingBehavior", parameters: { FlowLoggingBehavior: "Enabled" }, next: "kore" },
    kore: {
      type: "TransferParticipantToThirdParty",
      parameters: {
        ContinueFlowExecution: "True",
        ThirdPartyConnectionTimeLimitSeconds: "30",
        VoiceConnector: {
          VoiceConnectorType: "CallTransferConnector",
          VoiceConnectorArn: connectorArn,
          ToUser: toUser,
          FromUser: "$.CustomerEndpoint.Address",
        },
      },
      next: "mark",
      errors: { CallFailed: "failed", ConnectionTimeLimitExceeded: "late", NoMatchingError: "end" },
    },
    mark: {
      type: "UpdateContactAttributes",
      parameters: { Attributes: { from: "$.CustomerEndpoint.Address" } },
      next: "queue",
      errors: { NoMatchingError: "end" },
    },
    queue: {
      type: "UpdateContactTargetQueue",
      parameters: { QueueId },
      next: "go",
      errors: { NoMatchingError: "end" },
    },
    go: {
      type: "TransferContactToQueue",
      next: "end",
      errors: { QueueAtCapacity: "full", NoMatchingError: "end" },
    },
    full: { type: "MessageParticipant", parameters: { Text: "All lines are busy." }, next: "end" },
    failed: { type: "MessageParticipant", parameters: { Text: "The call failed." }, next: "end" },
    late: { type: "MessageParticipant", parameters: { Text: "Nobody answered." }, next: "end" },
    end: { type: "DisconnectParticipant" },
  };
}

async function publish(blocks: Record<string, BlockSketch>): Promise<void> {
  flows += 1;
  const { ContactFlowId } = await bench.connect.send(
    new CreateContactFlowCommand({
      InstanceId,
      Name: `Flow ${flows}`,
      Type: "CONTACT_FLOW",
      Content: sketchFlow("log", blocks),
    }),
  );
  const { ListPhoneNumbersSummaryList: [number] = [] } = await bench.connect.send(
    new ListPhoneNumbersV2Command({ InstanceId, PhoneNumberPrefix: to }),
  );
  await bench.connect.send(
    new AssociatePhoneNumberContactFlowCommand({
      InstanceId,
      PhoneNumberId: number?.PhoneNumberId,
      ContactFlowId,
    }),
  );
}

const flowLog = (contactId: string) =>
  bench.logLines("/aws/connect/patchbay-sandbox").filter((line) => line.ContactId === contactId);
const path = (call: { blocks: { identifier: string }[] }) => call.blocks.map(({ identifier }) => identifier);

describe("a test call", () => {
  it("goes through Kore to an agent, and produces a contact, its flow log, and the SIP messages", async () => {
    const arn = bench.addConnector("savg-sbc1.kore.ai");
    await publish(koreFlow(arn));
    const started = Date.now();
    const call = await bench.call({ from, to, ending: "agent" });
    expect(Date.now() - started).toBeLessThan(5000);
    expect(call).toMatchObject({ outcome: "agent" });
    expect(path(call)).toEqual(["log", "kore", "mark", "queue", "go"]);
    const ContactId = call.contactId;
    const { Contact } = await bench.connect.send(new DescribeContactCommand({ InstanceId, ContactId }));
    expect(Contact).toMatchObject({
      DisconnectReason: "AGENT_DISCONNECT",
      CustomerEndpoint: { Address: from },
      SystemEndpoint: { Address: to },
      Attributes: { from },
    });
    expect(Contact?.AgentInfo?.ConnectedToAgentTimestamp?.getTime()).toBeGreaterThanOrEqual(
      Contact?.QueueInfo?.EnqueueTimestamp?.getTime() ?? Number.NaN,
    );
    const { Attributes } = await bench.connect.send(
      new GetContactAttributesCommand({ InstanceId, InitialContactId: ContactId }),
    );
    expect(Attributes).toEqual({ from });
    expect(flowLog(ContactId).map(({ ContactFlowModuleType }) => ContactFlowModuleType)).toEqual([
      "SetLoggingBehavior",
      "TransferParticipantToThirdParty",
      "TransferParticipantToThirdParty",
      "SetAttributes",
      "SetQueue",
      "Transfer",
    ]);
    const sip = bench
      .logLines(`/aws/ChimeVoiceConnectorSipMessages/${arn.split("/")[1]}`)
      .map((line) => String(line.sip_message));
    expect(sip.map((text) => /^SIP\/2\.0 (\d+)|^\w+/.exec(text)?.slice(0).reverse().find(Boolean))).toEqual([
      "INVITE",
      "100",
      "180",
      "183",
      "200",
      "ACK",
      "BYE",
      "200",
    ]);
    expect(sip[0]).toContain(`X-Amzn-ConnectContactId: ${ContactId}\r\n`);
    expect(sip.at(-2)).toContain("kore-reason: TransferToAgent");
    const found = await bench.connect.send(
      new SearchContactsCommand({
        InstanceId,
        TimeRange: {
          Type: "INITIATION_TIMESTAMP",
          StartTime: new Date(started - 1000),
          EndTime: new Date(Date.now() + 1000),
        },
        SearchCriteria: { Channels: ["VOICE"] },
      }),
    );
    expect(found.Contacts?.map(({ Id }) => Id)).toContain(ContactId);
    expect(found.Contacts?.[0]).not.toHaveProperty("CustomerEndpoint");
  });

  it("runs nothing after the transfer when the caller hangs up", async () => {
    await publish(koreFlow(bench.addConnector("savg-sbc1.kore.ai")));
    const call = await bench.call({ from, to, ending: "caller-hangs-up", seconds: { kore: 0.05 } });
    expect(call).toMatchObject({ outcome: "caller-hung-up" });
    expect(path(call)).toEqual(["log", "kore"]);
    const { Contact } = await bench.connect.send(
      new DescribeContactCommand({ InstanceId, ContactId: call.contactId }),
    );
    expect(Contact?.DisconnectReason).toBe("CUSTOMER_DISCONNECT");
  });

  it.each([
    [
      "a number that Kore does not know",
      () => koreFlow(bench.addConnector("savg-sbc1.kore.ai"), "+12065559999"),
      "failed",
    ],
    ["a host where nobody answers", () => koreFlow(bench.addConnector("pbx.example.com")), "late"],
    [
      "an encrypted connector, which Kore does not take",
      () => koreFlow(bench.addConnector("savg-sbc1.kore.ai", { requireEncryption: true })),
      "failed",
    ],
  ])("takes the block's own error branch for %s", async (_what, blocks, branch) => {
    await publish(blocks());
    expect(path(await bench.call({ from, to, ending: "agent" }))).toEqual(["log", "kore", branch, "end"]);
  });

  it("finds a full queue", async () => {
    const QueueId = connectState(bench.sandbox.account).data.queues[0]?.id;
    await publish(koreFlow(bench.addConnector("savg-sbc1.kore.ai")));
    await bench.connect.send(new UpdateQueueMaxContactsCommand({ InstanceId, QueueId, MaxContacts: 0 }));
    expect(path(await bench.call({ from, to, ending: "agent" })).slice(-3)).toEqual(["go", "full", "end"]);
    await bench.connect.send(new UpdateQueueMaxContactsCommand({ InstanceId, QueueId }));
  });

  it("reports that a Lambda function that isn't associated with the instance was refused", async () => {
    const lambda: BlockSketch = {
      type: "InvokeLambdaFunction",
      parameters: { LambdaFunctionARN: "$.FlowAttributes.f", InvocationTimeLimitSeconds: "3" },
      next: "end",
      errors: { NoMatchingError: "end" },
    };
    await publish({
      log: { type: "UpdateFlowLoggingBehavior", parameters: { FlowLoggingBehavior: "Enabled" }, next: "f" },
      f: {
        type: "UpdateFlowAttributes",
        parameters: { FlowAttributes: { f: { Value: "arn:aws:lambda:us-east-1:111122223333:function:f" } } },
        next: "lambda",
        errors: { NoMatchingError: "end" },
      },
      lambda,
      end: { type: "DisconnectParticipant" },
    });
    const { contactId } = await bench.call({ from, to, ending: "agent" });
    expect(flowLog(contactId).find(({ Identifier }) => Identifier === "lambda")?.Results).toBe(
      "Status Code: 403; Error Code: AccessDeniedException",
    );
  });

  it("writes no flow log while the instance's own switch is off", async () => {
    const flip = (Value: string) =>
      bench.connect.send(
        new UpdateInstanceAttributeCommand({ InstanceId, AttributeType: "CONTACTFLOW_LOGS", Value }),
      );
    await flip("false");
    const { contactId } = await bench.call({ from, to, ending: "agent" });
    await flip("true");
    expect(flowLog(contactId)).toEqual([]);
  });

  it("is refused while the instance takes no incoming calls", async () => {
    const turn = (Value: string) =>
      bench.connect.send(
        new UpdateInstanceAttributeCommand({ InstanceId, AttributeType: "INBOUND_CALLS", Value }),
      );
    await turn("false");
    await expect(bench.call({ from, to })).rejects.toThrow("takes no incoming calls");
    await turn("true");
  });

  it("is refused for a number that the instance doesn't have", async () => {
    const answer = await tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/calls`, "POST", {
      from,
      to: "+12065550000",
    });
    expect(answer.status).toBe(409);
  });
});
