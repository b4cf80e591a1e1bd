import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateRestApiCommand, TagResourceCommand } from "@aws-sdk/client-api-gateway";
import { CreateVoiceConnectorCommand } from "@aws-sdk/client-chime-sdk-voice";
import { CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { AssociatePhoneNumberContactFlowCommand } from "@aws-sdk/client-connect";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { makeClients } from "@/lib/aws/make-clients";
import { type FaultProxy, failCalls, startFaultProxy } from "@/lib/testing/fault-proxy";

let account: ReturnType<typeof createServer>;
let proxy: FaultProxy;
let seen = 0;

beforeAll(async () => {
  account = createServer((request, answer) => {
    seen += 1;
    request.resume().on("end", () => answer.writeHead(200, { "content-type": "application/json" }).end("{}"));
  });
  await new Promise<void>((resolve) => account.listen(0, "127.0.0.1", resolve));
  proxy = await startFaultProxy(() => `http://127.0.0.1:${(account.address() as AddressInfo).port}`);
});
afterAll(async () => {
  await proxy.stop();
  await new Promise((resolve) => account.close(resolve));
});
beforeEach(() => {
  proxy.reset();
  seen = 0;
});

const clients = () =>
  makeClients({
    region: "us-east-1",
    credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" },
    endpoint: proxy.url,
  });

it("names each call, in every protocol, and what it is about", async () => {
  const { apiGateway, chimeVoice, connect, dynamodb, iam, lambda, logs } = clients();
  await chimeVoice.send(new CreateVoiceConnectorCommand({ Name: "c", RequireEncryption: true }));
  await apiGateway.send(new CreateRestApiCommand({ name: "api" }));
  await apiGateway.send(new TagResourceCommand({ resourceArn: "arn:aws:x::/restapis/a", tags: {} }));
  const number = { PhoneNumberId: "n", InstanceId: "i", ContactFlowId: "f" };
  await connect.send(new AssociatePhoneNumberContactFlowCommand(number));
  const permission = { StatementId: "s", Action: "a", Principal: "p" };
  await lambda.send(new AddPermissionCommand({ FunctionName: "store", ...permission }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/group" }));
  await dynamodb.send(
    new CreateTableCommand({ TableName: "table", KeySchema: [], AttributeDefinitions: [] }),
  );
  await iam.send(new CreateRoleCommand({ RoleName: "role", AssumeRolePolicyDocument: "{}" })).catch(() => 0);
  expect(proxy.calls.map((call) => call.key)).toEqual([
    "chime:CreateVoiceConnector",
    "apigateway:CreateRestApi",
    "apigateway:TagResource",
    "connect:AssociatePhoneNumberContactFlow",
    "lambda:AddPermission store",
    "logs:CreateLogGroup /group",
    "dynamodb:CreateTable table",
    "iam:CreateRole role",
  ]);
  expect(proxy.calls.every((call) => call.changes)).toBe(true);
});

it.each([
  ["reset-before", 0, { code: "ECONNRESET" }],
  ["reset-after", 1, { code: "ECONNRESET" }],
  ["error-before", 0, { $metadata: expect.objectContaining({ httpStatusCode: 500 }) }],
  ["error-after", 1, { $metadata: expect.objectContaining({ httpStatusCode: 500 }) }],
  ["deny", 0, { name: "AccessDeniedException" }],
  ["throttle", 0, { name: "TooManyRequestsException" }],
] as const)("gives %s, after which the account has seen %i calls", async (kind, effects, error) => {
  const met = failCalls(proxy, "lambda:AddPermission store", { kind }, 99);
  const command = new AddPermissionCommand({
    FunctionName: "store",
    StatementId: "s",
    Action: "a",
    Principal: "p",
  });
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" };
  const once = { maxAttempts: 1, region: "us-east-1", endpoint: proxy.url, credentials };
  const lambda = new LambdaClient(once);
  await expect(lambda.send(command)).rejects.toMatchObject(error);
  expect(seen).toBe(effects * met());
});
