import fc from "fast-check";
import { expect, test } from "vitest";
import { objectOf } from "@/lambdas/shared/plain-values";
import { openTrailIn } from "@/lib/contacts/trail/read-trail";
import { contactId, healthyCall, recordedContext } from "@/lib/contacts/trail/testing/recorded-account";
import { withContact } from "@/lib/contacts/trail/testing/recorded-trail";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { masked } from "@/lib/privacy/sight";
import { maskEvent } from "@/lib/trail/mask";
import { fakeReaders } from "@/lib/trail/testing/fake-readers";
import { type AsappConversationReader, asappConversationReaders } from "./conversation-readers";
import { messageEvents, parseMessages, statePanel } from "./describe-conversation";

/** As ASAPP's page has it. */
const item = (more: object = {}) => ({
  text: "Hello, I would like to upgrade my internet plan to GOLD.",
  sender: { role: "customer", externalId: "123456" },
  messageId: "01GMXE90AEV7H3J4DPBDKB1R79",
  createdTimestamp: "2024-03-04T10:00:08.853Z",
  clientTimestamp: "2024-03-04T10:00:08.555Z",
  ...more,
});

test("messages are told when they were sent, in the words of whoever said them, and hidden as such", () => {
  const bot = item({ sender: { role: "agent" }, messageId: "two", clientTimestamp: "" });
  const events = messageEvents(contactId, parseMessages({ items: [item(), bot, item({ sender: {} })] }));
  expect(events.map(({ at, title }) => [at, title.split(":")[0]])).toEqual([
    ["2024-03-04T10:00:08.555Z", "The caller"],
    ["2024-03-04T10:00:08.853Z", "GenerativeAgent"],
    ["2024-03-04T10:00:08.555Z", "Caller or GenerativeAgent"],
  ]);
  expect(JSON.stringify(events.map((event) => maskEvent(event, masked)))).not.toContain("GOLD");
});

test("an event never has words in its ID", () => {
  expect(parseMessages({ items: [item({ messageId: "I want GOLD" })] })).toEqual([]);
});

test("a state is told in words, and in ASAPP's own where it isn't known", () => {
  const rowOf = (state: string) => statePanel({ state })?.rows[0]?.value;
  expect(rowOf("transferredToAgent")).toBe("Transferred to an agent");
  expect(rowOf("somethingNew")).toBe("somethingNew");
  expect(statePanel({})).toBeUndefined();
});

test("whatever ASAPP answers, nothing is thrown", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      messageEvents(contactId, parseMessages(objectOf(value) ?? { items: value }));
      messageEvents(contactId, parseMessages({ items: [value, item({ sender: value, text: value })] }));
      statePanel(objectOf(value) ?? { state: value, inputVariables: value });
    }),
  );
});

async function reportsOf(reader: Partial<AsappConversationReader>, answers = healthyCall()) {
  const asked: string[] = [];
  const nothing = async (id: string): Promise<Result<undefined>> => {
    asked.push(id);
    return succeed(undefined);
  };
  const { readers } = fakeReaders(asappConversationReaders, {
    fetchMessages: nothing,
    fetchState: nothing,
    ...reader,
  });
  const opened = await openTrailIn({ ...recordedContext(answers).context, readers }, contactId);
  if (!opened.ok) throw new Error(opened.problem.sentence);
  const { sources } = await opened.value.readAll();
  return { asked, reports: sources.filter(({ source }) => /^asapp-(?:messages|state)$/.test(source)) };
}

test("what an account has is shown, and that it may have more where it couldn't be read whole", async () => {
  const problem = { code: "asapp-rate-limited", sentence: "Limited (429).", wayOut: "", theirWords: "r" };
  const some =
    (found: object) =>
    async (id: string): Promise<Result<Record<string, unknown>>> =>
      id === contactId ? fail(problem) : succeed({ ...found });
  const { reports } = await reportsOf(
    { fetchMessages: some({ items: [item()] }), fetchState: some({ state: "ready" }) },
    withContact(healthyCall(), { PreviousContactId: "4f7a5b1c-0a3e-4d0e-8a86-6a8a5ab2a009" }),
  );
  expect(reports).toMatchObject([
    {
      state: "ok",
      events: [expect.anything()],
      panel: { rows: [{ key: "unread", value: "There may be more messages. Limited (429)." }] },
    },
    { state: "failed", problem },
  ]);
});

test("what isn't there is no fault, and each source stands alone", async () => {
  const { asked, reports } = await reportsOf({});
  expect(reports.map(({ source, state }) => [source, state])).toEqual([
    ["asapp-messages", "empty"],
    ["asapp-state", "empty"],
  ]);
  expect(new Set(asked)).toContain(contactId);
  const problem = { code: "asapp-down", sentence: "It's down.", wayOut: "", theirWords: "503-01, request r" };
  const half = await reportsOf({
    fetchMessages: async () => succeed({ items: [item()] }),
    fetchState: async () => fail(problem),
  });
  expect(half.reports).toMatchObject([
    { state: "ok", isOptional: true },
    { state: "failed", problem, isOptional: true },
  ]);
});
