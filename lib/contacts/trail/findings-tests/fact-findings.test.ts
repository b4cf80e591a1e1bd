import { expect, test } from "vitest";
import type { BypassFact, ComparedFlow, TrailFacts } from "@/lib/trail/event";
import { metadataNeverPosted } from "@/lib/trail/findings/metadata-never-posted";
import {
  type Answers,
  answerLogs,
  authorizerFunction,
  healthyCall,
  healthyFlowLog,
  healthyLogs,
  storeFunction,
} from "../testing/recorded-account";
import {
  alone,
  flowGroup,
  inVainLogs,
  sipLines,
  trailOf,
  withContact,
  withFlowLog,
  withLogs,
} from "../testing/recorded-trail";

const integration = { name: "Acme voice", href: "/t/integrations/1" };
const flowArn = "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/f";
const flow = (changedPaths: string[]): ComparedFlow => ({
  ...{ flowArn, flowName: "Transfer", integration, changedPaths },
});
const bypass: BypassFact = {
  ...{ integration, since: "2024-03-04T08:15:00.000Z", by: "Ada", flowArns: [flowArn] },
  numbers: ["+12065550100"],
};
const findingsOf = async (answers: Answers, facts: TrailFacts) =>
  (await trailOf(answers, { readFacts: async () => facts })).findings;
const noMetadata: Answers = { ...healthyCall(), BatchGetItem: () => ({ Responses: {} }) };
/** Nothing was posted, so the flow asked in vain. */
const noPost = {
  ...inVainLogs,
  [`/aws/lambda/${storeFunction}`]: [],
  [`/aws/lambda/${authorizerFunction}`]: [],
};

/** Straight to the queue. */
const pastAgent = withFlowLog(
  noMetadata,
  healthyFlowLog.filter((line) => /logging|"queue"/.test(line)),
  noPost,
);

test("a call past the voice agent is explained by the bypass, and leads to where it is turned off", async () => {
  expect(await findingsOf(pastAgent, { bypassOn: [bypass] })).toMatchObject([
    {
      code: "bypass-on",
      severity: "attention",
      facts: { by: "Ada", integration: "Acme voice", since: bypass.since },
      link: { label: "Integrations › Acme voice", href: "/t/integrations/1" },
    },
  ]);
});

test("without a flow log the called number tells whether the bypass had the call", async () => {
  const unlogged = withLogs(noMetadata, { ...noPost, [flowGroup]: [] });
  const codes = async (numbers: string[]) =>
    (await findingsOf(unlogged, { bypassOn: [{ ...bypass, numbers }] })).map(({ code }) => code);
  expect(await codes(bypass.numbers)).toContain("bypass-on");
  expect(await codes(["+12065550999"])).not.toContain("bypass-on");
});

test("a call that was with the voice agent is not told of the bypass", async () => {
  expect(await findingsOf(healthyCall(), { bypassOn: [bypass] })).toEqual([]);
});

test("a flow that was changed is told with its block as evidence; one that was not, or took no part, is not", async () => {
  const changed = await findingsOf(healthyCall(), { comparedFlows: [flow(["welcome.Parameters.Text"])] });
  expect(changed).toMatchObject([
    {
      code: "flow-changed",
      evidence: [expect.stringContaining("welcome")],
      link: { href: integration.href },
    },
  ]);
  const others = [flow([]), { ...flow(["welcome.Parameters.Text"]), flowArn: `${flowArn}2` }];
  expect(await findingsOf(healthyCall(), { comparedFlows: others })).toEqual([]);
});

test("a dead end that comes of the change is told once, with the change", async () => {
  const ended = withContact(noMetadata, alone("CONTACT_FLOW_DISCONNECT"));
  const log = healthyFlowLog.filter((line) => /logging|welcome/.test(line));
  const found = await findingsOf(withFlowLog(ended, log, noPost), {
    comparedFlows: [flow(["welcome.Transitions.next"])],
  });
  expect(found).toMatchObject([{ code: "flow-dead-end", facts: { isChanged: true } }]);
});

test.each([
  ["flow", [flow(["logging.Parameters.FlowLoggingBehavior"])]],
  ["instance", [flow([])]],
  ["instance", [flow([]), flow([])]],
  ["unknown", [flow([]), { ...flow([]), integration: { ...integration, name: "Another" } }]],
])("a log that was not written: the cause is %s", async (reason, comparedFlows) => {
  const found = await findingsOf(withLogs(healthyCall(), { [flowGroup]: [] }), { comparedFlows });
  expect(found).toMatchObject([{ code: "flow-logging-off", facts: { reason } }]);
});

