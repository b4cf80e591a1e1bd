import { Readable } from "node:stream";
import { ConnectClient, DescribeContactCommand, DescribeContactFlowCommand } from "@aws-sdk/client-connect";
import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { HttpResponse } from "@smithy/core/protocols";
import { expect, test } from "vitest";
import { checkAnswers } from "@/lib/aws/check-answers";
import { describeAwsError } from "@/lib/aws/describe-aws-error";
import { noteOperation } from "@/lib/aws/operation-of-error";

/** A client's settings under which every request gets this answer. */
const answering = (statusCode: number, body: string) => ({
  region: "us-east-1",
  maxAttempts: 1,
  credentials: { accessKeyId: "a", secretAccessKey: "b" },
  requestHandler: {
    handle: async () => ({
      response: new HttpResponse({ statusCode, headers: {}, body: Readable.from([Buffer.from(body)]) }),
    }),
  },
});

async function describeFlow(status: number, body: string): Promise<unknown> {
  const client = new ConnectClient(answering(status, body));
  checkAnswers(client.middlewareStack);
  return client.send(new DescribeContactFlowCommand({ InstanceId: "i", ContactFlowId: "f" }));
}
async function describeContact(body: string): Promise<unknown> {
  const client = new ConnectClient(answering(200, body));
  checkAnswers(client.middlewareStack);
  return client.send(new DescribeContactCommand({ InstanceId: "i", ContactId: "c" }));
}
async function query(body: string): Promise<unknown> {
  const client = new DynamoDBClient(answering(200, body));
  checkAnswers(client.middlewareStack);
  return client.send(new QueryCommand({ TableName: "t" }));
}
async function role(status: number, body: string): Promise<unknown> {
  const client = new IAMClient(answering(status, body));
  checkAnswers(client.middlewareStack);
  return client.send(new GetRoleCommand({ RoleName: "r" }));
}

async function problemOf(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  noteOperation(error, "connect", "DescribeContactFlow");
  return describeAwsError(error);
}

test.each([
  ["a page of somebody else", () => describeFlow(200, "<html>secret</html>")],
  ["a page instead of a refusal", () => describeFlow(403, "<html>secret</html>")],
  ["half an answer", () => describeFlow(200, '{"ContactFlow":')],
  ["null", () => describeFlow(200, "null")],
  ["a redirection", () => describeFlow(302, "")],
  ["a number for a structure", () => describeFlow(200, '{"ContactFlow":7}')],
  ["an answer without what was asked for", () => describeFlow(200, "{}")],
  ["an empty answer", () => describeFlow(200, "")],
  ["a list for everything", () => describeFlow(200, "[]")],
  ["a number for a text", () => describeFlow(200, '{"ContactFlow":{"Content":7}}')],
  ["a text for a map", () => describeContact('{"Contact":{"Tags":"a"}}')],
  ["no time for a time", () => describeContact('{"Contact":{"InitiationTimestamp":"soon"}}')],
  ["a number for a list", () => query('{"Items":7}')],
  ["nothing among the entries of a list", () => query('{"Items":[null]}')],
  ["text where XML was to be", () => role(200, '{"Role":1}')],
])("%s is an answer that can't be read, and no refusal", async (_, call) => {
  const problem = await problemOf(call());
  expect(problem).toMatchObject({
    code: "aws-answer-unreadable",
    sentence: expect.stringContaining("connect:DescribeContactFlow couldn't be read"),
  });
  expect(JSON.stringify(problem)).not.toContain("secret");
});

test("keeps AWS's own errors and refusals apart, whatever their body", async () => {
  expect(await problemOf(describeFlow(502, "<html>"))).toMatchObject({ code: "aws-fault" });
  expect(await problemOf(role(503, "<html>"))).toMatchObject({ code: "aws-fault" });
  expect(await problemOf(describeFlow(429, "<html>"))).toMatchObject({ code: "throttled" });
  expect(await problemOf(describeFlow(400, '{"message":"no"}'))).toMatchObject({ code: "aws-refused" });
});

test("an answer of the described shape is read, also where AWS leaves members out or adds some", async () => {
  const flow = '{"ContactFlow":{"Content":"{}","Tags":{"a":"b"},"Later":7,"Name":null}}';
  expect(await describeFlow(200, flow)).toMatchObject({ ContactFlow: { Content: "{}" } });
  expect(await describeContact('{"Contact":{"InitiationTimestamp":1700000000}}')).toMatchObject({
    Contact: { InitiationTimestamp: new Date(1_700_000_000_000) },
  });
  expect(await query('{"Items":[{"a":{"S":"b"}}],"Count":1}')).toMatchObject({ Count: 1 });
  await expect(query("{}")).resolves.toMatchObject({});
});
