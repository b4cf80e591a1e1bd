import { expect, test } from "vitest";
import { openTrailIn } from "@/lib/contacts/trail/read-trail";
import {
  type Answers,
  answerLogs,
  contactId,
  healthyCall,
  healthyLogs,
  recordedContext,
} from "@/lib/contacts/trail/testing/recorded-account";
import { sipLines } from "@/lib/contacts/trail/testing/recorded-trail";
import { fail, succeed } from "@/lib/kernel/result";
import type { SourceReport } from "@/lib/trail/event";
import { fakeReaders } from "@/lib/trail/testing/fake-readers";
import { kore } from "../vendor";
import { parseKoreConversation } from "./kore-conversation";
import { koreReaders } from "./readers";
import { koreRecordReaders } from "./record/readers";

const during = "2024-03-04T10:00:04.000Z";
const yesterday = "2024-03-03T10:00:04.000Z";
const limited = { code: "kore-rate-limited", sentence: "Kore limits requests.", wayOut: "Wait." };
const notFound = { code: "kore-not-found", sentence: "Kore doesn't have it.", wayOut: "Check." };

/** When each session began, by its ID or by its Call-ID; "limited": Kore refuses to say. */
type Known = Record<string, string>;

async function read(known: Known, answers: Answers) {
  const asked: string[] = [];
  const look = (key: object) => {
    const [name = ""] = Object.values(key).map(String);
    asked.push(name);
    return { name, began: known[name] };
  };
  const { readers } = fakeReaders(koreReaders, {
    async fetchConversation(key) {
      const { name, began } = look(key);
      if (began === undefined) return fail(notFound);
      if (began === "limited") return fail(limited);
      const info = { sessionId: `session-of-${name}`, sessionStartTime: began, userId: "u-1" };
      const conversation = parseKoreConversation({ conversationInfo: info });
      return conversation ? succeed(conversation) : fail(notFound);
    },
  }).and(koreRecordReaders, {
    async fetchSession(key) {
      const { name, began } = look(key);
      if (began === undefined) return succeed(undefined);
      return succeed({
        ...{ sessionId: `session-of-${name}`, botId: "st-1", userId: "u-1", channel: "korevg" },
        ...{ status: "closed", containmentType: "agent", startedAt: began, endedAt: began, tags: [] },
      });
    },
    fetchTurns: async (key) =>
      succeed({ turns: "callId" in key ? [{ at: during, totalMs: 900 }] : [], isWhole: true }),
    hasAccount: async () => succeed(false),
    fetchInteraction: async () => succeed(undefined),
    fetchRecording: async (sessionId) =>
      succeed({ status: "success", files: [{ name: `${sessionId}.wav`, url: "https://kore.ai/a.wav" }] }),
    fetchLogLines: async () => succeed([]),
  });
  const opened = await openTrailIn(
    {
      ...recordedContext(answers).context,
      ...{ connectors: [{ id: "vc-1", name: "acme" }], vendors: [kore], readers },
    },
    contactId,
  );
  if (!opened.ok) throw new Error(opened.problem.sentence);
  const sources = opened.value.sources.filter(({ source }) => source.startsWith("kore-"));
  const reports = await Promise.all(sources.map((source) => source.read()));
  const of = (name: string) => reports.find(({ source }) => source === name) ?? expect.unreachable(name);
  return { of, asked };
}

function call(attributes: Record<string, string>, posted: readonly string[] = []): Answers {
  return {
    ...healthyCall(),
    GetContactAttributes: () => ({ Attributes: attributes }),
    BatchGetItem: () => ({
      Responses: {
        callMetadata: posted.map((id) => ({ contactId: { S: contactId }, koreSessionId: { S: id } })),
      },
    }),
    FilterLogEvents: answerLogs({
      ...healthyLogs(),
      "/aws/ChimeVoiceConnectorSipMessages/vc-1": sipLines(["200 OK"]),
    }),
  };
}
const sessionsIn = (report: SourceReport) =>
  (report.state === "ok" ? (report.panel?.rows ?? []) : []).flatMap(({ key, value }) =>
    key === "sessionId" ? [value] : [],
  );

test("a session that an attribute has of another call leaves the SIP dialog's Call-ID to be tried", async () => {
  const { of } = await read({ stale: yesterday, one: during }, call({ koreSessionId: "stale" }));
  expect(sessionsIn(of("kore-conversation"))).toEqual(["session-of-one"]);
  expect(sessionsIn(of("kore-session"))).toEqual(["session-of-one"]);
  for (const name of ["kore-turns", "kore-recording"]) expect(of(name).state, name).toBe("ok");
});

test("a session that Kore doesn't have leaves the Call-ID to be tried, too", async () => {
  const { of } = await read({ one: during }, call({ koreSessionId: "made-up" }));
  expect(sessionsIn(of("kore-conversation"))).toEqual(["session-of-one"]);
});

test("where a session is of the call, Kore isn't asked by the Call-ID", async () => {
  const { of, asked } = await read({ "s-own": during, one: during }, call({ koreSessionId: "s-own" }));
  expect(sessionsIn(of("kore-conversation"))).toEqual(["session-of-s-own"]);
  expect(sessionsIn(of("kore-session"))).toEqual(["session-of-s-own"]);
  expect(asked).not.toContain("one");
});

test("a conversation that can't be read beside another is said to be missing", async () => {
  const { of } = await read({ "s-own": during, "s-two": "limited" }, call({}, ["s-own", "s-two"]));
  const report = of("kore-conversation");
  expect(sessionsIn(report)).toEqual(["session-of-s-own"]);
  expect(report.state === "ok" ? report.panel?.rows : []).toContainEqual({
    ...{ key: "unread", label: "Not read", kind: "sentence" },
    value: "There may be another conversation. Kore limits requests.",
  });
});
