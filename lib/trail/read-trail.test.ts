import { afterEach, expect, test, vi } from "vitest";
import type { SourceReport, Trail } from "@/lib/trail/event";
import { provenHops } from "@/lib/trail/proven-hops";
import { readSource } from "@/lib/trail/read-source";
import { openTrailIn } from "@/lib/trail/read-trail";
import {
  type Answers,
  answerLogs,
  authorizerFunction,
  awsError,
  contactId,
  flowLine,
  healthyCall,
  healthyFlowLog,
  healthyLogs,
  recordedContext,
  retrieveFunction,
  storeFunction,
} from "@/lib/trail/testing/recorded-account";

afterEach(() => {
  vi.useRealTimers();
});

async function trailOf(answers: Answers): Promise<Trail> {
  const opened = await openTrailIn(recordedContext(answers).context, contactId);
  if (!opened.ok) throw new Error(opened.problem.sentence);
  return opened.value.readAll();
}
const states = (trail: Trail) =>
  Object.fromEntries(trail.sources.map(({ source, state }) => [source, state]));
const problemOf = (trail: Trail, source: string) => {
  const report = trail.sources.find((one): one is SourceReport => one.source === source);
  return report?.state === "failed" ? report.problem : undefined;
};

test("a healthy call is told from end to end, in one order, each thing once, without a finding", async () => {
  const trail = await trailOf(healthyCall());
  expect(states(trail)).toEqual({
    "contact-record": "ok",
    attributes: "ok",
    metadata: "ok",
    "flow-log": "ok",
    [`lambda-log:${storeFunction}`]: "ok",
    [`lambda-log:${retrieveFunction}`]: "ok",
    [`lambda-log:${authorizerFunction}`]: "empty",
  });
  expect(trail.events.map((event) => event.title)).toEqual([
    "Call from +12065550199 to +12065550100",
    "Flow log switched on",
    "Said “Welcome.”",
    "Transferred to the voice agent at +12065551118",
    "Metadata stored: 200",
    "Kore's metadata stored",
    "The voice agent ended its part: the call is back in the flow",
    "Metadata returned: 200",
    "koreRetrieveSessionMetadata answered 200",
    "Checked a value: “200” fits “200”",
    "Kept customData, metadataStatus with the contact",
    "Transferred to the queue",
    "Waiting in the queue",
    "Connected to an agent",
    "The caller hung up",
  ]);
  expect(trail.events.find((event) => event.title === "Metadata stored: 200")?.detail).toBe(
    "31 ms · cold start, 140 ms more · 71 of 256 MB used",
  );
  expect(trail.findings).toEqual([]);
  expect(new Set(trail.events.map((event) => event.id)).size).toBe(trail.events.length);
});

test("a trail that is read twice has the same ids", async () => {
  const [one, other] = [await trailOf(healthyCall()), await trailOf(healthyCall())];
  expect(one.events.map((event) => event.id)).toEqual(other.events.map((event) => event.id));
});

test("every hop of a healthy call is proven, the API by the post that came through it", async () => {
  const hops = provenHops(await trailOf(healthyCall()));
  expect(Object.fromEntries(hops.map(({ hop, state }) => [hop, state]))).toEqual({
    number: "good",
    flow: "good",
    sip: "good",
    kore: "good",
    api: "good",
    store: "good",
    retrieve: "good",
    queue: "good",
    agent: "good",
  });
});

test("an unknown contact is said to be unknown in this instance", async () => {
  const answers = {
    ...healthyCall(),
    DescribeContact: () => {
      throw awsError("ResourceNotFoundException");
    },
  };
  const opened = await openTrailIn(recordedContext(answers).context, contactId);
  expect(opened).toMatchObject({ ok: false, problem: { code: "contact-unknown" } });
  expect(opened.ok ? "" : opened.problem.sentence).toContain("patchbay-sandbox");
});

test("what is no contact id never reaches AWS", async () => {
  const { context, asked } = recordedContext(healthyCall());
  expect(await openTrailIn(context, "+12065550199")).toMatchObject({
    problem: { code: "contact-id-invalid" },
  });
  expect(asked).toEqual([]);
});

test("a source that is not permitted names the missing action, and the others stand", async () => {
  const denied = () => {
    throw awsError(
      "AccessDeniedException",
      "User: arn:… is not authorized to perform: logs:FilterLogEvents on resource: x",
    );
  };
  const trail = await trailOf({ ...healthyCall(), FilterLogEvents: denied });
  expect(states(trail)).toMatchObject({
    "contact-record": "ok",
    attributes: "ok",
    metadata: "ok",
    "flow-log": "failed",
  });
  expect(problemOf(trail, "flow-log")).toMatchObject({
    code: "permission-missing",
    sentence: expect.stringContaining("logs:FilterLogEvents"),
  });
});

test("without permission to read the record the other sources are read all the same", async () => {
  const { DescribeContact: _, ...answers } = healthyCall();
  const trail = await trailOf(answers);
  expect(problemOf(trail, "contact-record")?.code).toBe("permission-missing");
  expect(states(trail)).toMatchObject({ attributes: "ok", metadata: "ok", "flow-log": "ok" });
});

test("a throttled account is told apart from a forbidden one", async () => {
  const throttled = () => {
    throw awsError("ThrottlingException", "Rate exceeded");
  };
  const trail = await trailOf({ ...healthyCall(), GetContactAttributes: throttled });
  expect(problemOf(trail, "attributes")?.code).toBe("throttled");
});

test("a source that never answers is given up at its deadline", async () => {
  const slow = { source: "flow-log", title: "Flow log", read: () => new Promise<never>(() => {}) };
  expect(await readSource(slow, undefined, 30)).toMatchObject({
    state: "failed",
    problem: { code: "source-too-slow" },
  });
});

