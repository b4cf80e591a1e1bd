import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Answers,
  contactId,
  healthyCall,
  recordedContext,
} from "@/lib/contacts/trail/testing/recorded-account";
import { trailOf } from "@/lib/contacts/trail/testing/recorded-trail";
import { fail, succeed } from "@/lib/kernel/result";
import type { SourceReport } from "@/lib/trail/event";
import { fakeReaders } from "@/lib/trail/testing/fake-readers";
import { parseTranscript } from "../../agent-ai/transcript";
import { kore } from "../../vendor";
import { transcriptEvents, transcriptPanel } from "./describe-transcript";
import { type AgentAiReader, agentAiReaders, hostOf } from "./readers";
import { wordsHeard } from "./transcript-events";

const answer = {
  result: [
    { _id: "m1", from: "Agent", message: "How can I help you?", timestamp: "2024-03-04T10:00:26.000Z" },
    { from: "User", message: "My bill is wrong.", timestamp: "2024-03-04T10:00:28.000Z" },
    { from: "User", message: "My bill is wrong.", timestamp: "2024-03-04T10:00:28.000Z" },
    { from: "Supervisor", message: "Listening in.", timestamp: 1_709_546_430_000 },
    { from: "Agent", message: "Without a time." },
    { from: "Agent", message: "Of an earlier contact.", timestamp: "2024-03-04T08:00:00.000Z" },
    { from: "Agent" },
    "rubbish",
  ],
};
const window = { fromMs: Date.UTC(2024, 2, 4, 9, 55), toMs: Date.UTC(2024, 2, 4, 10, 10) };

test("each side's lines are told once at Agent AI's own times, and who is neither is unknown", () => {
  const lines = parseTranscript(answer) ?? [];
  const events = transcriptEvents(contactId, lines, window);
  expect(events.map(({ at, facts, kind }) => [at, facts?.from, kind])).toEqual([
    ["2024-03-04T10:00:26.000Z", "agent", "transcript"],
    ["2024-03-04T10:00:28.000Z", "customer", "transcript"],
    ["2024-03-04T10:00:30.000Z", "unknown", "transcript"],
  ]);
  expect(transcriptPanel("c-1", { lines })?.rows.map(({ key, value }) => [key, value])).toEqual([
    ["conversationId", "c-1"],
    ["customer", "1"],
    ["agent", "3"],
    ["unknown", "1"],
    ["line", "Without a time."],
  ]);
});

test("an event's ID has no words in it, and stays over reloads", () => {
  const read = () => transcriptEvents(contactId, parseTranscript(answer) ?? [], window).map(({ id }) => id);
  expect(read()).toEqual([
    "agent-ai-transcript:m1",
    "agent-ai-transcript:2024-03-04T10:00:28.000Z#1",
    "agent-ai-transcript:2024-03-04T10:00:30.000Z#1",
  ]);
  expect(read()).toEqual(read());
});

test("the lines may be in a list of another name, and where there is none, that is known", () => {
  const line = {
    type: "incoming",
    components: [{ data: { text: "Hello" } }],
    createdOn: "2024-03-04T10:00:00Z",
  };
  for (const wrapped of [[line], { messages: [line] }, { data: { result: [line] } }])
    expect(parseTranscript(wrapped)).toMatchObject([{ from: "customer", text: "Hello" }]);
  for (const other of [{}, null, "x", { result: "none" }]) expect(parseTranscript(other)).toBeUndefined();
});

test("whatever Agent AI answers is read without an exception, and no event is outside the contact's time", () => {
  const value = fc.oneof(fc.anything(), fc.constantFrom("Agent", "User", "2024-03-04T10:00:28Z", ""));
  const line = fc.record({ from: value, message: value, timestamp: value, _id: value, components: value });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.record({ result: fc.array(fc.oneof(line, value)) })), (said) => {
      const events = transcriptEvents(contactId, parseTranscript(said) ?? [], window);
      for (const { at, id } of events) {
        expect(Date.parse(at)).toBeGreaterThanOrEqual(window.fromMs);
        expect(Date.parse(at)).toBeLessThanOrEqual(window.toMs);
        expect(id).toMatch(/^agent-ai-transcript:[\w:.#-]+$/);
      }
    }),
  );
});

