import { expect, test } from "vitest";
import { openTrailIn } from "@/lib/contacts/trail/read-trail";
import {
  healthyCall,
  recordedContext,
  contactId as recordedId,
} from "@/lib/contacts/trail/testing/recorded-account";
import { withContact } from "@/lib/contacts/trail/testing/recorded-trail";
import { asContactId } from "@/lib/kernel/ids";
import { fail, succeed } from "@/lib/kernel/result";
import { readSource } from "@/lib/trail/read-source";
import { fakeReaders } from "@/lib/trail/testing/fake-readers";
import type { LinkedContext } from "@/lib/trail/trail-source";
import type { ConversationKey } from "../ask-kore";
import { fetchLinkedSessions } from "./fetch-linked-sessions";
import { parseKoreConversation } from "./kore-conversation";
import { koreReaders } from "./readers";
import { koreRecordReaders } from "./record/readers";
import { koreRecord } from "./record/source";
import { koreConversation } from "./source";

const startedAt = "2026-11-20T10:00:04.000Z";
const subject = {
  contactId: asContactId("5FAn4iXtTZ2zPjaGhLxPsA"),
  window: { fromMs: Date.parse("2026-11-20T09:59:00Z"), toMs: Date.parse("2026-11-20T10:05:00Z") },
};
const never = new AbortController().signal;
const link = (externalId: string, vendor = "kore") => ({ vendor, externalId });

function contextOf(links: LinkedContext["links"], more: Partial<LinkedContext> = {}, at = startedAt) {
  const asked: ConversationKey[] = [];
  const { readers } = fakeReaders(koreReaders, {
    async fetchConversation(key) {
      asked.push(key);
      const conversation = parseKoreConversation({
        conversationInfo: { sessionId: "s-1", sessionStartTime: at, userId: session.userId },
      });
      return conversation ? succeed(conversation) : fail({ code: "x", sentence: "", wayOut: "" });
    },
  }).and(koreRecordReaders, {
    fetchSession: async () => succeed({ ...session, startedAt: at }),
    fetchTurns: async () => succeed({ turns: [{ at, totalMs: 900 }], isWhole: true }),
    hasAccount: async () => succeed(true),
    fetchInteraction: async () => succeed({ interaction, own: { botId: "st-1", didNumber: "+12065551118" } }),
    fetchRecording: async () =>
      succeed({ status: "success", files: [{ name: "a.wav", url: "https://kore.ai/a.wav" }] }),
    fetchLogLines: async () => succeed([{ at, sessionId: "s-1", text: "begun", isError: false }]),
  });
  return { context: { readers, links, ...more } satisfies LinkedContext, asked };
}

const session = {
  sessionId: "s-1",
  botId: "st-1",
  userId: "+12065550199",
  channel: "korevg",
  status: "closed",
  containmentType: "agent",
  endedAt: "2026-11-20T10:00:40.000Z",
  tags: [],
};

const interaction = {
  ...{ sessionId: "s-1", botIds: ["st-1"], calledNumber: "", callerNumber: "", channel: "Voice" },
  ...{ finalStatus: "CLOSED", smartStatus: "", reason: "", disconnectingEvent: "", errorDetails: "" },
};

async function statesOf(context: LinkedContext, callerNumber?: string) {
  const of = { ...subject, ...(callerNumber !== undefined && { callerNumber }) };
  const sources = [koreConversation, koreRecord].flatMap((source) => source.openLinked?.(context, of) ?? []);
  expect(sources.every(({ deadlineMs = 0, isOptional }) => deadlineMs <= 2_000 && isOptional)).toBe(true);
  const reports = await Promise.all(sources.map((source) => readSource(source)));
  return Object.fromEntries(reports.map(({ source, state }) => [source, state]));
}

test("a contact of another contact center has Kore's sources by the session that it is linked to", async () => {
  const { context, asked } = contextOf([link("s-1"), link("other", "else")]);
  expect(await statesOf(context)).toEqual({
    "kore-conversation": "ok",
    "kore-session": "ok",
    "kore-turns": "ok",
    "kore-interaction": "ok",
    "kore-recording": "ok",
    "kore-debug-log": "ok",
  });
  expect(asked).toEqual([{ sessionId: "s-1" }]);
});

