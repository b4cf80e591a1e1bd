import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { fail, ProblemError, succeed } from "@/lib/kernel/result";
import { contactWindow } from "@/lib/trail/contact-window";
import type { SourceReport } from "@/lib/trail/event";
import { readSource } from "@/lib/trail/read-source";
import type { TrailContext, TrailSource, TrailSubject } from "@/lib/trail/trail-source";
import { trailSources } from "@/lib/vendors/sources";
import { buildTrail } from "./build-trail";
import { openTrailIn } from "./read-trail";
import { type Answers, awsError, contactId, healthyCall, recordedContext } from "./testing/recorded-account";

// What is unexpected is logged with its reference; here everything is.
vi.mock("@/lib/kernel/log", () => ({ log: { error: () => undefined }, newReference: () => "ref" }));

const deadlineMs = 60;
const never = () => new Promise<never>(() => undefined);
const operations = [
  "DescribeContact",
  "GetContactAttributes",
  "ListAssociatedContacts",
  "SearchContacts",
  "BatchGetItem",
  "Query",
  "FilterLogEvents",
];
const allAnswer = (answer: Answers[string]): Answers =>
  Object.fromEntries(operations.map((operation) => [operation, answer]));
const throwing = (error: unknown) => () => {
  throw error;
};
const down = {
  code: "vendor-down",
  sentence: "The vendor had a fault of its own.",
  wayOut: "Try again later.",
};

interface Trouble {
  name: string;
  answers: Answers;
  vendor: () => Promise<ReturnType<typeof fail>>;
}

const troubles: Trouble[] = [
  {
    name: "fails",
    answers: allAnswer(throwing(awsError("InternalServiceError"))),
    vendor: async () => fail(down),
  },
  {
    name: "is not permitted",
    answers: allAnswer(throwing(awsError("AccessDeniedException", "not authorized to perform: any:Thing"))),
    vendor: async () => fail(down),
  },
  {
    name: "is throttled",
    answers: allAnswer(throwing(awsError("ThrottlingException"))),
    vendor: async () => fail(down),
  },
  { name: "never answers", answers: allAnswer(never), vendor: never },
  {
    name: "throws what is no error",
    answers: allAnswer(throwing("rubbish")),
    vendor: () => Promise.reject("rubbish"),
  },
];

/** Wrong in every member that a source may look at. */
const rubbish: unknown[] = [
  null,
  "<html>",
  42,
  [],
  { Contact: 7, Attributes: 7, ContactSummaryList: 7, Contacts: 7, Responses: 7, Items: 7, events: 7 },
  {
    Contact: { InitiationTimestamp: "soon", InitialContactId: 7, Channel: 7 },
    Attributes: { a: 7, b: null },
    ContactSummaryList: [null, { ContactId: 7 }],
    Contacts: [null],
    Responses: { callMetadata: [null, { contactId: 7 }] },
    Items: [null],
    events: [null, { message: 7, timestamp: "now" }],
  },
];

/** Everything that a tenant can have, so that every source has something to read. */
function contextOf(answers: Answers, vendor?: Trouble["vendor"]): TrailContext {
  const { context } = recordedContext(answers);
  return {
    ...context,
    functions: [...context.functions, "call-transfer", "KVSTrigger"],
    connectors: [{ id: "vc", name: "connector" }],
    apis: [{ id: "api", name: "metadataApi", logGroup: "/aws/apigateway/metadataApi" }],
    readAgentPage: async () => {
      const answer = await vendor?.();
      if (answer) throw new ProblemError(answer.problem);
      return { events: [], logs: [] };
    },
    readers: (of) => [
      of.open({ open: vendor ?? (async () => fail({ ...down, code: `${of.vendor}-not-found` })) }),
    ],
  };
}
function subjectOf(answers: Answers): TrailSubject {
  const described = answers.DescribeContact?.({}) as { Contact: { InitiationTimestamp: Date } };
  return {
    contactId,
    contact: succeed(described.Contact),
    window: contactWindow(described.Contact, new Date()),
  };
}

