import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ContactEvent } from "../shared/asapp/contact-event";
import {
  type FakeAsapp,
  type Heard,
  type Said,
  skippingClock,
  startFakeAsapp,
} from "../shared/asapp/testing/fake-asapp";
import { captureLog } from "../testing/capture-log";
import { type CallTransferResponse, createTransfer } from "./create-transfer";

const contactId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
const caller = "+12065550199";
const transfersPath = "/generativeagent/v1/call-transfers";

let asapp: FakeAsapp;
beforeEach(async () => {
  asapp = await startFakeAsapp();
});
afterEach(() => asapp.stop());

const created = (more: Record<string, unknown> = {}): Said => ({
  status: 200,
  body: {
    status: "active",
    type: "PHONE_NUMBER",
    phoneNumber: { transferNumber: "+18885550123", country: "US", expireAt: "2099-01-01T00:00:00Z" },
    ...more,
  },
});
const eventWith = (Parameters?: Record<string, unknown>): ContactEvent => ({
  Details: {
    ContactData: { ContactId: contactId, CustomerEndpoint: { Address: caller } },
    ...(Parameters === undefined ? {} : { Parameters }),
  },
});

async function transfer(event: ContactEvent = eventWith(), remainingMs = 8000) {
  const clock = skippingClock();
  const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => remainingMs };
  const startedAt = clock.now();
  const { value, lines, text } = await captureLog(() => createTransfer(clock)(event, context));
  return { answer: value, lines, logged: text, pauses: clock.pauses, tookMs: clock.now() - startedAt };
}
const variablesOf = (heard: Heard | undefined) =>
  (heard?.body?.inputContext as { inputVariables?: Record<string, unknown> } | undefined)?.inputVariables;

test("a number is requested for the contact, and returned as text values only", async () => {
  asapp.answers.push(created());
  const { answer, lines } = await transfer(
    eventWith({ taskName: "Billing", customerId: "42", orderId: "7" }),
  );
  const [heard] = asapp.heard;
  expect(heard).toMatchObject({ method: "POST", path: transfersPath });
  expect(heard?.headers).toMatchObject({
    "asapp-api-id": "id-1",
    "asapp-api-secret": "hush-hush",
    "content-type": "application/json",
  });
  expect(heard?.body).toEqual({
    id: answer.transferId,
    externalConversationId: contactId,
    type: "PHONE_NUMBER",
    phoneNumber: { country: "US" },
    inputContext: { taskName: "Billing", inputVariables: { customerId: "42", orderId: "7" } },
  });
  expect(answer).toEqual({
    result: "ok",
    error: "",
    reason: "",
    transferNumber: "+18885550123",
    transferId: expect.stringMatching(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ),
    status: "ACTIVE",
    country: "US",
    expiresAt: "2099-01-01T00:00:00Z",
  });
  expect(lines.at(-1)).toMatchObject({ message: "Call transfer created", contactId, status: "ACTIVE" });
});

test("a repeated invocation requests the same transfer, and another attempt a new one", async () => {
  asapp.answers.push(created());
  const first = await transfer();
  const again = await transfer(eventWith({ previousTransferId: "" }));
  const next = await transfer(eventWith({ previousTransferId: first.answer.transferId }));
  const third = await transfer(eventWith({ transferId: next.answer.transferId }));
  expect(again.answer.transferId).toBe(first.answer.transferId);
  expect(new Set([first, next, third].map(({ answer }) => answer.transferId)).size).toBe(3);
  expect(asapp.heard.every(({ body }) => body?.externalConversationId === contactId)).toBe(true);
  expect(asapp.heard.map(({ body }) => Object.keys(variablesOf({ body } as Heard) ?? {}))).toEqual(
    Array.from({ length: 4 }, () => ["customerId"]),
  );
});

test("the caller's number is the customer ID where the flow sets none, even without parameters", async () => {
  asapp.answers.push(created());
  for (const event of [
    eventWith(),
    eventWith({ customerId: "" }),
    eventWith({ customerId: "$.Attributes.id" }),
  ])
    await transfer(event);
  expect(asapp.heard.map((heard) => variablesOf(heard)?.customerId)).toEqual([caller, caller, caller]);
  await transfer({ Details: { ContactData: { ContactId: contactId }, Parameters: null } });
  expect(variablesOf(asapp.heard.at(-1))).toEqual({});
  expect(asapp.heard.at(-1)?.body?.inputContext).toEqual({ inputVariables: {} });
});

