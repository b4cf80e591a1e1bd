import { expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import { fail, succeed } from "@/lib/kernel/result";
import { readSource } from "@/lib/trail/read-source";
import { fakeReaders } from "@/lib/trail/testing/fake-readers";
import { type KoreRecordReader, koreRecordReaders } from "./readers";
import { koreRecord } from "./source";

const startedAt = "2026-11-20T10:00:04.000Z";
const endedAt = "2026-11-20T10:00:40.000Z";
const subject = {
  contactId: asContactId("5FAn4iXtTZ2zPjaGhLxPsA"),
  window: { fromMs: Date.parse("2026-11-20T09:59:00Z"), toMs: Date.parse("2026-11-20T10:05:00Z") },
};
const session = {
  ...{ sessionId: "s-1", botId: "st-1", userId: "+12065550199", channel: "korevg" },
  ...{ status: "closed", containmentType: "agent", startedAt, endedAt, tags: [] },
};

/** A bot of the account `botId`, which has nothing but what is given. */
function readerOf(botId: string, more: Partial<KoreRecordReader> = {}): KoreRecordReader {
  const nothing = async () => succeed(undefined);
  return {
    fetchSession: async () => succeed(session),
    hasAccount: async () => succeed(true),
    fetchInteraction: async () =>
      succeed({
        interaction: {
          ...{ sessionId: "s-1", botIds: ["st-b", "st-c"], calledNumber: "", callerNumber: "" },
          ...{ channel: "Voice", finalStatus: "CLOSED", smartStatus: "", reason: "" },
          ...{ disconnectingEvent: "", errorDetails: "", startedAt, endedAt },
        },
        own: { botId, didNumber: "+12065551118" },
      }),
    ...{ fetchTurns: nothing, fetchRecording: nothing, fetchLogLines: nothing },
    ...more,
  };
}

async function read(name: string, ...readers: KoreRecordReader[]) {
  const context = {
    ...fakeReaders(koreRecordReaders, ...readers),
    links: [{ vendor: "kore", externalId: "s-1" }],
  };
  const source = koreRecord.openLinked?.(context, subject).find((one) => one.source === name);
  return source ? readSource(source) : expect.unreachable();
}

test("a record of the account that two connected bots return is compared with the bot that ran", async () => {
  for (const ids of [
    ["st-a", "st-b"],
    ["st-b", "st-a"],
  ]) {
    const { events } = await ok("kore-interaction", ...ids.map((id) => readerOf(id)));
    expect(events).toMatchObject([{ facts: { isOwnBot: true, ownBotId: "st-b" } }]);
  }
  const { events } = await ok("kore-interaction", readerOf("st-a"), readerOf("st-d"));
  expect(events).toMatchObject([{ facts: { isOwnBot: false } }]);
});

async function ok(name: string, ...readers: KoreRecordReader[]) {
  const report = await read(name, ...readers);
  return report.state === "failed" ? expect.unreachable(report.problem.sentence) : report;
}

test("a bot that can't be read takes nothing from the one that has the record, and is told where none has", async () => {
  const down = { code: "kore-down", sentence: "Down.", wayOut: "Wait." };
  const broken = readerOf("st-a", { fetchInteraction: async () => fail(down) });
  expect(await read("kore-interaction", broken, readerOf("st-b"))).toMatchObject({ state: "ok" });
  expect(await read("kore-interaction", broken)).toMatchObject({ state: "failed", problem: down });
});

test("without the account's ID nothing is asked, and nothing is said to have been read", async () => {
  const nobodys = readerOf("st-a", { hasAccount: async () => succeed(false) });
  expect(await read("kore-interaction", nobodys)).toMatchObject({
    ...{ state: "empty", isUnasked: true, events: [] },
    panel: { rows: [{ label: "Not read", kind: "sentence" }] },
  });
  expect(await ok("kore-interaction", nobodys, readerOf("st-b"))).not.toHaveProperty("isUnasked");
});

test("a record without times counts all the same, at the contact's end", async () => {
  const reader = readerOf("st-a");
  const untimed = readerOf("st-a", {
    fetchInteraction: async (...asked) => {
      const answer = await reader.fetchInteraction(...asked);
      if (!answer.ok || answer.value === undefined) return answer;
      const { startedAt: _start, endedAt: _end, ...interaction } = answer.value.interaction;
      return succeed({ ...answer.value, interaction });
    },
  });
  const { events } = await ok("kore-interaction", untimed);
  expect(events).toMatchObject([
    { at: new Date(subject.window.toMs).toISOString(), severity: "attention", facts: { isOwnBot: false } },
  ]);
});

test("an empty debug log is known to be empty only where the caller's other calls don't fill the page", async () => {
  const lines = (count: number) =>
    readerOf("st-1", {
      fetchLogLines: async () =>
        succeed(
          Array.from({ length: count }, () => ({
            ...{ at: startedAt, sessionId: "another", text: "x", isError: false },
          })),
        ),
    });
  expect(await read("kore-debug-log", lines(99))).toMatchObject({ state: "ok", events: [] });
  expect(await read("kore-debug-log", lines(100))).toMatchObject({ state: "empty", events: [] });
  // Kore's own ID of a caller may be another name than the log's.
  const known = { ...lines(0), fetchSession: async () => succeed({ ...session, userId: "u-c3c0b243-becc" }) };
  expect(await read("kore-debug-log", known)).toMatchObject({ state: "empty", events: [] });
});

test("the answers of a long conversation are said to be some of them", async () => {
  const turns = readerOf("st-1", {
    fetchTurns: async () => succeed({ turns: [{ at: startedAt, totalMs: 900 }], isWhole: false }),
  });
  const { panel } = await ok("kore-turns", turns);
  expect(panel?.rows.map(({ key }) => key)).toContain("unread");
});

test("a recording of a linked call has the call's end for its time, whenever it's read", async () => {
  const of = { ...subject, endedAt: new Date(endedAt) };
  const recorded = readerOf("st-1", {
    fetchRecording: async () => succeed({ status: "success", files: [{ name: "a.wav", url: "https://a" }] }),
  });
  const context = {
    ...fakeReaders(koreRecordReaders, recorded),
    links: [{ vendor: "kore", externalId: "s-1" }],
  };
  const source = koreRecord.openLinked?.(context, of).find((one) => one.source === "kore-recording");
  const report = source ? await readSource(source) : expect.unreachable();
  expect(report).toMatchObject({ events: [{ at: endedAt }] });
  // Kore writes its record at the end: a page that follows a call doesn't ask for it again and again.
  expect(koreRecord.openLinked?.(context, { ...subject, goesOn: true })).toEqual([]);
});
