import fc from "fast-check";
import { expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import { conversationEvents, conversationsPanel } from "./describe-conversation";
import { sessionIdsIn } from "./fetch-sessions";
import { parseKoreConversation } from "./kore-conversation";

const answer = {
  conversationInfo: {
    userId: "+12065550199",
    callId: "call-1",
    sessionId: "5f0c-session",
    sessionStartTime: "2026-11-20T10:00:04.000Z",
    agentHandOffTime: "2026-11-20T10:00:20.000Z",
    currentTask: "Change booking",
  },
  conversationHistory: [
    {
      _id: "m1",
      type: "incoming",
      createdOn: "2026-11-20T10:00:06.000Z",
      components: [{ data: { text: "I want to change my booking." } }],
    },
    {
      _id: "m1",
      type: "incoming",
      createdOn: "2026-11-20T10:00:06.000Z",
      components: [{ data: { text: "I want to change my booking." } }],
    },
    { type: "outgoing", components: [{ data: { text: "Which one?" } }] },
  ],
  summary: { ConversationSummary: "The caller wants another booking.", time: 1_795_168_821_000 },
};

test("a conversation is told at Kore's times, each message once, and what was said is marked as such", () => {
  const conversation = parseKoreConversation(answer);
  if (!conversation) throw new Error("the conversation was not read");
  const events = conversationEvents(asContactId("c"), conversation);
  expect(events.map(({ title, kind }) => [title, kind])).toEqual([
    ["Kore's voice agent took the call", undefined],
    ["The caller: “I want to change my booking.”", "transcript"],
    ["Kore handed the caller to an agent", undefined],
    ["Kore's summary of the conversation", "transcript"],
  ]);
  for (const { kind, raw } of events) {
    if (kind !== "transcript") expect(JSON.stringify(raw)).not.toContain("booking.");
  }
  expect(conversationsPanel([conversation])?.rows).toEqual(
    expect.arrayContaining([
      { key: "summary", label: "Summary", value: "The caller wants another booking.", kind: "transcript" },
      { key: "userId", label: "User", value: "+12065550199", kind: "phone" },
      // Without a time it has no place on the time line.
      { key: "message", label: "The voice agent", value: "Which one?", kind: "transcript" },
    ]),
  );
});

test("a task that Kore calls null is none, and a time in seconds or without a zone is one", () => {
  const told = {
    currentTask: "null",
    sessionStartTime: 1_795_168_804,
    agentHandOffTime: "2026-11-20 10:00:20",
  };
  const read = parseKoreConversation({ conversationInfo: { ...answer.conversationInfo, ...told } });
  expect(read).toMatchObject({
    ...{ currentTask: "", startedAt: "2026-11-20T10:00:04.000Z", handedOffAt: "2026-11-20T10:00:20.000Z" },
  });
});

test("an event of a conversation never has words in an id, and the ids stay over reloads", () => {
  const at = "2026-11-20T10:00:06.000Z";
  const says = (text: string, more: object = {}) => ({
    type: "incoming",
    createdOn: at,
    components: [{ data: { text } }],
    ...more,
  });
  const told = () => {
    const conversationHistory = [
      says("planted one"),
      says("planted two"),
      says("planted one"),
      says("planted three", { _id: "planted three" }),
      says("planted four", { messageId: "ms-0a1b2c" }),
    ];
    const conversation = parseKoreConversation({ ...answer, conversationHistory });
    return conversation ? conversationEvents(asContactId("c"), conversation).map(({ id }) => id) : [];
  };
  const ids = told().filter((id) => id.includes(":message:"));
  expect(ids.map((id) => id.split(":message:")[1])).toEqual([`${at}#1`, `${at}#2`, `${at}#3`, "ms-0a1b2c"]);
  expect(ids.join()).not.toContain("planted");
  expect(told()).toEqual(told());
});

test("whatever Kore answers is read or left out, and nothing is thrown", () => {
  const members = fc.constantFrom(
    "conversationInfo",
    "conversationHistory",
    "summary",
    "sessionId",
    "sessionStartTime",
    "components",
    "data",
    "text",
    "createdOn",
    "ConversationSummary",
    "time",
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(members, tie("any"), { maxKeys: 4 }),
    ),
  })).any;
  fc.assert(
    fc.property(fc.dictionary(members, value), (rubbish) => {
      const conversation = parseKoreConversation(rubbish);
      if (!conversation) return;
      for (const { at } of conversationEvents(asContactId("c"), conversation)) {
        expect(new Date(at).toISOString()).toBe(at);
      }
      conversationsPanel([conversation]);
    }),
  );
});

test("session ids are found under Kore's name for them, as an attribute or inside customData, and nowhere else", () => {
  expect(
    sessionIdsIn({
      koreSessionId: "session-1",
      customData: '{"kore-instanceSessionId":"session-2","session":"other"}',
      sessionId: "not-kore",
      note: "kore-instanceSessionId: no JSON",
      "kore-session_id": "has blanks in it",
    }),
  ).toEqual(["session-1", "session-2"]);
});