test("a token goes to Kore's own hosts and the connection's alone, whatever a flow wrote", () => {
  const own = "https://agent-ai.example.com/";
  const widget = "/koreagentassist-sdk-v3/UI/agentassist-iframe.html";
  expect(hostOf(`https://platform.kore.ai${widget}`, own)).toBe("https://platform.kore.ai");
  for (const named of [
    undefined,
    "",
    "agent-ai.example.com",
    "https://kore.ai.evil.example/",
    "https://platform.kore.ai@evil.example/",
    "http://platform.kore.ai/",
    "https://platform.kore.ai:8443/",
    "https://evil.example/?x=.kore.ai",
  ])
    expect(hostOf(named, own)).toBe("https://agent-ai.example.com");
});

function call(attributes: Record<string, string>, contact: Record<string, unknown> = {}): Answers {
  const answers = healthyCall();
  return {
    ...answers,
    GetContactAttributes: () => ({ Attributes: attributes }),
    DescribeContact: (input) => {
      const described = answers.DescribeContact?.(input) as { Contact: Record<string, unknown> };
      return { Contact: { ...described.Contact, ...contact } };
    },
  };
}

async function readWith(
  answers: Answers,
  reader: AgentAiReader,
  functions = ["acme-KVSTrigger"],
): Promise<SourceReport | undefined> {
  const trail = await trailOf(answers, {
    functions,
    vendors: [kore],
    ...fakeReaders(agentAiReaders, reader),
  });
  return trail.sources.find(({ source }) => source === "agent-ai-transcript");
}

const askedFor = () => {
  const asked: [string, string | undefined][] = [];
  const reader: AgentAiReader = {
    fetchTranscript: async (id, host) => {
      asked.push([id, host]);
      return succeed({ lines: parseTranscript(answer) ?? [] });
    },
  };
  return { asked, reader };
};

const entry = "11111111-2222-4333-8444-555555555555";
const foreign = "99999999-2222-4333-8444-555555555555";

test("the conversation is the chain's own, and an attribute that names another caller's is ignored", async () => {
  const { asked, reader } = askedFor();
  const status = { agentAiStatus: "Success", agentassistUrl: "https://platform.kore.ai" };
  const report = await readWith(call(status), reader);
  const heard = report?.state === "ok" ? report.events.filter(wordsHeard.is) : [];
  expect(heard).toHaveLength(3);
  await readWith(call({ ...status, koreConversationId: entry }, { InitialContactId: entry }), reader);
  await readWith(call({ ...status, koreConversationId: foreign }), reader);
  expect(asked).toEqual([
    [contactId, "https://platform.kore.ai"],
    [entry, "https://platform.kore.ai"],
    [contactId, "https://platform.kore.ai"],
  ]);
});

test("a contact whose flow asked for no transcript has none, and nobody is asked", async () => {
  const { asked, reader } = askedFor();
  expect((await readWith(call({}), reader))?.state).toBe("empty");
  expect(await readWith(call({ agentAiStatus: "Success" }), reader, ["acme-retrieve"])).toBeUndefined();
  expect(asked).toEqual([]);
});

test("a conversation that Agent AI doesn't have is empty, and a refusal is the source's own failure", async () => {
  const failing = (code: string): AgentAiReader => ({
    fetchTranscript: async () => fail({ code, sentence: "No.", wayOut: "Try again." }),
  });
  const answers = call({ agentAiStatus: "Success" });
  expect((await readWith(answers, failing("agent-ai-not-found")))?.state).toBe("empty");
  expect(await readWith(answers, failing("agent-ai-credentials"))).toMatchObject({
    state: "failed",
    problem: { code: "agent-ai-credentials" },
  });
});

test("the source is opened without a call", () => {
  const { context, asked } = recordedContext({});
  const opened = kore.sources.flatMap(({ source }) =>
    source.open(
      { ...context, functions: ["KVSTrigger"], ...fakeReaders(agentAiReaders, askedFor().reader) },
      { contactId, contact: fail({ code: "x", sentence: "", wayOut: "" }), window },
    ),
  );
  expect(opened.map(({ source }) => source)).toContain("agent-ai-transcript");
  expect(asked).toEqual([]);
});
