import { expect, test } from "vitest";
import { asContactId, type ContactId } from "@/lib/kernel/ids";
import {
  type Answers,
  authorizerFunction,
  contactId,
  flowLine,
  healthyCall,
  healthyFlowLog,
  retrieveFunction,
  storeFunction,
} from "../testing/recorded-account";
import { inVainLogs, trailOf, withFlowLog, withLogs } from "../testing/recorded-trail";

const startMs = Date.UTC(2024, 2, 4, 10, 0, 0);
const functionArn = `arn:aws:lambda:us-east-1:111122223333:function:${retrieveFunction}:live`;
const line = (at: number, requestId: string, rest: Record<string, unknown>) => ({
  at,
  message: JSON.stringify({ level: "info", contactId, requestId, ...rest }),
});
const retrieved = (results: Record<string, unknown>) =>
  healthyFlowLog.map((text) =>
    text.includes('"retrieve-metadata"')
      ? flowLine(20.5, "retrieve-metadata", "InvokeExternalResource", {
          Parameters: { FunctionArn: functionArn, TimeLimit: "8000" },
          ...results,
        })
      : text,
  );
/** The flow asked and got nothing; the table then held this. */
function inVain(
  item: { contactId?: ContactId; storedSeconds: number; expiresSeconds?: number },
  words = "Metadata absent",
): Answers {
  const stored = new Date(startMs + item.storedSeconds * 1000).toISOString();
  return {
    ...withFlowLog(healthyCall(), retrieved({ ExternalResults: { statusCode: "404", body: "{}" } }), {
      [`/aws/lambda/${storeFunction}`]: [],
      [`/aws/lambda/${authorizerFunction}`]: [],
      [`/aws/lambda/${retrieveFunction}`]: [
        line(20.4, "22222222-2222-4222-8222-222222222222", {
          level: "warn",
          message: words,
          statusCode: 404,
        }),
      ],
    }),
    BatchGetItem: () => ({
      Responses: {
        callMetadata: [
          {
            contactId: { S: item.contactId ?? contactId },
            posted_data: { S: "{}" },
            storedAt: { S: stored },
            expiresAt: { N: String(startMs / 1000 + (item.expiresSeconds ?? 9_000)) },
          },
        ],
      },
    }),
  };
}

test.each([
  ["metadata-late", { seconds: 5.5 }, inVain({ storedSeconds: 26 })],
  ["metadata-expired", undefined, inVain({ storedSeconds: 10, expiresSeconds: 15 })],
  ["metadata-expired", undefined, inVain({ storedSeconds: 10 }, "Metadata expired")],
  [
    "metadata-elsewhere",
    { reason: "other-id-of-call" },
    inVain({ contactId: asContactId("99999999-9999-4999-8999-999999999999"), storedSeconds: 10 }),
  ],
])("metadata that the flow asked for in vain is one finding: %s", async (code, facts, answers) => {
  const trail = await trailOf(answers);
  expect(trail.findings).toMatchObject([{ code, ...(facts && { facts }) }]);
  expect(trail.findings[0]?.evidence).not.toEqual([]);
});

test("metadata that expired after the call is healthy", async () => {
  const { BatchGetItem } = inVain({ storedSeconds: 18, expiresSeconds: 60 });
  expect((await trailOf({ ...healthyCall(), ...(BatchGetItem ? { BatchGetItem } : {}) })).findings).toEqual(
    [],
  );
});

test("a refused token is told with when it was last changed, where that is known", async () => {
  const answers: Answers = {
    ...withLogs(healthyCall(), {
      ...inVainLogs,
      [`/aws/lambda/${storeFunction}`]: [],
      [`/aws/lambda/${authorizerFunction}`]: [
        line(18, "33333333-3333-4333-8333-333333333333", { message: "Post denied", decision: "deny" }),
      ].map((one) => ({ ...one, message: one.message.replace(contactId, "") })),
    }),
    BatchGetItem: () => ({ Responses: {} }),
  };
  const trail = await trailOf(answers, {
    readFacts: async () => ({ tokenRotatedAt: "2024-03-03T09:30:00.000Z" }),
  });
  expect(trail.findings).toMatchObject([
    {
      code: "authorizer-denied",
      // Nothing ties the refusal to this call.
      severity: "attention",
      facts: { isCertain: false, reason: "token", wasRotated: true },
      cause: expect.stringContaining("2024-03-03 09:30 UTC"),
    },
  ]);
});

