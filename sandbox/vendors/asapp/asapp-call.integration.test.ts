import { AssociatePhoneNumberContactFlowCommand, CreateContactFlowCommand } from "@aws-sdk/client-connect";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBench, type TestBench } from "../../calls/testing";
import { sketchFlow } from "../../flow-runner/testing/fake-world";
import { connectState } from "../../services/connect/connect-state";

let bench: TestBench;
const from = "+12065550199";
const to = "+12065550100";
const headers = { "asapp-api-id": "asapp-sandbox-0001", "asapp-api-secret": "asapp-sandbox-api-secret" };
const transfers = () => `${bench.vendorUrls.asapp}/generativeagent/v1/call-transfers`;
let made = 0;

beforeAll(async () => {
  bench = await openTestBench();
});
afterAll(() => bench.stop());

/** A flow that dials a number that ASAPP has just assigned. */
async function publishWithNumber(): Promise<string> {
  made += 1;
  const id = `transfer-${made}`;
  const phoneNumber = { country: "US" };
  const body = JSON.stringify({ id, externalConversationId: id, type: "PHONE_NUMBER", phoneNumber });
  const answer = await (await fetch(transfers(), { method: "POST", headers, body })).json();
  const InstanceId = bench.instanceId;
  const { queues, phoneNumbers } = connectState(bench.sandbox.account).data;
  const Content = sketchFlow("asapp", {
    asapp: {
      type: "TransferParticipantToThirdParty",
      parameters: {
        ThirdPartyPhoneNumber: answer.phoneNumber.transferNumber,
        ThirdPartyConnectionTimeLimitSeconds: "30",
        ContinueFlowExecution: "True",
      },
      next: "queue",
      errors: { CallFailed: "end", ConnectionTimeLimitExceeded: "end", NoMatchingError: "end" },
    },
    queue: {
      type: "UpdateContactTargetQueue",
      parameters: { QueueId: queues[0]?.id },
      next: "go",
      errors: { NoMatchingError: "end" },
    },
    go: {
      type: "TransferContactToQueue",
      next: "end",
      errors: { QueueAtCapacity: "end", NoMatchingError: "end" },
    },
    end: { type: "DisconnectParticipant" },
  });
  const { ContactFlowId } = await bench.connect.send(
    new CreateContactFlowCommand({ InstanceId, Name: `Flow ${made}`, Type: "CONTACT_FLOW", Content }),
  );
  const PhoneNumberId = phoneNumbers.find(({ number }) => number === to)?.id;
  await bench.connect.send(
    new AssociatePhoneNumberContactFlowCommand({ InstanceId, PhoneNumberId, ContactFlowId }),
  );
  return id;
}

async function transferOf(id: string) {
  return (await fetch(`${transfers()}/${id}`, { headers })).json();
}

it.each([
  [
    "agent",
    "agent",
    "COMPLETED",
    { transferType: "AGENT", currentTaskName: "Refund", referenceVariables: { a: "1" } },
  ],
  ["system", "queue", "COMPLETED", { transferType: "SYSTEM", currentTaskName: "Refund" }],
  ["no-context", "agent", "COMPLETED", undefined],
  ["expired", "agent", "EXPIRED", undefined],
  ["failed", "disconnected", "ACTIVE", undefined],
  ["caller-hangs-up", "caller-hung-up", "COMPLETED", undefined],
])(
  "ends a call through ASAPP with %s as the test call says",
  async (ending, outcome, status, outputContext) => {
    const id = await publishWithNumber();
    const asapp = { taskName: "Refund", referenceVariables: { a: "1" } };
    const call = await bench.call({ from, to, ending, asapp, seconds: { asapp: 0.05 } });
    expect(call.outcome).toBe(outcome);
    await expect.poll(async () => (await transferOf(id)).status).toBe(status);
    const found = await transferOf(id);
    if (outputContext) expect(found.outputContext).toMatchObject(outputContext);
    else expect(found).not.toHaveProperty("outputContext");
  },
);