test("a link to a session of another time opens none of it", async () => {
  const { context } = contextOf([link("s-1")], {}, "2026-11-19T10:00:04.000Z");
  const states = await statesOf(context);
  // The conversation says that it is another one's.
  const { "kore-conversation": conversation, ...others } = states;
  expect(conversation).toBe("failed");
  expect(new Set(Object.values(others))).toEqual(new Set(["empty"]));
});

test("a link to another caller's session of the same time opens none of it", async () => {
  const { context } = contextOf([link("s-1")]);
  const states = await statesOf(context, "+12065550198");
  const { "kore-conversation": conversation, "kore-session": record, ...others } = states;
  // Either says so: a bot's app may lack the scope of the other.
  expect([conversation, record]).toEqual(["failed", "failed"]);
  expect(new Set(Object.values(others))).toEqual(new Set(["empty"]));
  expect(new Set(Object.values(await statesOf(context, session.userId)))).toEqual(new Set(["ok"]));
});

test.each([
  ["the caller's own", session.userId, "ok"],
  ["another caller's", "+12065550198", "failed"],
])(
  "a session that was posted for an Amazon Connect contact is shown when it's %s",
  async (_, Address, state) => {
    const { context } = contextOf([]);
    const posted = { contactId: { S: recordedId }, koreSessionId: { S: "s-1" } };
    const answers = {
      ...withContact(healthyCall(), { CustomerEndpoint: { Type: "TELEPHONE_NUMBER", Address } }),
      BatchGetItem: () => ({ Responses: { callMetadata: [posted] } }),
    };
    const opened = await openTrailIn(
      { ...recordedContext(answers).context, readers: context.readers },
      recordedId,
    );
    if (!opened.ok) throw new Error(opened.problem.sentence);
    const read = opened.value.sources.filter(({ source }) => source.startsWith("kore-"));
    const reports = await Promise.all(read.map((source) => source.read()));
    const stateOf = (name: string) => reports.find(({ source }) => source === name)?.state;
    expect([stateOf("kore-conversation"), stateOf("kore-session")]).toEqual([state, state]);
    const rest = state === "ok" ? "ok" : "empty";
    expect([stateOf("kore-turns"), stateOf("kore-recording")]).toEqual([rest, rest]);
  },
);

test("without a link, the flow's variables name the session, and a Call-ID is told from it", async () => {
  const fetchVariables = async () => [
    { name: "kore_session_id", value: "s-42" },
    { name: "other", value: "x" },
  ];
  const { context } = contextOf([], { fetchVariables });
  expect(await fetchLinkedSessions(context, never)).toEqual([
    { key: { sessionId: "s-42" }, isProven: false },
  ]);
  expect(await fetchLinkedSessions({ ...context, links: [link("a@b.example")] }, never)).toEqual([
    { key: { callId: "a@b.example" }, isProven: false },
  ]);
  expect(await fetchLinkedSessions({ readers: context.readers, links: [] }, never)).toEqual([]);
});

test("while an Amazon Connect contact goes on, Kore's record isn't asked for, and its conversation is", async () => {
  const { context } = contextOf([]);
  const sourcesOf = async (DisconnectTimestamp: Date | undefined) => {
    const answers = withContact(healthyCall(), { DisconnectTimestamp });
    const opened = await openTrailIn(
      { ...recordedContext(answers).context, readers: context.readers },
      recordedId,
    );
    if (!opened.ok) throw new Error(opened.problem.sentence);
    return opened.value.sources.map(({ source }) => source).filter((source) => source.startsWith("kore-"));
  };
  expect(await sourcesOf(undefined)).toEqual(["kore-conversation"]);
  expect(await sourcesOf(new Date("2024-03-04T10:05:00Z"))).toContain("kore-recording");
});
