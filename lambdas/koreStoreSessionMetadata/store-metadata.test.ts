import fc from "fast-check";
import { expect, test } from "vitest";
import { retrieveMetadata } from "../koreRetrieveSessionMetadata/retrieve-metadata";
import { DynamoDbError, type Item } from "../shared/call-dynamodb";
import { captureLog } from "../testing/capture-log";
import { largestBodyBytes } from "./read-body";
import { type StoreEvent, storeMetadata } from "./store-metadata";
import { type MetadataEntry, writeMetadata } from "./write-metadata";

const contactId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
const context = { awsRequestId: "request-1" };
const at = new Date("2026-03-04T05:06:07.890Z");

async function post(event: StoreEvent, fails?: Error) {
  const entries: MetadataEntry[] = [];
  const handler = storeMetadata({
    now: () => at,
    write: async (entry) => {
      if (fails) throw fails;
      entries.push(entry);
      return { revision: 1, storedAt: entry.at.toISOString(), expiresAt: 1 };
    },
  });
  const { value, lines, text } = await captureLog(() => handler(event, context));
  return { ...value, json: JSON.parse(value.body) as Record<string, unknown>, entries, lines, logged: text };
}
const withBody = (body: string | null): StoreEvent => ({ queryStringParameters: { contactId }, body });

test("the text is stored exactly as it was posted, with its numbers, order, spaces, and repeated keys", async () => {
  const body =
    '{ "score": 0.50,"big":12345678901234567890, "e":1E+2,\n"a":1,"a":2, "kore-instanceSessionId":"st-1" }';
  const { statusCode, entries, json, lines } = await post(withBody(body));
  expect(statusCode).toBe(200);
  expect(entries).toEqual([{ contactId, text: body, koreSessionId: "st-1", at }]);
  expect(json).toEqual({ contactId, revision: 1, storedAt: at.toISOString(), expiresAt: 1 });
  expect(lines.map((line) => [line.message, line.contactId, line.requestId])).toEqual([
    ["Metadata received", contactId, "request-1"],
    ["Metadata stored", contactId, "request-1"],
  ]);
});

test("the log has the ID of the authorizer's request, whose own log has no contact ID", async () => {
  const authorizerRequestId = "22222222-2222-4222-8222-222222222222";
  const { lines } = await post({
    ...withBody("{}"),
    requestContext: { authorizer: { authorizerRequestId } },
  });
  expect(lines.map((line) => line.authorizerRequestId)).toEqual([authorizerRequestId, authorizerRequestId]);
  const odd = await post({
    ...withBody("{}"),
    requestContext: { authorizer: { authorizerRequestId: "secret" } },
  });
  expect(odd.logged).not.toContain("secret");
});

test("any JSON object passes through both functions unchanged, plain or in base64", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.boolean(),
      async (object, isBase64Encoded) => {
        const text = JSON.stringify(object);
        const table = new Map<string, Item>();
        const store = storeMetadata({
          now: () => at,
          write: async (entry) => {
            table.set(entry.contactId, { kore_session_data: { S: entry.text } });
            return { revision: 1, storedAt: "", expiresAt: 0 };
          },
        });
        const retrieve = retrieveMetadata({
          now: () => at.getTime(),
          wait: async () => {},
          read: async (id) => table.get(id),
        });
        const body = isBase64Encoded ? Buffer.from(text).toString("base64") : text;
        const { value } = await captureLog(async () => ({
          stored: await store({ queryStringParameters: { contactId }, body, isBase64Encoded }, context),
          returned: await retrieve({ Details: { Parameters: { contactId } } }, context),
        }));
        expect(value.stored.statusCode).toBe(200);
        expect(value.returned).toEqual({ statusCode: "200", body: text });
      },
    ),
  );
});

test.each([
  ["no parameters at all", { body: "{}" }],
  ["null parameters", { queryStringParameters: null, body: "{}" }],
  [
    "a template that Kore did not fill",
    { queryStringParameters: { contactId: "{{context.session.ContactId}}" }, body: "{}" },
  ],
  ["an id with something behind it", { queryStringParameters: { contactId: `${contactId}\n` }, body: "{}" }],
])("a contact ID that isn't a UUID is refused: %s", async (_, event) => {
  const { statusCode, json, entries } = await post(event);
  expect(statusCode).toBe(400);
  expect(json.error).toBe("contact-id-invalid");
  expect(entries).toEqual([]);
});

test("a contact ID in capitals is the same contact", async () => {
  const { entries } = await post({
    queryStringParameters: { contactId: contactId.toUpperCase() },
    body: "{}",
  });
  expect(entries[0]?.contactId).toBe(contactId);
});

test.each([
  [null, 400, "body-missing"],
  ["", 400, "body-missing"],
  ['{"a":', 400, "body-not-json"],
  ["[1]", 400, "body-not-object"],
  ["null", 400, "body-not-object"],
  ['"text"', 400, "body-not-object"],
  ["7", 400, "body-not-object"],
  ['{"a":"\ud800"}', 400, "body-not-text"],
  [`{"a":"${"x".repeat(25 * 1024)}"}`, 413, "body-too-large"],
  [`{"a":"${"é".repeat(13 * 1024)}"}`, 413, "body-too-large"],
])("a body that can't be stored is refused and nothing is written: %.20j", async (body, status, code) => {
  const { statusCode, json, entries, headers } = await post(withBody(body));
  expect({ statusCode, error: json.error, entries }).toEqual({
    statusCode: status,
    error: code,
    entries: [],
  });
  expect(headers["Content-Type"]).toBe("application/json");
});

