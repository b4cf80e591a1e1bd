import { afterEach, expect, expectTypeOf, test, vi } from "vitest";
import type { ContactId } from "@/lib/kernel/ids";
import type { SourceReport, Trail } from "@/lib/trail/event";
import { readSource } from "@/lib/trail/read-source";
import { voiceProofs } from "@/lib/trail/testing/sample-vendors";
import { openTrail } from "./open-trail";
import { provenCables } from "./proven-cables";
import { openTrailIn } from "./read-trail";
import {
  type Answers,
  authorizerFunction,
  awsError,
  contactId,
  healthyCall,
  recordedContext,
  retrieveFunction,
  storeFunction,
} from "./testing/recorded-account";

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

afterEach(() => {
  vi.useRealTimers();
});

test("a healthy call is told from end to end, in one order, each thing once, without a finding", async () => {
  const trail = await trailOf(healthyCall());
  expect(states(trail)).toEqual({
    "contact-record": "ok",
    "associated-contacts": "ok",
    attributes: "ok",
    metadata: "ok",
    "flow-log": "ok",
    [`lambda-log:${storeFunction}`]: "ok",
    [`lambda-log:${retrieveFunction}`]: "ok",
    [`lambda-log:${authorizerFunction}`]: "ok",
  });
  expect(trail.events.map((event) => event.title)).toEqual([
    "Call from +12065550199 to +12065550100",
    "Flow log turned on",
    "Played “Welcome.”",
    "Transferred to the voice agent at +12065551118",
    "Post allowed",
    "Metadata stored: 200",
    "Metadata stored",
    "The voice agent ended its part and the flow resumed",
    "Metadata returned: 200",
    "retrieveMetadata returned 200",
    "Checked a value: “200” matches “200”",
    "Set contact attributes: customData, metadataStatus",
    "Transferred to the queue",
    "Waiting in the queue",
    "Connected to an agent",
    "The caller hung up",
  ]);
  expect(trail.events.find((event) => event.source === `lambda-log:${storeFunction}`)?.detail).toBe(
    "31 ms · cold start, 140 ms extra · 71 of 256 MB used",
  );
  // A code says whose it is.
  for (const { code, source } of trail.events) expect(code.split(".")[0]).toBe(source.split(":")[0]);
  expect(trail.findings).toEqual([]);
  expect(new Set(trail.events.map((event) => event.id)).size).toBe(trail.events.length);
});

test("a trail that is read twice has the same ids", async () => {
  const [one, other] = [await trailOf(healthyCall()), await trailOf(healthyCall())];
  expect(one.events.map((event) => event.id)).toEqual(other.events.map((event) => event.id));
});

test("every cable of a healthy call is proven", async () => {
  const cables = provenCables(await trailOf(healthyCall()), voiceProofs);
  expect(cables.map(({ cable, state }) => [cable, state])).toEqual(
    voiceProofs.order.map((cable) => [cable, "good"]),
  );
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

test("only a contact ID that was parsed can be opened, so that nothing else reaches AWS", () => {
  expectTypeOf(openTrailIn).parameter(1).toEqualTypeOf<ContactId>();
  expectTypeOf(openTrail).parameter(1).toEqualTypeOf<ContactId>();
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
  // Whose times are not known is looked for in the last day.
  vi.useFakeTimers({ now: Date.UTC(2024, 2, 4, 11), toFake: ["Date"] });
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
        posted_data: { M: { n: { N: "12345678901234567890" } } },
      };
      return { Responses: { callMetadata: [item] } };
    },
  });
  expect(JSON.stringify(keys)).toContain(previous);
  const report = trail.sources.find(({ source }) => source === "metadata");
  expect(report?.state === "ok" && report.panel?.rows[0]).toEqual({
    key: "posted_data",
    label: "posted_data",
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

test("every event leads to its own system where the account has a console, and nowhere on the sandbox", async () => {
  const { context } = recordedContext(healthyCall());
  const place = { region: "us-east-1", instanceAlias: "acme" };
  for (const [console, isLinked] of [
    [place, true],
    [undefined, false],
  ] as const) {
    const opened = await openTrailIn({ ...context, console }, contactId);
    if (!opened.ok) throw new Error(opened.problem.sentence);
    const { events } = await opened.value.readAll();
    expect(events.length).toBeGreaterThan(10);
    for (const { id, link } of events) expect([id, link !== undefined]).toEqual([id, isLinked]);
  }
});