test("a parameter that the flow had nothing for is no variable of ASAPP's", async () => {
  asapp.answers.push(created());
  await transfer(eventWith({ orderId: "7", name: "", reason: " ", segment: "$.Attributes.segment" }));
  expect(variablesOf(asapp.heard[0])).toEqual({ orderId: "7", customerId: caller });
});

test("the country is the function's setting, or the block's own", async () => {
  asapp.answers.push(created());
  vi.stubEnv("ASAPP_COUNTRY", "gb");
  await transfer();
  await transfer(eventWith({ country: "CA" }));
  await transfer(eventWith({ country: "nowhere" }));
  expect(asapp.heard.map(({ body }) => body?.phoneNumber)).toEqual([
    { country: "GB" },
    { country: "CA" },
    { country: "GB" },
  ]);
});

test.each([
  [429, [1000, 2000, 4000]],
  [503, [250, 500, 1000]],
  [500, [250, 500, 1000]],
])(
  "a response %i is retried after ASAPP's pauses %j, and the last one is returned",
  async (status, pauses) => {
    asapp.answers.push({ status });
    const failed = await transfer();
    expect(failed.pauses).toEqual(pauses);
    expect(asapp.heard).toHaveLength(4);
    expect(new Set(asapp.heard.map(({ body }) => body?.id)).size).toBe(1);
    expect(failed.answer).toMatchObject({
      result: "error",
      reason: status === 429 ? "rate-limited" : "unavailable",
      transferNumber: "",
      error: expect.stringContaining(`${status}-01`),
    });
    expect(failed.tookMs).toBeLessThan(8000);
    asapp.heard.length = 0;
    asapp.answers.splice(0, 1, { status }, created());
    expect((await transfer()).answer.result).toBe("ok");
  },
);

test.each([
  [400, "refused"],
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not-found"],
  [413, "refused"],
  [422, "refused"],
  [302, "refused"],
])("a response %i gives %s and is never retried", async (status, reason) => {
  asapp.answers.push({ status });
  const { answer, lines } = await transfer();
  expect(answer).toMatchObject({ result: "error", reason, transferNumber: "" });
  expect(answer.transferId).not.toBe("");
  expect(asapp.heard).toHaveLength(1);
  expect(lines.at(-1)).toMatchObject({ statusCode: status, code: `${status}-01`, asappRequestId: "r-1" });
});

test("a transfer that ASAPP already has is fetched", async () => {
  asapp.answers.push({ status: 409 }, created());
  const { answer } = await transfer();
  expect(asapp.heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
    `POST ${transfersPath}`,
    `GET ${transfersPath}/${answer.transferId}`,
  ]);
  expect(answer).toMatchObject({ result: "ok", transferNumber: "+18885550123" });
});

