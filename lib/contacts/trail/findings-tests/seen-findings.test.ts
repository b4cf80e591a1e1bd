import { expect, test } from "vitest";
import type { ComparedFlow, TrailFacts } from "@/lib/trail/event";
import {
  type Answers,
  awsError,
  healthyCall,
  healthyFlowLog,
  retrieveFunction,
} from "../testing/recorded-account";
import { flowGroup, trailOf, withFlowLog, withLogs } from "../testing/recorded-trail";

const integration = { name: "Acme voice", href: "/t/integrations/1" };
const flow = (changedPaths: string[], changedSince?: string): ComparedFlow => ({
  ...{ flowArn: "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/f", flowName: "Transfer" },
  ...{ integration, changedPaths, ...(changedSince && { changedSince: { at: changedSince } }) },
});
const seenAt = "2024-03-04T10:05:00.000Z";
const seen = (missingLogs: string[], isSettled = true): TrailFacts => ({
  seen: { at: seenAt, missingLogs, isSettled },
});
const findingsOf = async (answers: Answers, facts: TrailFacts) =>
  (await trailOf(answers, { readFacts: async () => facts })).findings;

const retrieveGroup = `/aws/lambda/${retrieveFunction}`;
const without = (gone: string): Answers => {
  const answers = healthyCall();
  return {
    ...answers,
    FilterLogEvents: (input) => {
      if (input.logGroupName === gone) throw awsError("ResourceNotFoundException");
      return answers.FilterLogEvents?.(input);
    },
  };
};
const emptied = (group: string) => withLogs(healthyCall(), { [group]: [] });

test("a log group that was missing for the call stays its finding after it was made again, which is said", async () => {
  for (const [group, source] of [
    [flowGroup, "flow-log"],
    [retrieveGroup, `lambda-log:${retrieveFunction}`],
  ] as const) {
    expect(await findingsOf(without(group), {})).toMatchObject([{ code: "log-group-missing" }]);
    expect(await findingsOf(emptied(group), seen([source]))).toMatchObject([
      {
        code: "log-group-missing",
        facts: { sources: [source] },
        since: { seenAt, code: "log-group-made" },
      },
    ]);
  }
});

test("a log group that somebody deleted after the call was looked at is no fault of the call", async () => {
  expect(await findingsOf(without(retrieveGroup), seen([]))).toEqual([]);
  // While late lines may still come, what is missing now counts.
  expect(await findingsOf(without(retrieveGroup), seen([], false))).toMatchObject([
    { code: "log-group-missing" },
  ]);
});

test("a flow that was changed for the call stays its finding after it was published again, which is said", async () => {
  const changed = flow(["welcome.Parameters.Text"], "2024-03-04T11:00:00.000Z");
  expect(await findingsOf(healthyCall(), { ...seen([]), comparedFlows: [changed] })).toMatchObject([
    {
      code: "flow-changed",
      facts: { flowName: "Transfer" },
      since: { seenAt, code: "flow-published" },
    },
  ]);
});

test("logging that was off in the flow stays the cause after the flow was mended", async () => {
  const changed = flow(["logging.Parameters.FlowLoggingBehavior"], "2024-03-04T11:00:00.000Z");
  expect(await findingsOf(emptied(flowGroup), { ...seen([]), comparedFlows: [changed] })).toMatchObject([
    {
      code: "flow-logging-off",
      facts: { reason: "flow", flowName: "Transfer" },
      since: { seenAt },
    },
  ]);
});

test("a finding says nothing of today while today is as it was, and links to no page that is gone", async () => {
  const removed = { ...flow(["welcome.Parameters.Text"]), integration: { name: "Acme voice" } };
  const [found] = await findingsOf(withFlowLog(healthyCall(), healthyFlowLog), {
    ...seen([]),
    comparedFlows: [removed],
  });
  expect(found).toMatchObject({ code: "flow-changed" });
  expect(found).not.toHaveProperty("since");
  expect(found).not.toHaveProperty("link");
});
