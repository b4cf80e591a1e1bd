import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildLambda } from "../build";

const require = createRequire(import.meta.url);
const dynalite = require("dynalite") as (options: { createTableMs: number }) => Server;

let tables: Server;
let dynamodb: DynamoDBClient;
let folder: string;
let environment: Record<string, string>;

/** As deployed: only the zip's file, in a folder without packages, in a process of its own. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "functions-"));
  for (const name of ["koreStoreSessionMetadata", "koreRetrieveSessionMetadata"]) {
    const files = unzipSync(await buildLambda(name));
    await writeFile(path.join(folder, `${name}.cjs`), files["index.js"] ?? "");
  }
  await writeFile(
    path.join(folder, "run.cjs"),
    `process.once("message", async ({ name, event }) => {
      const { handler } = require("./" + name + ".cjs");
      const settle = (answer) => process.send(answer, () => process.exit());
      try { settle({ answer: await handler(event, { awsRequestId: "11111111-1111-4111-8111-111111111111" }) }); }
      catch (error) { settle({ error: error.message }); }
    });`,
  );
  tables = dynalite({ createTableMs: 0 }).listen(0, "127.0.0.1");
  await once(tables, "listening");
  const endpoint = `http://127.0.0.1:${(tables.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
  dynamodb = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
  environment = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    TABLE_NAME: "acme-koreCcSessions",
    RETENTION_HOURS: "24",
  };
  await dynamodb.send(
    new CreateTableCommand({
      TableName: environment.TABLE_NAME,
      KeySchema: [{ AttributeName: "contactId", KeyType: "HASH" }],
      AttributeDefinitions: [
        { AttributeName: "contactId", AttributeType: "S" },
        { AttributeName: "koreSessionId", AttributeType: "S" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "koreSessionId-index",
          KeySchema: [{ AttributeName: "koreSessionId", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
});

afterAll(async () => {
  dynamodb.destroy();
  await new Promise((resolve) => tables.close(resolve));
  await rm(folder, { recursive: true });
});

async function run(name: string, event: unknown, more: Record<string, string> = {}) {
  const child = fork(path.join(folder, "run.cjs"), [], {
    env: { NODE_ENV: "production", ...environment, ...more },
    silent: true,
  });
  let log = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  child.send({ name, event });
  const [message] = (await once(child, "message")) as [
    { answer?: { statusCode: number | string; body: string }; error?: string },
  ];
  if (child.exitCode === null) await once(child, "exit");
  return { ...message, log };
}
const store = (contactId: string, body: string, more = {}) =>
  run("koreStoreSessionMetadata", { queryStringParameters: { contactId }, body, ...more });
const retrieve = (contactId: string, more = {}) =>
  run("koreRetrieveSessionMetadata", { Details: { Parameters: { contactId } } }, more);
const id = (last: number) => `3f0c1c34-5b0a-4c0e-9d3a-0000000000${String(last).padStart(2, "0")}`;

test("what was posted is returned byte for byte, the last post replaces the others, and the revision counts", async () => {
  const first = await store(id(1), '{"kore-instanceSessionId":"st-1","score":0.50}');
  expect(JSON.parse(first.answer?.body ?? "")).toMatchObject({ contactId: id(1), revision: 1 });
  const text = '{ "big": 12345678901234567890, "score": 0.5 }';
  const second = await store(id(1), Buffer.from(text).toString("base64"), { isBase64Encoded: true });
  expect(JSON.parse(second.answer?.body ?? "").revision).toBe(2);
  expect((await retrieve(id(1))).answer).toEqual({ statusCode: "200", body: text });
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: environment.TABLE_NAME, Key: { contactId: { S: id(1) } } }),
  );
  expect(Item?.koreSessionId).toBeUndefined();
  expect(Number(Item?.expiresAt?.N)).toBeCloseTo(Date.now() / 1000 + 24 * 3600, -2);
});

test("a write whose answer is lost on the way is repeated, and counts once", async () => {
  const { AWS_ENDPOINT_URL: endpoint = "" } = environment;
  let asked = 0;
  const losing = createServer(async (request, response) => {
    asked += 1;
    const isLost = asked === 1;
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const kept = headers.filter(([name]) => !["host", "connection", "content-length"].includes(name));
    const answer = await fetch(endpoint, { method: "POST", headers: kept, body: await text(request) });
    const body = await answer.text();
    if (isLost) request.socket.destroy();
    else response.writeHead(answer.status).end(body);
  });
  await new Promise<void>((done) => losing.listen(0, "127.0.0.1", done));
  try {
    const url = `http://127.0.0.1:${(losing.address() as AddressInfo).port}`;
    const posted = await run(
      "koreStoreSessionMetadata",
      { queryStringParameters: { contactId: id(7) }, body: '{"a":1}' },
      { AWS_ENDPOINT_URL: url },
    );
    expect(posted.answer?.statusCode).toBe(200);
    expect(asked).toBe(2);
    expect(JSON.parse((await store(id(7), '{"a":2}')).answer?.body ?? "").revision).toBe(2);
  } finally {
    losing.closeAllConnections();
    await new Promise((done) => losing.close(done));
  }
});

test("a post that arrives after the call is found", async () => {
  const looking = retrieve(id(2));
  await store(id(2), '{"late":true}');
  expect((await looking).answer).toEqual({ statusCode: "200", body: '{"late":true}' });
});

test("missing or expired metadata is a 404 within about 2 seconds", async () => {
  await dynamodb.send(
    new PutItemCommand({
      TableName: environment.TABLE_NAME,
      Item: { contactId: { S: id(4) }, kore_session_data: { S: "{}" }, expiresAt: { N: "1700000000" } },
    }),
  );
  const answers = await Promise.all([retrieve(id(3)), retrieve(id(4))]);
  for (const { answer } of answers) expect(answer).toEqual({ statusCode: "404", body: "{}" });
  expect(answers[1]?.log).toContain("Metadata expired");
});

test("a map that the published sample stored is read, including decimal numbers", async () => {
  await dynamodb.send(
    new PutItemCommand({
      TableName: environment.TABLE_NAME,
      Item: { contactId: { S: id(5) }, kore_session_data: { M: { score: { N: "0.5" }, x: { S: "Hello" } } } },
    }),
  );
  const { answer } = await retrieve(id(5));
  expect(answer?.statusCode).toBe("200");
  expect(JSON.parse(answer?.body ?? "")).toEqual({ score: 0.5, x: "Hello" });
});

test("a missing table fails the retrieval and answers 500 to the post, without data in the message", async () => {
  const missing = { TABLE_NAME: "nowhere" };
  const read = await retrieve(id(6), missing);
  expect(read.error).toBe("The metadata could not be read.");
  expect(read.log).toContain('"error":"ResourceNotFoundException"');
  const posted = await run(
    "koreStoreSessionMetadata",
    { queryStringParameters: { contactId: id(6) }, body: '{"pin":"4711"}' },
    missing,
  );
  expect(posted.answer?.statusCode).toBe(500);
  expect(posted.log).not.toContain("4711");
});