const connectors = [{ id: "vc1", name: "voice" }];
const sipGroup = "/aws/ChimeVoiceConnectorSipMessages/vc1";
const answered = (more: string[] = []) => sipLines(["200 OK\r\nx-voice-session: st-42", ...more]);

test("what was posted under an id of another call is found by its session", async () => {
  const strayId = "99999999-9999-4999-8999-999999999999";
  const asked: unknown[] = [];
  const answers: Answers = {
    ...withLogs(noMetadata, { ...noPost, [sipGroup]: answered() }),
    Query: ({ ExpressionAttributeValues }) => {
      asked.push(ExpressionAttributeValues);
      return {
        Items: [
          { contactId: { S: strayId }, storedAt: { S: "2024-03-04T10:00:18.000Z" }, revision: { N: "1" } },
        ],
      };
    },
  };
  const { findings } = await trailOf(answers, { connectors });
  expect(asked).toContainEqual({ ":session": { S: "st-42" } });
  expect(findings).toMatchObject([
    {
      code: "metadata-elsewhere",
      facts: { reason: "no-id-of-call", storedUnder: strayId },
    },
  ]);
  // The index may not be asked everywhere: then it is only not known.
  const { Query: _, ...without } = answers;
  expect((await trailOf(without, { connectors })).findings).toMatchObject([
    { code: metadataNeverPosted.code },
  ]);
});

test("a caller whom the bot has served, and who then waits in the queue, has no metadata and is healthy", async () => {
  const bye = (reason: string) => ({
    at: 12,
    message: JSON.stringify({
      call_id: "one",
      sip_message: [
        "BYE sip:us@3.80.16.21 SIP/2.0",
        "From: <sip:+12065551118@3.224.189.218>;tag=them",
        "CSeq: 1 BYE",
        `x-voice-reason: ${reason}`,
        "",
        "",
      ].join("\r\n"),
    }),
  });
  const trail = (reason: string) =>
    trailOf(withLogs(noMetadata, { ...noPost, [sipGroup]: [...answered(), bye(reason)] }), {
      connectors,
    });
  expect((await trail("HangUp")).findings).toEqual([]);
  expect((await trail("HandedOff")).findings).toMatchObject([{ code: metadataNeverPosted.code }]);
});

test("a post that was refused before the call was with the voice agent is another call's", async () => {
  const refused = (at: number) => ({
    [`/aws/lambda/${authorizerFunction}`]: [
      {
        at,
        message: JSON.stringify({
          ...{ level: "warn", message: "Post denied", decision: "deny" },
          requestId: "33333333-3333-4333-8333-333333333333",
        }),
      },
    ],
  });
  const codesAt = async (at: number) =>
    (await trailOf(withLogs(noMetadata, { ...noPost, ...refused(at) }))).findings.map(({ code }) => code);
  expect(await codesAt(10)).toEqual(["authorizer-denied"]);
  expect(await codesAt(-60)).toEqual([metadataNeverPosted.code]);
  expect(await codesAt(50)).toEqual([metadataNeverPosted.code]);
});

test.each([
  [403, "token"],
  [429, "too-many-requests"],
  [500, "failed"],
])("what the API answered says why a post was throttled or failed: %i", async (status, reason) => {
  const log = "/aws/apigateway/voice";
  const line = { requestId: "a", requestTimeEpoch: String(Date.UTC(2024, 2, 4, 10, 0, 10)), status };
  const answers = withLogs(noMetadata, { ...noPost, [log]: [{ at: 10, message: JSON.stringify(line) }] });
  const { findings } = await trailOf(
    {
      ...answers,
      // Without a post of its own the pattern asks for what failed.
      FilterLogEvents: (input) =>
        input.logGroupName === log
          ? answerLogs({ [log]: [{ at: 10, message: JSON.stringify(line) }] })?.({
              ...input,
              filterPattern: "",
            })
          : answers.FilterLogEvents?.(input),
    },
    { apis: [{ id: "a1", name: "voice", logGroup: log }] },
  );
  expect(findings).toMatchObject([{ code: "authorizer-denied", facts: { reason } }]);
});

test("a call to a number that no integration has may go without a flow log, unless it came to one all the same", async () => {
  const unlogged = withLogs(noMetadata, { ...noPost, [flowGroup]: [] });
  const codes = async (answers: Answers, mayBeOurs: boolean) =>
    (await findingsOf(answers, { mayBeOurs })).map(({ code }) => code);
  const elsewhere = withLogs(noMetadata, {
    ...Object.fromEntries(Object.keys(healthyLogs()).map((group) => [group, []])),
  });
  expect(await codes(elsewhere, false)).toEqual([]);
  expect(await codes(elsewhere, true)).toContain("flow-logging-off");
  expect(await codes(unlogged, false)).toContain("flow-logging-off");
});
