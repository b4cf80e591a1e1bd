import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ContactEvent } from "../shared/asapp/contact-event";
import { type FakeAsapp, type Said, skippingClock, startFakeAsapp } from "../shared/asapp/testing/fake-asapp";
import { transferIdOf } from "../shared/asapp/transfer-id";
import { captureLog } from "../testing/capture-log";
import { getCallContext } from "./get-call-context";

const contactId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
const transferId = "11111111-1111-5111-8111-111111111111";

let asapp: FakeAsapp;
beforeEach(async () => {
  asapp = await startFakeAsapp();
});
afterEach(() => asapp.stop());

const outputContext = {
  transferType: "AGENT",
  currentTaskName: "Billing",
  referenceVariables: { caseId: "7" },
  transferVariables: { mood: "calm" },
};
const told = (more: Record<string, unknown> = {}): Said => ({
  status: 200,
  body: {
    id: transferId,
    externalConversationId: contactId,
    status: "COMPLETED",
    type: "PHONE_NUMBER",
    phoneNumber: { transferNumber: "+18885550123", country: "US" },
    inputContext: { taskName: "Billing", inputVariables: { customerId: "42" } },
    createdAt: "2026-03-04T05:06:07Z",
    callReceivedAt: "2026-03-04T05:06:09Z",
    completedAt: "2026-03-04T05:07:07Z",
    outputContext,
    ...more,
  },
});
const eventWith = (Parameters?: Record<string, unknown>): ContactEvent => ({
  Details: {
    ContactData: { ContactId: contactId },
    ...(Parameters === undefined ? {} : { Parameters }),
  },
});

async function get(event = eventWith({ transferId }), remainingMs = 8000) {
  const clock = skippingClock();
  const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => remainingMs };
  const startedAt = clock.now();
  const { value, lines, text } = await captureLog(() => getCallContext(clock)(event, context));
  return { answer: value, lines, logged: text, tookMs: clock.now() - startedAt };
}

test("the context is returned with ASAPP's data about the transfer, and none of it is logged", async () => {
  asapp.answers.push(told());
  const { answer, lines, logged } = await get();
  expect(asapp.heard[0]).toMatchObject({
    method: "GET",
    path: `/generativeagent/v1/call-transfers/${transferId}`,
    headers: { "asapp-api-id": "id-1", "asapp-api-secret": "hush-hush" },
  });
  expect(answer).toEqual({
    result: "ok",
    error: "",
    reason: "",
    transferId,
    status: "COMPLETED",
    outputContext,
    ID: transferId,
    externalConversationId: contactId,
    type: "PHONE_NUMBER",
    createdAt: "2026-03-04T05:06:07Z",
    callReceivedAt: "2026-03-04T05:06:09Z",
    completedAt: "2026-03-04T05:07:07Z",
    inputContext: { taskName: "Billing", inputVariables: { customerId: "42" } },
    phoneNumber: { transferNumber: "+18885550123", country: "US", expiresAt: "" },
  });
  expect(lines.at(-1)).toMatchObject({ message: "Call context returned", contactId, status: "COMPLETED" });
  for (const word of ["Billing", "caseId", "calm", "hush-hush", "+1888"]) expect(logged).not.toContain(word);
});

test("it waits until the status is COMPLETED, in upper or lower case", async () => {
  const ongoing = told({ status: "ongoing", outputContext: undefined });
  asapp.answers.push(
    told({ status: "active", outputContext: null }),
    ongoing,
    ongoing,
    told({ status: "completed" }),
  );
  const { answer } = await get();
  expect(answer).toMatchObject({ result: "ok", status: "COMPLETED", outputContext });
  expect(asapp.heard).toHaveLength(4);
});

test.each([
  [{ status: "ONGOING", outputContext: undefined }, "not-completed", "ONGOING"],
  [{ status: "Active", outputContext: undefined }, "not-completed", "ACTIVE"],
  [{ status: "expired", outputContext: undefined }, "expired", "EXPIRED"],
  [{ outputContext: undefined }, "no-context", "COMPLETED"],
  [{ outputContext: "none" }, "no-context", "COMPLETED"],
])("a transfer %j gives %s within the time limit", async (more, reason, status) => {
  asapp.answers.push(told(more));
  const { answer, tookMs } = await get();
  expect(answer).toEqual({
    result: "error",
    reason,
    status,
    transferId,
    error: expect.any(String),
    outputContext: {},
  });
  expect(tookMs).toBeLessThan(8000);
  if (reason === "not-completed") expect(tookMs).toBeGreaterThan(5000);
});

test("an existing context is used even when the status is late", async () => {
  asapp.answers.push(told({ status: "ONGOING" }));
  expect((await get()).answer).toMatchObject({ result: "ok", status: "ONGOING", outputContext });
});

