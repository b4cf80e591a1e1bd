import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Problem } from "@/lib/kernel/result";
import type { SourceReport, TrailEvent, TrailFacts } from "@/lib/trail/event";
import { functionAsked } from "@/lib/trail/systems/flow-log/flow-events";
import { functionRan } from "@/lib/trail/systems/lambda-log/lambda-events";
import { bye, invite } from "@/lib/trail/systems/sip/sip-events";
import type { TrailContext } from "@/lib/trail/trail-source";
import { findingKinds } from "@/lib/vendors/findings";
import { listHops } from "@/lib/vendors/hop-table";
import { buildTrail } from "../build-trail";
import {
  type Answers,
  awsError,
  contactId,
  flowLine,
  healthyCall,
  healthyFlowLog,
  storeFunction,
} from "../testing/recorded-account";
import {
  alone,
  inVainLogs,
  sipLines,
  trailOf,
  transferEnd,
  untilTransfer,
  withContact,
  withFlowLog,
  withLogs,
} from "../testing/recorded-trail";

const connectors = [{ id: "vc1", name: "voice" }];
const integration = { name: "Voice", href: "/t/integrations/1" };
const flowArn = "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/f";
/** Calls that went in different ways; what the property makes of them lies between and beside these. */
const calls: Answers[] = [
  healthyCall(),
  withFlowLog(withContact(healthyCall(), alone("CUSTOMER_DISCONNECT")), untilTransfer),
  withFlowLog(withContact(healthyCall(), alone("THIRD_PARTY_DISCONNECT")), [
    ...untilTransfer,
    transferEnd("true"),
  ]),
  withFlowLog(healthyCall(), [...untilTransfer, transferEnd("false: CallFailed: 486 Busy Here")], {
    "/aws/ChimeVoiceConnectorSipMessages/vc1": sipLines(["100 Trying", "486 Busy Here"]),
  }),
  {
    ...withLogs(healthyCall(), { ...inVainLogs, [`/aws/lambda/${storeFunction}`]: [] }),
    BatchGetItem: () => ({ Responses: {} }),
  },
  {
    ...healthyCall(),
    FilterLogEvents: () => {
      throw awsError("AccessDeniedException", "User is not authorized to perform: logs:FilterLogEvents");
    },
  },
];
/** A function that asks for a transcription, and what it says came of it. */
const trigger = "KVSTrigger";
const assisted = (result: string, transcriberStatus = "", streaming: object = {}): Answers => ({
  ...withFlowLog(
    healthyCall(),
    [
      ...healthyFlowLog,
      flowLine(25, "start-streaming", "StartMediaStreaming", { Parameters: {}, ...streaming }),
    ],
    {
      [`/aws/lambda/${trigger}`]: [
        {
          at: 25,
          message: JSON.stringify({
            ...{ level: "error", message: "Asked", requestId: "77777777-7777-4777-8777-777777777777" },
            ...{ code: "agentai.transcription", contactId, result, transcriberStatus },
          }),
        },
      ],
    },
  ),
  GetContactAttributes: () => ({ Attributes: { agentAiStatus: result, customData: "not found" } }),
});
calls.push(
  assisted("Success", "200", { Parameters: { Participants: [{ MediaDirections: ["From"] }] } }),
  assisted("NoStream"),
  assisted("CredentialsRefused"),
  assisted("TranscriberRefused", "503"),
  assisted("TranscriberTimeout"),
  assisted("StreamingFailed", "", { Results: "Error" }),
);
const functions = ["storeMetadata", "retrieveMetadata", "AuthenticateBeforeStoringInDynamoDB", trigger];
const readAgentPage: TrailContext["readAgentPage"] = async () => ({
  events: ["failed", "token-expired"].map((code, index) => ({
    ...{ id: code, code },
    at: new Date(Date.UTC(2024, 2, 4, 10, 0, 26 + index)),
  })),
  logs: [],
});
let recorded: SourceReport[][] = [];

beforeAll(async () => {
  const trails = await Promise.all(
    calls.map((answers) => trailOf(answers, { connectors, functions, readAgentPage })),
  );
  recorded = trails.map(({ sources }) => sources);
});