test("metadata that was posted under another id of the same call is found", async () => {
  const previous = "99999999-9999-4999-8999-999999999999";
  let keys: unknown;
  const trail = await trailOf({
    ...healthyCall(),
    ListAssociatedContacts: () => ({
      ContactSummaryList: [{ ContactId: contactId, PreviousContactId: previous }],
    }),
    BatchGetItem: (input) => {
      keys = input.RequestItems;
      const item = {
        contactId: { S: previous },
        kore_session_data: { M: { n: { N: "12345678901234567890" } } },
      };
      return { Responses: { koreCcSessions: [item] } };
    },
  });
  expect(JSON.stringify(keys)).toContain(previous);
  const report = trail.sources.find(({ source }) => source === "metadata");
  expect(report?.state === "ok" && report.panel?.rows[0]).toEqual({
    label: "kore_session_data",
    value: '{"n":12345678901234567890}',
    kind: "json",
  });
});

test("secrets that somebody keeps in attributes or posts are not shown", async () => {
  const trail = await trailOf({
    ...healthyCall(),
    GetContactAttributes: () => ({
      Attributes: {
        clientSecret: "hush-1",
        customData: '{"apiToken":"hush-2","score":0.50}',
        token: "hush-3",
      },
    }),
  });
  const text = JSON.stringify(trail);
  expect(text).not.toContain("hush");
  expect(text).toContain("0.50");
});

const noMetadata: Answers = { ...healthyCall(), BatchGetItem: () => ({ Responses: {} }) };
const withLogs = (answers: Answers, groups: Record<string, { at: number; message: string }[]>): Answers => ({
  ...answers,
  FilterLogEvents: answerLogs({ ...healthyLogs(), ...groups }),
});

test("a caller who reached people without metadata is a finding; the refused token beside it is its likely cause", async () => {
  const denied =
    '{"level":"warn","message":"Post denied","requestId":"33333333-3333-4333-8333-333333333333","decision":"deny","matched":"none"}';
  const noStore = { [`/aws/lambda/${storeFunction}`]: [] };
  const plain = await trailOf(withLogs(noMetadata, noStore));
  expect(plain.findings).toMatchObject([{ code: "kore-never-posted", severity: "attention" }]);
  const refused = await trailOf(
    withLogs(noMetadata, {
      ...noStore,
      [`/aws/lambda/${authorizerFunction}`]: [{ at: 18, message: denied }],
    }),
  );
  expect(refused.findings[0]?.cause).toContain("token");
  const ids = new Set(refused.events.map((event) => event.id));
  expect(refused.findings[0]?.evidence.every((id) => ids.has(id))).toBe(true);
});

test("a call that the bot served to its end, without queue or metadata, has no finding", async () => {
  const served = healthyFlowLog.filter((line) => !/"queue"|keep-metadata/.test(line));
  const { DescribeContact, ...rest } = noMetadata;
  const trail = await trailOf({
    ...withLogs(rest, {
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
  ["The Lambda Function Returned An Error.", "failed"],
  ["Status Code: 403; Error Code: AccessDeniedException", "may not invoke"],
])("a failed retrieve is a finding: %s", async (Results, cause) => {
  const log = healthyFlowLog.map((line) =>
    line.includes("retrieve-metadata")
      ? flowLine(20.5, "retrieve-metadata", "InvokeExternalResource", {
          Parameters: {
            FunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:koreRetrieveSessionMetadata:live",
          },
          Results,
        })
      : line,
  );
  const trail = await trailOf(
    withLogs(healthyCall(), { "/aws/connect/patchbay-sandbox": log.map((message) => ({ at: 0, message })) }),
  );
  expect(trail.findings).toMatchObject([{ code: "retrieve-failed", cause: expect.stringContaining(cause) }]);
  expect(provenHops(trail).find(({ hop }) => hop === "retrieve")?.state).toBe("bad");
});

test("a transfer that failed is a finding, and the cable to the voice agent is broken", async () => {
  const log = healthyFlowLog
    .filter((line) => !line.includes("transfer-to-kore"))
    .concat(
      flowLine(0.4, "transfer-to-kore", "TransferParticipantToThirdParty", {
        Parameters: { ToUser: "+12065551118" },
      }),
      flowLine(1.4, "transfer-to-kore", "TransferParticipantToThirdParty", {
        Results: "false: CallFailed: 403 Forbidden",
      }),
    );
  const trail = await trailOf(
    withLogs(healthyCall(), { "/aws/connect/patchbay-sandbox": log.map((message) => ({ at: 0, message })) }),
  );
  expect(trail.findings).toMatchObject([{ code: "transfer-failed", severity: "bad" }]);
  const hops = provenHops(trail);
  expect(hops.find(({ hop }) => hop === "sip")?.state).toBe("bad");
  expect(hops.some(({ hop }) => hop === "kore")).toBe(false);
});

test("a contact without a flow log is a finding, whether the group is empty or missing", async () => {
  const empty = await trailOf(withLogs(healthyCall(), { "/aws/connect/patchbay-sandbox": [] }));
  expect(empty.findings.map(({ code }) => code)).toEqual(["flow-logging-off"]);
  const { "/aws/connect/patchbay-sandbox": _, ...groups } = healthyLogs();
  const missing = await trailOf({ ...healthyCall(), FilterLogEvents: answerLogs(groups) });
  expect(problemOf(missing, "flow-log")?.code).toBe("log-group-missing");
  expect(missing.findings.map(({ code }) => code)).toEqual(["flow-logging-off"]);
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
  expect(trail.findings).toMatchObject([
    { code: "retrieve-failed", cause: expect.stringContaining("ran out of time") },
  ]);
});
