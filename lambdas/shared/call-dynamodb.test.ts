import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { callDynamoDb } from "./call-dynamodb";

type Answer = { status: number; body: string } | "silence" | "hang-up";

let server: Server;
let answers: Answer[];
let requests: IncomingMessage[];

beforeEach(async () => {
  answers = [];
  requests = [];
  server = createServer((request, response) => {
    requests.push(request);
    const answer = answers.shift() ?? { status: 200, body: "{}" };
    if (answer === "silence") return;
    if (answer === "hang-up") {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("AWS_REGION", "us-east-1");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const refusal = (type: string, status = 400): Answer => ({
  status,
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: "secret words" }),
});
const call = (withinMs = 2000, attemptMs?: number) =>
  callDynamoDb(
    "GetItem",
    { TableName: "t" },
    { deadline: Date.now() + withinMs, ...(attemptMs ? { attemptMs } : {}) },
  );

test("throttling, a server error, a lost connection, and a time-out are retried", async () => {
  answers = [
    refusal("ProvisionedThroughputExceededException"),
    refusal("InternalServerError", 500),
    "hang-up",
    "silence",
    { status: 200, body: '{"Item":{}}' },
  ];
  await expect(call(4000, 150)).resolves.toEqual({ Item: {} });
  expect(requests).toHaveLength(5);
  expect(requests[0]?.headers["x-amz-target"]).toBe("DynamoDB_20120810.GetItem");
});

test("a refusal that a retry can't change is thrown immediately, with its name and without its message", async () => {
  answers = [refusal("AccessDeniedException")];
  const error = await call().catch((thrown: unknown) => thrown);
  expect(requests).toHaveLength(1);
  expect(error).toMatchObject({ name: "AccessDeniedException" });
  expect(String(error)).not.toContain("secret words");
});

test("no attempt outlives the deadline", async () => {
  answers = Array.from({ length: 50 }, (): Answer => "silence");
  const startedAt = Date.now();
  await expect(call(400, 150)).rejects.toMatchObject({ name: "TimeoutError" });
  // Fifty attempts of their own time would take 7.5 seconds.
  expect(Date.now() - startedAt).toBeLessThan(3_000);
});

test("a success that isn't JSON is an error, not an empty table", async () => {
  answers = Array.from({ length: 50 }, (): Answer => ({ status: 200, body: "<html>" }));
  await expect(call(150)).rejects.toMatchObject({ name: "InternalServerError" });
});
