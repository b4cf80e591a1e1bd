import { expect, test } from "vitest";
import { DynamoDbError, type Item } from "../shared/call-dynamodb";
import { captureLog } from "../testing/capture-log";
import { type RetrieveEvent, retrieveMetadata } from "./retrieve-metadata";

const contactId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
const startMs = Date.parse("2026-03-04T05:06:07Z");
const asked: RetrieveEvent = { Details: { Parameters: { contactId } } };

/** A clock that moves only when the function waits, and 20 ms with each read. */
async function retrieve(look: (elapsedMs: number, contactId: string) => Item | undefined, event = asked) {
  let elapsedMs = 0;
  let looks = 0;
  const handler = retrieveMetadata({
    now: () => startMs + elapsedMs,
    wait: async (milliseconds) => {
      elapsedMs += milliseconds;
    },
    read: async (id) => {
      looks++;
      elapsedMs += 20;
      return look(elapsedMs, id);
    },
  });
  const { value, lines, text } = await captureLog(async () => {
    const answer = await handler(event, { awsRequestId: "request-1" }).catch((error: unknown) => error);
    return answer as { statusCode: string; body: string };
  });
  return { answer: value, elapsedMs, looks, lines, logged: text };
}
const stored = (text: string): Item => ({ kore_session_data: { S: text } });

test("the stored text is returned unchanged, and the log has the duration and never the content", async () => {
  const text = '{ "score": 0.50, "big": 12345678901234567890 }';
  const { answer, looks, lines, logged } = await retrieve(() => stored(text));
  expect(answer).toEqual({ statusCode: "200", body: text });
  expect(looks).toBe(1);
  expect(lines.at(-1)).toMatchObject({
    message: "Metadata returned",
    contactId,
    requestId: "request-1",
    statusCode: 200,
  });
  expect(logged).not.toContain("score");
});

test("metadata that arrives while the call is returning is found", async () => {
  const { answer, looks } = await retrieve((elapsedMs) =>
    elapsedMs > 900 ? stored('{"late":true}') : undefined,
  );
  expect(answer).toEqual({ statusCode: "200", body: '{"late":true}' });
  expect(looks).toBeGreaterThan(2);
});

test("metadata that never arrives is a 404 with an empty object, within 2 seconds", async () => {
  const { answer, elapsedMs, looks } = await retrieve(() => undefined);
  expect(answer).toEqual({ statusCode: "404", body: "{}" });
  expect(elapsedMs).toBeGreaterThan(1500);
  expect(elapsedMs).toBeLessThanOrEqual(2000);
  expect(looks).toBeLessThan(10);
});

test("expired metadata that DynamoDB has not deleted yet is absent", async () => {
  const expiring = (seconds: number): Item => ({
    ...stored("{}"),
    expiresAt: { N: String(startMs / 1000 + seconds) },
  });
  const { answer, lines } = await retrieve(() => expiring(0));
  expect(answer).toEqual({ statusCode: "404", body: "{}" });
  expect(lines.at(-1)?.message).toBe("Metadata expired");
  expect((await retrieve(() => expiring(60))).answer.statusCode).toBe("200");
});

test("the published sample's map is converted to JSON with every digit", async () => {
  const { answer } = await retrieve(() => ({
    kore_session_data: {
      M: {
        text: { S: 'Hello "Kore"' },
        score: { N: "0.5" },
        big: { N: "12345678901234567890123456789012345678" },
        list: { L: [{ BOOL: false }, { NULL: true }, { M: {} }] },
        set: { NS: ["1", "2"] },
      },
    },
  }));
  expect(answer).toEqual({
    statusCode: "200",
    body: '{"text":"Hello \\"Kore\\"","score":0.5,"big":12345678901234567890123456789012345678,"list":[false,null,{}],"set":[1,2]}',
  });
});

test("metadata that doesn't fit into Connect's 32 KB is neither truncated nor sent", async () => {
  const { answer } = await retrieve(() => stored(`{"a":"${"x".repeat(33 * 1024)}"}`));
  expect(answer).toEqual({ statusCode: "413", body: "{}" });
  const escaped = await retrieve(() => stored(JSON.stringify({ a: '"'.repeat(9 * 1024) })));
  expect(escaped.answer).toEqual({ statusCode: "413", body: "{}" });
});

test.each([[stored("no json")], [stored("[1]")], [{ kore_session_data: { N: "1" } }], [{}]])(
  "an item without a JSON object isn't treated as an absent one: %j",
  async (item) => {
    expect((await retrieve(() => item as Item)).answer).toEqual({ statusCode: "422", body: "{}" });
  },
);

test.each<[string, RetrieveEvent, string]>([
  [
    "its own contact, when the flow gives no parameters",
    { Details: { ContactData: { ContactId: contactId } } },
    "200",
  ],
  [
    "its own contact, when the parameter was never filled",
    { Details: { Parameters: { contactId: "" }, ContactData: { ContactId: contactId.toUpperCase() } } },
    "200",
  ],
  ["nothing, without any id", { Details: { Parameters: null, ContactData: null } }, "400"],
  ["nothing, for an empty event", {}, "400"],
])("it looks for %s", async (_, event, statusCode) => {
  const { answer, looks } = await retrieve(
    (_elapsed, id) => (id === contactId ? stored("{}") : undefined),
    event,
  );
  expect(answer).toEqual({ statusCode, body: "{}" });
  expect(looks).toBe(statusCode === "200" ? 1 : 0);
});

test("a table that doesn't answer fails the block, so that the flow takes its error branch", async () => {
  const { answer, lines } = await retrieve(() => {
    throw new DynamoDbError("AccessDeniedException");
  });
  expect(answer).toBeInstanceOf(Error);
  expect(lines.at(-1)).toMatchObject({ level: "error", contactId, error: "AccessDeniedException" });
});