test("24 KB is accepted and one byte more isn't, in base64 too", async () => {
  const sized = (bytes: number) => `{"a":"${"x".repeat(bytes - 8)}"}`;
  for (const encode of [false, true]) {
    const event = (text: string): StoreEvent => ({
      ...withBody(encode ? Buffer.from(text).toString("base64") : text),
      isBase64Encoded: encode,
    });
    expect((await post(event(sized(largestBodyBytes)))).statusCode).toBe(200);
    expect((await post(event(sized(largestBodyBytes + 1)))).statusCode).toBe(413);
  }
});

test("a body that couldn't be returned to Amazon Connect is refused when it is posted", async () => {
  const { statusCode, json } = await post(withBody(JSON.stringify({ a: '"'.repeat(11 * 1024) })));
  expect([statusCode, json.message]).toEqual([413, expect.stringContaining("32 KB")]);
});

test("base64 that isn't UTF-8 is refused", async () => {
  const event = { ...withBody(Buffer.from([0xff, 0xfe]).toString("base64")), isBase64Encoded: true };
  expect((await post(event)).json.error).toBe("body-not-text");
});

test("a table that doesn't answer is a 500 in JSON, and the log has the kind of failure", async () => {
  const { statusCode, json, lines } = await post(withBody("{}"), new DynamoDbError("AccessDeniedException"));
  expect([statusCode, json.error]).toEqual([500, "not-stored"]);
  expect(lines.at(-1)).toMatchObject({ level: "error", contactId, error: "AccessDeniedException" });
});

test("the log has nothing that the caller sent, whatever the outcome", async () => {
  for (const body of ['{"pin":"4711-secret"}', '{"pin":"4711-secret"', '["4711-secret"]']) {
    const { logged } = await post(withBody(body), new Error("4711-secret"));
    expect(logged).not.toContain("4711");
  }
});

test("one write replaces the item, counts the revision, and sets the time to live; a session ID that an index refuses is left out", async () => {
  const calls: Record<string, unknown>[] = [];
  const call = async <Output>(_: string, input: Record<string, unknown>): Promise<Output> => {
    calls.push(input);
    return { Attributes: { revision: { N: "3" } } } as Output;
  };
  const settings = { tableName: "acme-koreCcSessions", retentionSeconds: 60 };
  const entry = { contactId, text: "{}", koreSessionId: "st-1", at };
  expect(await writeMetadata(call, settings, entry)).toEqual({
    revision: 3,
    storedAt: at.toISOString(),
    expiresAt: 1772600827,
  });
  await writeMetadata(call, settings, { ...entry, koreSessionId: undefined });
  expect(calls[0]).toMatchObject({ TableName: "acme-koreCcSessions", Key: { contactId: { S: contactId } } });
  expect(calls[0]?.UpdateExpression).toContain("koreSessionId = :session");
  expect(calls[1]?.UpdateExpression).toContain("REMOVE koreSessionId");
  const { entries } = await post(withBody('{"kore-instanceSessionId":""}'));
  expect(entries[0]?.koreSessionId).toBeUndefined();
});

test("a write whose answers are lost counts once, and takes nothing from a post that came in between", async () => {
  const post = fc.record({ text: fc.uuid(), lost: fc.nat(3), between: fc.nat(2) });
  await fc.assert(
    fc.asyncProperty(fc.array(post, { minLength: 1, maxLength: 8 }), async (posts) => {
      const table = { revision: 0, postIds: new Set<string>(), text: "" };
      const queue = [...posts];
      let last = "";
      /** DynamoDB as this one write has it: whole or not at all. */
      const apply = (input: Record<string, unknown>): Item => {
        const values = input.ExpressionAttributeValues as Record<string, { S: string }>;
        const id = values[":postId"]?.S ?? "";
        const isConditional = input.ConditionExpression === "NOT contains(postIds, :postId)";
        if (isConditional && table.postIds.has(id))
          throw new DynamoDbError("ConditionalCheckFailedException");
        table.postIds.add(id);
        table.revision += 1;
        table.text = values[":data"]?.S ?? "";
        return { revision: { N: String(table.revision) } };
      };
      const write = async ({ text, lost, between }: (typeof posts)[number]) => {
        const call = async <Output>(_: string, input: Record<string, unknown>): Promise<Output> => {
          let Attributes = apply(input);
          last = text;
          for (let each = 0; each < lost; each += 1) {
            for (const other of queue.splice(0, between)) await write(other);
            Attributes = apply(input);
          }
          return { Attributes } as Output;
        };
        const entry = { contactId, text, koreSessionId: undefined, at };
        await writeMetadata(call, { tableName: "t", retentionSeconds: 60 }, entry);
      };
      for (let next = queue.shift(); next; next = queue.shift()) await write(next);
      expect(table).toMatchObject({ revision: posts.length, text: last });
    }),
  );
});
