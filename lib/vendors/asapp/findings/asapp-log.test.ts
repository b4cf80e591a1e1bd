import { expect, test } from "vitest";
import {
  type Answers,
  contactId,
  healthyCall,
  healthyFlowLog,
} from "@/lib/contacts/trail/testing/recorded-account";
import { trailOf, withFlowLog } from "@/lib/contacts/trail/testing/recorded-trail";
import type { TrailContext } from "@/lib/trail/trail-source";
import { asapp } from "../vendor";

const asappLog = (rest: Record<string, unknown>): [Answers, Partial<TrailContext>] => [
  withFlowLog(healthyCall(), healthyFlowLog, {
    "/aws/lambda/call-transfer": [
      {
        at: 5,
        message: JSON.stringify({
          contactId,
          requestId: "55555555-5555-4555-8555-555555555555",
          ...rest,
        }),
      },
    ],
  }),
  { functions: ["call-transfer"], vendors: [asapp] },
];

test.each([
  ["asapp-number-expired", undefined, { level: "error", message: "Call transfer failed", reason: "expired" }],
  [
    "asapp-no-context",
    { reason: "ended-early" },
    { level: "warn", message: "Call context not returned", reason: "no-context" },
  ],
  [
    "asapp-failed",
    { reason: "refused", status: 422 },
    { level: "error", message: "Call transfer failed", reason: "refused", statusCode: 422 },
  ],
  [
    "asapp-failed",
    { reason: "no-good-answer", status: 503 },
    { level: "error", message: "Call transfer failed", reason: "unavailable", statusCode: 503 },
  ],
  [
    "asapp-failed",
    { reason: "daily-limit", status: 429, asappRequestId: "r-42" },
    {
      level: "error",
      message: "Call transfer failed",
      reason: "rate-limited",
      statusCode: 429,
      attempts: 3,
      asappRequestId: "r-42",
    },
  ],
  [
    "asapp-failed",
    { reason: "rate-limited", status: 429 },
    { level: "error", message: "Call transfer failed", reason: "rate-limited", statusCode: 429, attempts: 1 },
  ],
  [
    "response-too-large",
    { reason: "said" },
    { level: "warn", message: "Call context not returned", reason: "too-large" },
  ],
])("what ASAPP's functions log is one finding: %s %s", async (code, facts, rest) => {
  const trail = await trailOf(...asappLog(rest));
  expect(trail.findings).toMatchObject([{ code, ...(facts && { facts }) }]);
});
