import {
  AssociateLambdaFunctionCommand,
  CreateContactFlowCommand,
  GetContactAttributesCommand,
} from "@aws-sdk/client-connect";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  GetPolicyCommand,
  LambdaClient,
  RemovePermissionCommand,
  waitUntilFunctionActiveV2,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sketchFlow } from "../flow-runner/testing/fake-world";
import { instanceArn } from "../services/connect/arns";
import { connectState } from "../services/connect/connect-state";
import { credentials, openTestBench, type TestBench } from "./testing";

let bench: TestBench;
let lambda: LambdaClient;
let FunctionArn = "";
const FunctionName = "echo";
const end = { type: "DisconnectParticipant" };
const code = `exports.handler = async (event) => {
  if (event.Details.Parameters.fail === "yes") throw new Error("asked for");
  if (event.Details.Parameters.fail === "late") await new Promise((done) => setTimeout(done, 5000));
  return { statusCode: 200, body: JSON.stringify({ id: event.Details.Parameters.contactId, score: 0.5 }) };
};`;

beforeAll(async () => {
  bench = await openTestBench();
  const config = { region: "us-east-1", endpoint: bench.sandbox.awsUrl, credentials };
  const iam = new IAMClient(config);
  lambda = new LambdaClient(config);
  const trust = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: "echo", AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  iam.destroy();
  const made = await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: Role?.Arn,
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Timeout: 10,
      Code: { ZipFile: zipSync({ "index.js": strToU8(code) }) },
    }),
  );
  FunctionArn = made.FunctionArn ?? "";
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 20, minDelay: 1 }, { FunctionName });
  await bench.connect.send(new AssociateLambdaFunctionCommand({ InstanceId: bench.instanceId, FunctionArn }));
});
afterAll(async () => {
  lambda.destroy();
  await bench.stop();
});

async function run(fail: string) {
  const flow = sketchFlow("log", {
    log: { type: "UpdateFlowLoggingBehavior", parameters: { FlowLoggingBehavior: "Enabled" }, next: "call" },
    call: {
      type: "InvokeLambdaFunction",
      parameters: {
        LambdaFunctionARN: FunctionArn,
        InvocationTimeLimitSeconds: "2",
        LambdaInvocationAttributes: { contactId: "$.ContactId", fail },
        ResponseValidation: { ResponseType: "JSON" },
      },
      next: "keep",
      errors: { NoMatchingError: "end" },
    },
    keep: {
      type: "UpdateContactAttributes",
      parameters: { Attributes: { customData: "$.External.body" } },
      next: "end",
      errors: { NoMatchingError: "end" },
    },
    end,
  });
  const { ContactFlowId } = await bench.connect.send(
    new CreateContactFlowCommand({
      InstanceId: bench.instanceId,
      Name: `Lambda ${fail}`,
      Type: "CONTACT_FLOW",
      Content: flow,
    }),
  );
  const [number] = connectState(bench.sandbox.account).data.phoneNumbers;
  if (number) number.flowId = ContactFlowId;
  const { contactId } = await bench.call({ from: "+12065550199", to: number?.number, ending: "bot" });
  const lines = bench
    .logLines("/aws/connect/patchbay-sandbox")
    .filter((line) => line.ContactId === contactId);
  return { contactId, logged: lines.find(({ Identifier }) => Identifier === "call") };
}

describe("a Lambda in a flow", () => {
  it("is refused until its policy allows Connect, then answers", async () => {
    // The association allowed Connect; someone removes that statement again.
    const { Policy = "{}" } = await lambda.send(new GetPolicyCommand({ FunctionName }));
    for (const { Sid } of JSON.parse(Policy).Statement) {
      await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: Sid }));
    }
    expect((await run("before")).logged?.Results).toBe("Status Code: 403; Error Code: AccessDeniedException");
    await lambda.send(
      new AddPermissionCommand({
        FunctionName,
        StatementId: "connect",
        Action: "lambda:InvokeFunction",
        Principal: "connect.amazonaws.com",
        SourceAccount: bench.sandbox.account.accountId,
        SourceArn: instanceArn(bench.sandbox.account, bench.instanceId),
      }),
    );
    const { contactId, logged } = await run("no");
    expect(logged).toMatchObject({
      ExternalResults: { statusCode: 200 },
      Parameters: { FunctionArn, TimeLimit: "2000" },
    });
    const { Attributes } = await bench.connect.send(
      new GetContactAttributesCommand({ InstanceId: bench.instanceId, InitialContactId: contactId }),
    );
    expect(JSON.parse(Attributes?.customData ?? "")).toEqual({ id: contactId, score: 0.5 });
  });

  it("that throws or times out leads to the error branch", async () => {
    for (const fail of ["yes", "late"]) {
      expect((await run(fail)).logged).toMatchObject({ Results: "The Lambda Function Returned An Error." });
    }
  });
});