function readOne(source: TrailSource, context: TrailContext): Promise<SourceReport[]> {
  const open = source.open(context, subjectOf(healthyCall()));
  return Promise.all(open.map((one) => readSource(one, undefined, deadlineMs)));
}

function expectWords(reports: SourceReport[]): void {
  for (const report of reports) {
    if (report.state !== "failed") continue;
    const { code, sentence, wayOut } = report.problem;
    expect([report.source, code, sentence, wayOut].filter((words) => words.trim() === "")).toEqual([]);
  }
}

/** The record was read when the trail was opened: alone, it has nothing more to ask. */
/** Only contacts of other contact centers have the others. */
const inConnect = trailSources.filter(({ name }) => name !== "center-events");
const asking = inConnect.filter(({ name }) => name !== "contact-record");

describe.each(asking)("$name", (source) => {
  test.each(troubles)(
    "says so when what it reads $name, and the others stand",
    async ({ answers, vendor }) => {
      const bad = await readOne(source, contextOf(answers, vendor));
      expect(bad.length).toBeGreaterThan(0);
      expect(bad.map(({ state }) => state)).toEqual(bad.map(() => "failed"));
      expectWords(bad);
      const good = contextOf(healthyCall());
      const others = await Promise.all(
        trailSources.filter((one) => one !== source).map((other) => readOne(other, good)),
      );
      const trail = buildTrail(contactId, [...bad, ...others.flat()], new Date());
      expect(trail.events.length).toBeGreaterThan(1);
      expect(trail.sources).toHaveLength(bad.length + others.flat().length);
    },
  );

  test("stands whatever rubbish it is given", async () => {
    for (const answer of rubbish) {
      const reports = await readOne(source, contextOf(allAnswer(() => answer)));
      expectWords(reports);
      expect(() => buildTrail(contactId, reports, new Date())).not.toThrow();
    }
  });

  test("reads on past log lines that are none", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string(), fc.json(), nearlyRight), { maxLength: 6 }),
        async (lines) => {
          const events = lines.map((message, index) => ({
            message,
            timestamp: index,
            eventId: String(index),
          }));
          const answers = { ...healthyCall(), FilterLogEvents: () => ({ events }) };
          const reports = await readOne(source, contextOf(answers));
          expect(reports.flatMap((one) => (one.state === "failed" ? [one.problem] : []))).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });
});

/** Lines with the members that sources look for, and anything in them. */
const nearlyRight = fc
  .dictionary(
    fc.constantFrom(
      "ContactId",
      "ContactFlowId",
      "Identifier",
      "Timestamp",
      "Parameters",
      "Results",
      "contactId",
      "requestId",
      "authorizerRequestId",
      "transferId",
      "call_id",
      "sip_message",
      "event_timestamp",
      "status",
      "requestTimeEpoch",
    ),
    fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.constant("2026-11-20T10:00:00Z"),
      fc.array(fc.string()),
    ),
  )
  .map((line) => JSON.stringify(line));

test.each(troubles)(
  "a trail of which everything $name is still one, and each source has a word for it",
  async ({ answers, vendor }) => {
    const opened = await openTrailIn(contextOf(answers, vendor), contactId, AbortSignal.timeout(deadlineMs));
    if (!opened.ok) throw new Error(opened.problem.sentence);
    const trail = await opened.value.readAll(AbortSignal.timeout(deadlineMs));
    expect(trail.sources.length).toBeGreaterThanOrEqual(inConnect.length);
    expect(trail.sources.filter(({ state }) => state !== "failed")).toEqual([]);
    expectWords(trail.sources);
    expect(trail.events).toEqual([]);
  },
);

test("a trail of which everything is rubbish is still one, or says in words why it is none", async () => {
  for (const answer of rubbish) {
    const opened = await openTrailIn(contextOf(allAnswer(() => answer)), contactId);
    if (!opened.ok) {
      expect(opened.problem.wayOut).not.toBe("");
      continue;
    }
    expectWords((await opened.value.readAll()).sources);
  }
});