test("the transfer type is the same in any spelling", async () => {
  asapp.answers.push(told({ outputContext: { ...outputContext, transferType: "system" } }));
  expect((await get()).answer.outputContext.transferType).toBe("SYSTEM");
});

test("the task's name is text, as the flow compares it with text", async () => {
  asapp.answers.push(told({ outputContext: { ...outputContext, currentTaskName: 4711 } }));
  expect((await get()).answer.outputContext.currentTaskName).toBe("4711");
});

test.each([
  undefined,
  {},
  { transferId: "" },
  { transferId: "$.Attributes.transferId" },
  { transferId: "../x" },
])("without a transfer's ID it reads the contact's first: %j", async (parameters) => {
  asapp.answers.push(told());
  expect((await get(eventWith(parameters))).answer.result).toBe("ok");
  expect(asapp.heard[0]?.path.split("/").at(-1)).toBe(transferIdOf(contactId, ""));
});

test("the flow can pass the contact, as in the vendor's guide", async () => {
  asapp.answers.push(told());
  const other = "99999999-9999-4999-8999-999999999999";
  await get({ Details: { Parameters: { contactId: other } } });
  expect(asapp.heard[0]?.path.split("/").at(-1)).toBe(transferIdOf(other, ""));
  expect((await get({ Details: null })).answer).toMatchObject({
    result: "error",
    reason: "contact-id-invalid",
  });
});

test.each<[Said, string, number]>([
  [{ status: 401 }, "unauthorized", 1],
  [{ status: 403 }, "forbidden", 1],
  [{ status: 404 }, "not-found", 1],
  [{ status: 429 }, "rate-limited", 4],
  [{ status: 503 }, "unavailable", 4],
  ["<html>", "malformed", 1],
  ["hang-up", "unreachable", 1],
])("a failing ASAPP is data for the flow: %j is %s after %i requests", async (said, reason, requests) => {
  asapp.answers.push(said);
  const { answer, lines } = await get();
  expect(answer).toMatchObject({ result: "error", reason, transferId, outputContext: {} });
  expect(asapp.heard).toHaveLength(requests);
  expect(lines.at(-1)).toMatchObject({ contactId, reason });
});

test("waiting for ASAPP ends in time, and its earlier answers are used", async () => {
  asapp.answers.push(told({ status: "ONGOING", outputContext: undefined }), "silence");
  const { answer, tookMs } = await get(eventWith({ transferId }), 1200);
  expect(answer).toMatchObject({ result: "error", reason: "not-completed", status: "ONGOING" });
  expect(tookMs).toBeLessThan(1200);
});

test("a host that resolves to a private address is refused, and nothing is sent", async () => {
  vi.stubEnv("ASAPP_ALLOWED_HOSTS", "");
  expect((await get()).answer).toMatchObject({ result: "error", reason: "host-not-allowed" });
  expect(asapp.heard).toEqual([]);
});

test("an answer that is too large for Connect leaves out parts and names them", async () => {
  const large = { text: "ä".repeat(10_000) };
  asapp.answers.push(
    told({
      inputContext: { inputVariables: large },
      outputContext: { ...outputContext, referenceVariables: large, transferVariables: { mood: "calm" } },
    }),
  );
  const first = (await get()).answer;
  expect(first).toMatchObject({ result: "ok", leftOut: "inputContext", ID: transferId });
  expect(first.outputContext.referenceVariables).toEqual(large);
  asapp.answers.splice(
    0,
    1,
    told({ outputContext: { ...outputContext, transferVariables: { a: "x".repeat(40_000) } } }),
  );
  expect((await get()).answer).toMatchObject({
    result: "ok",
    leftOut: "inputContext,others,transferVariables",
    outputContext: { ...outputContext, transferVariables: {} },
  });
});

test("whatever ASAPP answers, the flow gets its fields under 32 KB", async () => {
  const context = fc.oneof(
    fc.object(),
    fc.record(
      {
        transferType: fc.oneof(fc.string(), fc.integer(), fc.constant("x".repeat(40_000))),
        referenceVariables: fc.dictionary(fc.string(), fc.string({ size: "large", maxLength: 20_000 })),
        transferVariables: fc.oneof(fc.string(), fc.array(fc.string({ size: "large" }))),
      },
      { requiredKeys: [] },
    ),
  );
  const status = fc.constantFrom("COMPLETED", "Completed", "EXPIRED");
  await fc.assert(
    fc.asyncProperty(status, context, fc.object(), async (is, output, input) => {
      asapp.answers.splice(0, 1, told({ status: is, outputContext: output, inputContext: input }));
      const { answer } = await get();
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(32 * 1024);
      expect(answer.outputContext).toBeTypeOf("object");
      for (const name of ["result", "error", "reason", "transferId", "status"] as const)
        expect(answer[name]).toBeTypeOf("string");
    }),
    { numRuns: 60 },
  );
});