test.each([
  [{ status: "expired" }, "expired"],
  [{ phoneNumber: { transferNumber: "+18885550123", expiresAt: "2020-01-01T00:00:00Z" } }, "expired"],
  [{ status: "COMPLETED" }, "already-used"],
  [{ phoneNumber: {} }, "malformed"],
  [{ phoneNumber: { transferNumber: "0900 SEX" } }, "malformed"],
])("an unusable stored transfer is an error with the ID for the next attempt: %j", async (more, reason) => {
  asapp.answers.push({ status: 409 }, created(more));
  expect((await transfer()).answer).toMatchObject({
    result: "error",
    reason,
    transferNumber: "",
    transferId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test.each<[Said, string]>([
  ["<html>", "malformed"],
  ["[1]", "malformed"],
  ["", "malformed"],
  [JSON.stringify({ padding: "x".repeat(1100 * 1024) }), "malformed"],
  ["hang-up", "unreachable"],
])("rubbish is data for the flow, not an exception: %#", async (said, reason) => {
  asapp.answers.push(said);
  const { answer } = await transfer();
  expect(answer).toMatchObject({ result: "error", reason });
  expect(asapp.heard).toHaveLength(1);
});

test("a request that ASAPP never answers is aborted in time, by Lambda's or the block's limit", async () => {
  asapp.answers.push("silence");
  const short = await transfer(eventWith(), 900);
  expect(short.answer).toMatchObject({ result: "error", reason: "timeout" });
  expect(short.tookMs).toBeGreaterThan(300);
  expect(short.tookMs).toBeLessThan(900);
  vi.stubEnv("BLOCK_LIMIT_SECONDS", "1");
  const limited = await transfer(eventWith(), 30_000);
  expect(limited.answer.reason).toBe("timeout");
  expect(limited.tookMs).toBeLessThan(1000);
});

test("no pause starts that would exceed the time limit", async () => {
  asapp.answers.push({ status: 429 });
  const { pauses, answer } = await transfer(eventWith(), 4000);
  expect(pauses).toEqual([1000, 2000]);
  expect(answer.reason).toBe("rate-limited");
});

test.each([
  ["ASAPP_API_HOST", "", "not-configured"],
  ["ASAPP_API_SECRET", "", "not-configured"],
  ["ASAPP_API_SECRET", "two\r\nlines", "not-configured"],
  ["ASAPP_API_HOST", "api.asapp.com.evil.example", "host-not-allowed"],
  ["ASAPP_API_HOST", "169.254.169.254", "host-not-allowed"],
  ["ASAPP_ALLOWED_HOSTS", "", "host-not-allowed"],
])("with %s=%j nothing is sent: %s", async (name, value, reason) => {
  vi.stubEnv(name, value);
  expect((await transfer()).answer).toMatchObject({ result: "error", reason });
  expect(asapp.heard).toEqual([]);
});

test("without a contact nothing is requested", async () => {
  for (const event of [{}, { Details: null }, { Details: { ContactData: { ContactId: "x" } } }])
    expect((await transfer(event)).answer).toMatchObject({ result: "error", reason: "contact-id-invalid" });
  expect(asapp.heard).toEqual([]);
});

test("whatever the flow sends and ASAPP answers, the answer is text under 32 KB and the log has only IDs", async () => {
  const value = fc.oneof(fc.string(), fc.constant("4711-pin"), fc.integer(), fc.constant(null), fc.object());
  const parameters = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("taskName", "country")), value);
  const said = fc.oneof(
    fc.json().map((text): Said => text),
    fc.string().map((text): Said => text),
    fc
      .record({
        status: value,
        phoneNumber: fc.oneof(value, fc.record({ transferNumber: value, expiresAt: value })),
      })
      .map((body): Said => ({ status: 200, body: { ...body, padding: "4711-pin" } })),
    fc.constant<Said>(created({ status: "x".repeat(40_000) })),
    fc
      .constantFrom(400, 409, 429, 500)
      .map((status): Said => ({ status, body: { error: { code: "4711-pin ".repeat(9) } } })),
  );
  let posted = 0;
  await fc.assert(
    fc.asyncProperty(parameters, said, async (given, answer) => {
      asapp.answers.splice(0, asapp.answers.length, answer);
      const heardBefore = asapp.heard.length;
      const { answer: response, logged, lines } = await transfer(eventWith(given));
      expect(Object.values(response).every((field) => typeof field === "string")).toBe(true);
      expect(Object.keys(response).sort()).toEqual(fields);
      expect(Buffer.byteLength(JSON.stringify(response))).toBeLessThan(32 * 1024);
      for (const secret of ["hush-hush", "4711-pin", caller, "+1888"]) expect(logged).not.toContain(secret);
      expect(new Set(lines.map((line) => line.contactId))).toEqual(new Set([contactId]));
      const variables = Object.values(variablesOf(asapp.heard[heardBefore]) ?? {});
      posted += variables.length;
      expect(variables.filter((variable) => typeof variable !== "string")).toEqual([]);
    }),
    { numRuns: 60 },
  );
  expect(posted).toBeGreaterThan(0);
});
const fields: (keyof CallTransferResponse)[] = [
  "country",
  "error",
  "expiresAt",
  "reason",
  "result",
  "status",
  "transferId",
  "transferNumber",
];
