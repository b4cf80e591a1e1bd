import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateLogGroupCommand, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { gateChanges } from "@/lib/aws/change-gate";
import { makeClients } from "@/lib/aws/make-clients";

let arrived: string[] = [];
/** Answers every first try with an error that the SDK tries again after. */
const server = createServer((request, response) => {
  const target = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
  const isFirst = !arrived.includes(target);
  arrived.push(target);
  response.statusCode = isFirst ? 500 : 200;
  response.setHeader("content-type", "application/x-amz-json-1.1");
  response.end(isFirst ? '{"__type":"InternalFailure"}' : "{}");
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());
beforeEach(() => {
  arrived = [];
});

function logs() {
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  return makeClients({ region: "us-east-1", credentials, endpoint: `http://127.0.0.1:${port}` }).logs;
}

const create = () => logs().send(new CreateLogGroupCommand({ logGroupName: "a" }));

it("sends no change that the gate refuses, and lets reads through", async () => {
  const refuse = () => Promise.reject(new Error("not mine any more"));
  await expect(gateChanges(refuse, create)).rejects.toThrow("not mine any more");
  await gateChanges(refuse, () => logs().send(new DescribeLogGroupsCommand({})));
  expect(arrived).toEqual(["DescribeLogGroups", "DescribeLogGroups"]);
});

it("asks again before the SDK repeats a change", async () => {
  let asked = 0;
  const refuseTheSecond = async () => {
    asked += 1;
    if (asked > 1) throw new Error("not mine any more");
  };
  await expect(gateChanges(refuseTheSecond, create)).rejects.toThrow("not mine any more");
  expect(arrived).toEqual(["CreateLogGroup"]);
});

it("stands open outside of a deployment", async () => {
  await create();
  expect(arrived).toEqual(["CreateLogGroup", "CreateLogGroup"]);
});