const problem = fc.constantFrom<Problem>(
  { code: "log-group-missing", sentence: "There is no log group.", wayOut: "" },
  { code: "permission-missing", sentence: "Denied.", wayOut: "", missingAction: "logs:FilterLogEvents" },
  { code: "source-too-slow", sentence: "", wayOut: "" },
);
const facts: fc.Arbitrary<TrailFacts | undefined> = fc.option(
  fc.record(
    {
      tokenRotatedAt: fc.constantFrom("2024-03-03T00:00:00.000Z", ""),
      bypassOn: fc.constant([
        { integration, since: "2024-03-03T00:00:00.000Z", by: "A", flowArns: [flowArn], numbers: [] },
      ]),
      comparedFlows: fc
        .subarray(["welcome", "transfer-to-voice.Parameters", "logging.Type"])
        .map((paths) => [{ flowArn, flowName: "Flow", integration, changedPaths: paths }]),
      setup: fc
        .subarray([
          "approved-origin",
          "instance-media-streams",
          "security-profile-application",
          "workspace-application",
        ])
        .chain((types) =>
          fc
            .constantFrom("absent" as const, "changed" as const)
            .map((state) =>
              types.map((type) => ({ type, name: "$&", integration, state, paths: ["permissions"] })),
            ),
        ),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);
const kinds = findingKinds.map(({ code }) => code);
const severity = fc.constantFrom<TrailEvent["severity"]>("info", "good", "attention", "bad");
const hop = fc.constantFrom<TrailEvent["hop"]>(...listHops().map(({ id }) => id), "voice");
/** What rules look for, and what fits no event. */
const meaning = fc.constantFrom<Pick<TrailEvent, "code" | "facts">>(
  functionRan.of({ functionName: "f", isEnded: true, reason: "expired", statusCode: 422 }),
  functionRan.of({ functionName: "f", isEnded: true, reason: "no-context" }),
  functionRan.of({ functionName: "f", isEnded: true, reason: "too-large" }),
  functionRan.of({ functionName: "f", isEnded: true, isExpired: true, statusCode: 404 }),
  functionRan.of({ functionName: "f", isEnded: true, stopped: "timed-out", failures: ["timed-out"] }),
  functionRan.of({ functionName: "f", isEnded: false }),
  functionAsked.of({ functionName: "", type: "", outcome: "good", statusCode: 413 }),
  functionAsked.of({ functionName: "$&", type: "$&", outcome: "failed", failures: ["invoke-denied"] }),
  { code: "voice.ended", facts: { leftNothing: true } },
  { code: "voice.began", facts: { isHandedOff: false } },
  bye.of({ from: "far", reason: "HangUp", end: "served" }),
  bye.of({ from: "far" }),
  invite.of({}),
  { code: "sip-messages.bye" },
  { code: "another.thing", facts: { failures: "none", leftNothing: "yes", isHandedOff: 1 } },
);
const words = fc.constantFrom("x".repeat(2_000), "", "$&");
/** What a system may also say: other words, other members, another order, later, nothing. */
const changedEvent = (event: TrailEvent): fc.Arbitrary<TrailEvent> =>
  fc
    .record({
      severity: fc.oneof({ weight: 4, arbitrary: fc.constant(event.severity) }, severity),
      hop: fc.oneof({ weight: 6, arbitrary: fc.constant(event.hop) }, hop),
      at: fc
        .oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -60_000, max: 60_000 }))
        .map((byMs) => new Date(Date.parse(event.at) + byMs).toISOString()),
      raw: fc.oneof({ weight: 6, arbitrary: fc.constant(event.raw) }, fc.jsonValue()),
      title: fc.oneof({ weight: 6, arbitrary: fc.constant(event.title) }, words),
      said: fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, meaning),
    })
    .map(({ said, ...changes }) => {
      const { facts: _facts, ...rest } = event;
      return { ...(said ? { ...rest, ...said } : event), ...changes };
    });

const changedReport = (report: SourceReport): fc.Arbitrary<SourceReport> => {
  const { source, title, tookMs } = report;
  const failed = problem.map(
    (one): SourceReport => ({ source, title, tookMs, state: "failed", problem: one }),
  );
  if (report.state === "failed") return fc.oneof(fc.constant(report), failed);
  const some = fc
    .shuffledSubarray(report.events)
    .chain((events) => fc.tuple(...events.map(changedEvent)))
    .chain((events) =>
      fc.boolean().map((hasPanel): SourceReport => {
        const { panel, ...rest } = report;
        return {
          ...rest,
          ...(hasPanel && panel && { panel }),
          events,
          state: events.length > 0 ? "ok" : "empty",
        };
      }),
    );
  return fc.oneof({ weight: 3, arbitrary: fc.constant(report) }, { weight: 4, arbitrary: some }, failed);
};

test("whatever a trail holds, no rule throws, each finding is of the list, told once, and points at what is there", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      fc
        .nat(calls.length - 1)
        .chain((which) => fc.subarray(recorded[which] ?? []))
        .chain((reports) => fc.tuple(...reports.map(changedReport))),
      facts,
      fc.integer({ min: 0, max: 120_000 }),
      (reports, known, laterMs) => {
        const now = new Date(Date.UTC(2024, 2, 4, 10, 1, 0) + laterMs);
        const { events, findings } = buildTrail(contactId, reports, now, known);
        const ids = new Set(events.map(({ id }) => id));
        for (const { code, evidence, title, cause, nextStep } of findings) {
          seen.add(code);
          expect(kinds).toContain(code);
          expect(evidence.filter((id) => !ids.has(id))).toEqual([]);
          expect(new Set(evidence).size).toBe(evidence.length);
          expect(`${title} ${cause} ${nextStep}`).not.toMatch(/undefined|null|NaN|\[object|\{screen\}/);
        }
        const codes = findings.map(({ code }) => code);
        expect(new Set(codes).size).toBe(codes.length);
      },
    ),
    { numRuns: 2_000 },
  );
  // It came to most rules, or it would prove little.
  expect(seen.size).toBeGreaterThan(kinds.length / 2);
}, 60_000);