test("an answer that Amazon Connect did not take, and one that was too large to give, are the same finding", async () => {
  const refused = await trailOf(
    withFlowLog(healthyCall(), retrieved({ Results: "The Lambda Function Returned An Error." })),
  );
  const tooLarge = await trailOf(
    withFlowLog(healthyCall(), retrieved({ ExternalResults: { statusCode: "413", body: "{}" } })),
  );
  for (const trail of [refused, tooLarge]) {
    expect(trail.findings).toMatchObject([{ code: "response-too-large", severity: "bad" }]);
  }
});

/** The retrieve block with a limit failed, and its function's report, in milliseconds. */
const timedOut = (
  limitMs: number,
  durationMs: number,
  initMs = 0,
  Results = "The Lambda Function Returned An Error.",
) => {
  const requestId = "88888888-8888-4888-8888-888888888888";
  const start = initMs > 0 ? `Init Duration: ${initMs} ms\t` : "";
  return withFlowLog(
    healthyCall(),
    healthyFlowLog.map((one) =>
      one.includes('"retrieve-metadata"')
        ? flowLine(20.5, "retrieve-metadata", "InvokeExternalResource", {
            Parameters: {
              FunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:retrieveMetadata:live",
              TimeLimit: String(limitMs),
            },
            Results,
          })
        : one,
    ),
    {
      [`/aws/lambda/${retrieveFunction}`]: [
        line(18, requestId, { message: "Metadata returned", statusCode: 200 }),
        {
          at: 20.4,
          message: `REPORT RequestId: ${requestId}\tDuration: ${durationMs} ms\tMemory Size: 256 MB\t${start}\n`,
        },
      ],
    },
  );
};

test.each([
  [
    "just within the limit, the way not counted",
    4_000,
    3_611.4,
    388.2,
    { limitMs: 4_000, tookMs: 4_000, coldStartMs: 388 },
  ],
  [
    "over the limit by its cold start",
    4_000,
    3_000,
    1_400,
    { limitMs: 4_000, tookMs: 4_400, coldStartMs: 1_400 },
  ],
  ["near the limit without a cold start", 8_000, 7_400, 0, { limitMs: 8_000, tookMs: 7_400, coldStartMs: 0 }],
])(
  "a function that took as long as its block waits is told as that: %s",
  async (_, limit, duration, init, facts) => {
    const trail = await trailOf(timedOut(limit, duration, init));
    expect(trail.findings).toMatchObject([{ code: "lambda-time-limit", severity: "bad", facts }]);
    expect(trail.findings[0]?.evidence).toHaveLength(2);
  },
);

test("a block that says itself that it timed out is told by what was measured as well", async () => {
  const trail = await trailOf(timedOut(3_000, 2_980, 0, "Timeout"));
  expect(trail.findings).toMatchObject([{ code: "lambda-time-limit", facts: { limitMs: 3_000 } }]);
});

test("a function that was done long before its block's limit gave an answer that was not taken", async () => {
  const trail = await trailOf(timedOut(8_000, 1_200, 300));
  expect(trail.findings).toMatchObject([
    { code: "response-too-large", facts: { reason: "measured", tookMs: 1_500, limitMs: 8_000 } },
  ]);
});

test("attributes that were not set because they would not have fitted are named", async () => {
  const whole = "x".repeat(20_000);
  const log = healthyFlowLog.concat(
    flowLine(20.6, "keep-more", "SetAttributes", { Parameters: { Key: "summary", Value: whole } }),
  );
  const kept = (Attributes: Record<string, string>) =>
    trailOf({ ...withFlowLog(healthyCall(), log), GetContactAttributes: () => ({ Attributes }) });
  const notes = "y".repeat(32 * 1024 - 5_000 - "notessummary".length);
  const set = { customData: "…", metadataStatus: "found" };
  expect((await kept({ ...set, notes })).findings).toMatchObject([
    { code: "attributes-too-large", facts: { reason: "measured", names: ["summary"] } },
  ]);
  expect((await kept({ ...set, summary: whole })).findings).toEqual([]);
  // Somebody may have removed or changed an attribute since: alone it is no sign.
  expect((await kept({ ...set, notes: "short" })).findings).toEqual([]);
  expect((await kept({ ...set, notes: "short", summary: "another" })).findings).toEqual([]);
});

test("a flow that says that it could not save is believed, also without its log", async () => {
  const trail = await trailOf({
    ...healthyCall(),
    GetContactAttributes: () => ({
      Attributes: { metadataStatus: "not-saved", notes: "y".repeat(31 * 1024) },
    }),
  });
  expect(trail.findings).toMatchObject([
    { code: "attributes-too-large", facts: { reason: "said", usedKb: 32 } },
  ]);
});
