import { expect, test } from "vitest";
import type { Trail } from "@/lib/trail/event";
import { metadataNeverPosted } from "@/lib/trail/findings/metadata-never-posted";
import { voiceProofs } from "@/lib/trail/testing/sample-vendors";
import { provenCables } from "../proven-cables";
import {
  type Answers,
  answerLogs,
  authorizerFunction,
  contactId,
  flowLine,
  healthyCall,
  healthyFlowLog,
  healthyLogs,
  retrieveFunction,
  storeFunction,
} from "../testing/recorded-account";
import {
  flowGroup,
  inVainFlowLog,
  inVainLogs,
  trailOf,
  withContact,
  withLogs,
} from "../testing/recorded-trail";

const problemOf = (trail: Trail, source: string) => {
  const report = trail.sources.find((one) => one.source === source);
  return report?.state === "failed" ? report.problem : undefined;
};

const noMetadata: Answers = { ...healthyCall(), BatchGetItem: () => ({ Responses: {} }) };
test("a caller who reached people without metadata is a finding; the refused token beside it is its likely cause", async () => {
  const denied =
    '{"level":"warn","message":"Post denied","requestId":"33333333-3333-4333-8333-333333333333","decision":"deny","matched":"none"}';
  const noStore = {
    ...inVainLogs,
    [`/aws/lambda/${storeFunction}`]: [],
    [`/aws/lambda/${authorizerFunction}`]: [],
  };
  const plain = await trailOf(withLogs(noMetadata, noStore));
  expect(plain.findings).toMatchObject([{ code: metadataNeverPosted.code, severity: "attention" }]);
  const refused = await trailOf(
    withLogs(noMetadata, {
      ...noStore,
      [`/aws/lambda/${authorizerFunction}`]: [{ at: 18, message: denied }],
    }),
  );
  expect(refused.findings).toMatchObject([{ code: "authorizer-denied", facts: { reason: "token" } }]);
  // Nothing but the time ties it to this call: it stands apart, and is evidence all the same.
  expect(refused.events.filter(({ hop }) => hop === "api")).toEqual([]);
  const ids = new Set([...refused.events, ...refused.uncertain].map((event) => event.id));
  const evidence = refused.findings[0]?.evidence ?? [];
  expect(evidence).not.toEqual([]);
  expect(evidence.filter((id) => !ids.has(id))).toEqual([]);
});

test("metadata that the flow got was posted, also after its item has expired and the functions' logs are gone", async () => {
  const lambdaLogs = [storeFunction, retrieveFunction, authorizerFunction].map(
    (name) => `/aws/lambda/${name}`,
  );
  const withoutLambdas = Object.fromEntries(lambdaLogs.map((group) => [group, []]));
  const late = (groups: Parameters<typeof withLogs>[1]) =>
    trailOf(withLogs(noMetadata, { ...withoutLambdas, ...groups }));
  expect((await late({})).findings).toEqual([]);
  expect((await late({ [flowGroup]: inVainLogs[flowGroup] ?? [] })).findings).toMatchObject([
    { code: metadataNeverPosted.code },
  ]);
});

test("a call that the bot served to its end, without queue or metadata, has no finding", async () => {
  const served = inVainFlowLog.filter((line) => !/"queue"|keep-metadata/.test(line));
  const { DescribeContact, ...rest } = noMetadata;
  const trail = await trailOf({
    ...withLogs(rest, {
      ...inVainLogs,
      [`/aws/lambda/${storeFunction}`]: [],
      "/aws/connect/patchbay-sandbox": served.map((message) => ({ at: 0, message })),
    }),
    DescribeContact: (input) => {
      const answer = DescribeContact?.(input) as { Contact: Record<string, unknown> };
      return { Contact: { ...answer.Contact, QueueInfo: undefined, AgentInfo: undefined } };
    },
  });
  expect(trail.findings).toEqual([]);
});

test.each([
  ["The Lambda Function Returned An Error.", "retrieve-failed", { reason: "unknown" }],
  [
    "Status Code: 403; Error Code: AccessDeniedException",
    "lambda-not-allowed",
    { functions: [retrieveFunction] },
  ],
])("a failed retrieve is a finding: %s", async (Results, code, facts) => {
  const log = healthyFlowLog.map((line) =>
    line.includes("retrieve-metadata")
      ? flowLine(20.5, "retrieve-metadata", "InvokeExternalResource", {
          Parameters: {
            FunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:retrieveMetadata:live",
          },
          Results,
        })
      : line,
  );
  const trail = await trailOf(
    withLogs(healthyCall(), {
      [`/aws/lambda/${retrieveFunction}`]: [],
      "/aws/connect/patchbay-sandbox": log.map((message) => ({ at: 0, message })),
    }),
  );
  expect(trail.findings).toMatchObject([{ code, facts }]);
  expect(provenCables(trail, voiceProofs).find(({ cable }) => cable === "retrieve")?.state).toBe("bad");
});

test("a transfer that failed is a finding, and the cable to the voice agent is broken", async () => {
  const log = healthyFlowLog
    .filter((line) => !line.includes("transfer-to-voice"))
    .concat(
      flowLine(0.4, "transfer-to-voice", "TransferParticipantToThirdParty", {
        Parameters: { ToUser: "+12065551118" },
      }),
      flowLine(1.4, "transfer-to-voice", "TransferParticipantToThirdParty", {
        Results: "false: CallFailed: 403 Forbidden",
      }),
    );
  const trail = await trailOf(
    withLogs(healthyCall(), { "/aws/connect/patchbay-sandbox": log.map((message) => ({ at: 0, message })) }),
  );
  expect(trail.findings).toMatchObject([{ code: "transfer-failed", severity: "bad" }]);
  const cables = provenCables(trail, voiceProofs);
  expect(cables.find(({ state }) => state === "bad")?.cable).toBe("sip");
  expect(cables.find(({ cable }) => cable === "voice")?.state).toBe("not-reached");
});

test("a contact without a flow log is a finding, and a missing group another", async () => {
  const empty = await trailOf(withLogs(healthyCall(), { "/aws/connect/patchbay-sandbox": [] }));
  expect(empty.findings.map(({ code }) => code)).toEqual(["flow-logging-off"]);
  const { "/aws/connect/patchbay-sandbox": _, ...groups } = healthyLogs();
  const missing = await trailOf({ ...healthyCall(), FilterLogEvents: answerLogs(groups) });
  expect(problemOf(missing, "flow-log")?.code).toBe("log-group-missing");
  expect(missing.findings.map(({ code }) => code)).toEqual(["log-group-missing"]);
});

test("a call that an agent made needs no flow, and so no flow log", async () => {
  const unlogged = withLogs(healthyCall(), { "/aws/connect/patchbay-sandbox": [] });
  const trail = await trailOf(withContact(unlogged, { InitiationMethod: "OUTBOUND" }));
  expect(trail.findings).toEqual([]);
});

test("a function that Lambda ended shows in its own words", async () => {
  const id = "22222222-2222-4222-8222-222222222222";
  const trail = await trailOf(
    withLogs(healthyCall(), {
      [`/aws/lambda/${retrieveFunction}`]: [
        {
          at: 20.1,
          message: JSON.stringify({ level: "info", message: "Metadata asked for", contactId, requestId: id }),
        },
        { at: 23.1, message: `2024-03-04T10:00:23.100Z ${id} Task timed out after 3.00 seconds\n` },
      ],
    }),
  );
  expect(trail.findings).toMatchObject([{ code: "retrieve-failed", facts: { reason: "timed-out" } }]);
});
