import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import { succeed } from "@/lib/kernel/result";
import { inClear, masked } from "@/lib/privacy/sight";
import type { Trail, TrailEvent } from "@/lib/trail/event";
import { maskEvent } from "@/lib/trail/mask";
import { otherBot, otherNumber, recordedError } from "../../findings/recorded";
import { slowTurn } from "../../findings/slow-turn";
import {
  interactionEvents,
  interactionPanel,
  logLineEvents,
  recordingEvents,
  sessionEvents,
  sessionPanel,
} from "./describe-record";
import { slowestPart, turnEvents, turnsPanel } from "./describe-turns";
import {
  hasAllMessages,
  parseInteractions,
  parseLogLines,
  parseRecording,
  parseSessions,
  parseTurns,
} from "./parse-answers";
import { askOnce } from "./recent-answers";

const contactId = asContactId("4f7a5b1c-0a3e-4d0e-8a86-6a8a5ab2a001");
const own = { botId: "st-own-1", didNumber: "+12065551118" };
const trailOf = (events: TrailEvent[]): Trail => ({
  contactId,
  sources: [],
  events,
  uncertain: [],
  findings: [],
});

/** As Kore's page on its conversation history has it. */
const messages = (latency: object) => ({
  total: 2,
  moreAvailable: false,
  messages: [
    {
      _id: "ms-2",
      type: "outgoing",
      createdOn: "2026-03-28T12:18:23.438Z",
      components: [{ cT: "text", data: { text: "Sure! Could you share your order number?" } }],
      latency,
    },
    {
      _id: "ms-1",
      type: "incoming",
      createdOn: "2026-03-28T12:18:22.204Z",
      components: [{ data: { text: "Where is it?" } }],
    },
  ],
});
const usual = {
  totalMs: 1234,
  asr: { durationMs: 310, provider: "google", confidenceScore: 0.94 },
  bot: { durationMs: 680 },
  tts: { durationMs: 244, provider: "azure", firstByteMs: 85 },
};
const slow = { ...usual, totalMs: 4_704, bot: { durationMs: 4_150 } };

describe("how long answers took", () => {
  it("is read from messages that were measured, and never what was said", () => {
    const turns = parseTurns(messages(usual));
    expect(turns).toEqual([
      { id: "ms-2", at: "2026-03-28T12:18:23.438Z", totalMs: 1234, asrMs: 310, botMs: 680, ttsMs: 244 },
    ]);
    expect(turnEvents(contactId, "s", turns)).toEqual([]);
    const rows = turnsPanel({ turns, isWhole: true })?.rows ?? [];
    expect(rows.at(-1)).toEqual({
      key: "turn",
      kind: "sentence",
      label: "12:18:23 UTC",
      value: "1.2 s: speech to text 0.3 s, the bot 0.7 s, the voice 0.2 s",
    });
    expect(JSON.stringify([turns, rows])).not.toContain("order number");
  });

  it("is a finding from four seconds on, which says which part took it", () => {
    const events = turnEvents(contactId, "s", parseTurns(messages(slow)));
    expect(events).toMatchObject([{ tookMs: 4_704, severity: "attention", facts: { part: "bot" } }]);
    expect(slowTurn.find(trailOf(events), new Date())).toMatchObject([
      {
        facts: { part: "bot", totalMs: 4_704, count: 1 },
        title: "The caller waited 4.7 s for an answer of the bot",
        cause: expect.stringContaining("The bot took 4.2 s of it"),
        evidence: ["kore-turns:ms-2"],
      },
    ]);
    const noticed = turnEvents(contactId, "s", parseTurns(messages({ ...slow, totalMs: 3_999 })));
    expect(noticed).toMatchObject([{ severity: "info" }]);
    expect(slowTurn.find(trailOf(noticed), new Date())).toEqual([]);
  });

  it.each([
    [{ totalMs: 4_000, asrMs: 2_000, botMs: 1_000, ttsMs: 1_000 }, "asr"],
    [{ totalMs: 4_000, asrMs: 1_300, botMs: 1_400, ttsMs: 1_300 }, "several"],
    [{ totalMs: 4_000 }, "unknown"],
    [{ totalMs: 4_000, ttsMs: 3_000 }, "tts"],
    // Parts may overlap: the voice begins while the bot still answers.
    [{ totalMs: 5_000, asrMs: 2_600, botMs: 4_500, ttsMs: 2_700 }, "bot"],
  ])("%j was %s", (turn, part) => expect(slowestPart(turn)).toBe(part));

  it("is the sum of what is known where Kore gives no total, and nothing where it gives nothing", () => {
    const { totalMs: _total, ...parts } = usual;
    expect(parseTurns(messages(parts))).toMatchObject([{ totalMs: 1234 }]);
    expect(parseTurns(messages({ totalMs: "long" }))).toEqual([]);
    expect(parseTurns(messages({ totalMs: -1, bot: { durationMs: Number.NaN } }))).toEqual([]);
    expect(parseTurns(messages({ totalMs: 1e300, bot: { durationMs: -5 } }))).toEqual([]);
  });

  it("leaves out a part that took longer than the whole", () => {
    const [turn] = parseTurns(messages({ ...slow, asr: { durationMs: 9_000 } }));
    expect(turn).not.toHaveProperty("asrMs");
    expect(turn).toMatchObject({ totalMs: 4_704, botMs: 4_150 });
  });

  it("says that there are answers that weren't read", () => {
    const turns = parseTurns(messages(usual));
    const keys = (isWhole: boolean) => turnsPanel({ turns, isWhole })?.rows.map(({ key }) => key);
    expect([keys(true)?.includes("unread"), keys(false)?.includes("unread")]).toEqual([false, true]);
    expect(hasAllMessages(messages(usual), 100)).toBe(true);
    expect(hasAllMessages({ ...messages(usual), moreAvailable: true }, 100)).toBe(false);
    expect(hasAllMessages({ messages: [1, 2] }, 2)).toBe(false);
    expect(hasAllMessages({ messages: [1, 2] }, 100)).toBe(true);
  });
});

describe("Kore's record of a call", () => {
  const answer = (more: object) => ({
    numResults: 1,
    data: [
      {
        sessionId: "68dcfba48d99cc7cd125aaaa",
        channel: "Voice",
        finalStatus: "BotResolved",
        smartStatus: "CLOSED AT BOT",
        errorDetails: "",
        disconnectingEvent: "System Hangup",
        automationBotIDs: ["st-own-1"],
        customerinfo: { CustomerPhone: "+12065550199", CenterPhone: "12065551118" },
        sessionStartTime: "2025-10-01T15:30:04",
        sessionEndTime: "2025-10-01T15:31:01",
        ...more,
      },
    ],
  });
  const eventsOf = (more: object) =>
    parseInteractions(answer(more)).interactions.flatMap((interaction) =>
      interactionEvents(contactId, { interaction, own }),
    );

  it("doesn't compare the number where another contact center's connector called", () => {
    const { interactions } = parseInteractions(answer({ customerinfo: { CenterPhone: "+12065550190" } }));
    const severities = (isByConnector: boolean) =>
      interactions.flatMap((interaction) =>
        interactionEvents(contactId, { interaction, own, isByConnector }).map(({ severity }) => severity),
      );
    expect(severities(true)).toEqual(["info"]);
    expect(severities(false)).toEqual(["attention"]);
  });
  const found = (more: object) => {
    const trail = trailOf(eventsOf(more));
    return [otherBot, otherNumber, recordedError].flatMap((kind) => kind.find(trail, new Date()));
  };

  it("that names the connection's bot and number is no finding, and its times are UTC's", () => {
    expect(eventsOf({})).toMatchObject([
      { at: "2025-10-01T15:31:01.000Z", severity: "info", facts: { isOwnBot: true, isOwnNumber: true } },
    ]);
    expect(found({})).toEqual([]);
  });

  it("that names neither leaves it unknown", () => {
    const more = { automationBotIDs: [], customerinfo: { CenterPhone: "" } };
    const [event] = eventsOf(more);
    expect(event?.facts).not.toHaveProperty("isOwnBot");
    expect(event?.facts).not.toHaveProperty("isOwnNumber");
    expect(found(more)).toEqual([]);
  });

  it("that names another bot, another number, or an error says so, and says what is concluded", () => {
    expect(found({ automationBotIDs: ["st-other"] })).toMatchObject([
      { facts: { botIds: ["st-other"] }, cause: expect.stringContaining("Patchbay concludes") },
    ]);
    expect(found({ customerinfo: { CenterPhone: "+12065550142" } })).toMatchObject([
      { facts: { calledNumber: "+12065550142", ownNumber: "+12065551118" } },
    ]);
    expect(found({ errorDetails: "It broke." })).toMatchObject([
      { title: "Kore recorded an error of the call" },
    ]);
  });

  it("shows its numbers as numbers, which are masked", () => {
    const { interactions } = parseInteractions(answer({}));
    expect(interactionPanel(interactions)?.rows).toContainEqual({
      key: "CenterPhone",
      label: "Number called",
      value: "12065551118",
      kind: "phone",
    });
    const [event] = eventsOf({ customerinfo: { CenterPhone: "+12065550142" } });
    expect(event && JSON.stringify(maskEvent(event, masked))).not.toContain("2065550142");
  });
});

test("the same is asked once in 15 seconds, and anew with other credentials or after a failure that was thrown", async () => {
  let asked = 0;
  let nowMs = 1_000_000;
  const ask = (secret: string) =>
    askOnce(
      [secret, "request"],
      async () => {
        asked += 1;
        if (asked === 1) throw new Error("aborted");
        return succeed(asked);
      },
      () => nowMs,
    );
  await expect(ask("a")).rejects.toThrow("aborted");
  expect([await ask("a"), await ask("a"), await ask("b")]).toEqual([2, 2, 3].map((value) => succeed(value)));
  nowMs += 15_000;
  expect(await ask("a")).toEqual(succeed(4));
});

describe("a session, a recording, and a debug log", () => {
  it("says how it ended, in Kore's words where they are not known here", () => {
    const sessionOf = (containmentType: string) =>
      parseSessions({
        sessions: [{ sessionId: "s-1", end_time: "2025-03-18T14:01:37.518Z", containmentType }],
      }).flatMap((one) => sessionEvents(contactId, one));
    expect(sessionOf("agent")).toMatchObject([{ title: expect.stringContaining("transferred to an agent") }]);
    expect(sessionOf("elsewhere")).toMatchObject([{ title: expect.stringContaining("elsewhere") }]);
    expect(sessionOf("")).toEqual([]);
    const ofCaller = { sessionId: "s-1", userId: "+12065550199", end_time: "2025-03-18T14:01:37.518Z" };
    const sessions = parseSessions({ sessions: [{ ...ofCaller, containmentType: "agent" }] });
    const events = sessions.flatMap((one) => sessionEvents(contactId, one));
    const shown = [sessionPanel(sessions), ...events.map((event) => maskEvent(event, masked))];
    expect(events).toHaveLength(1);
    expect(JSON.stringify(shown)).not.toContain("5550199");
  });

  it("is linked to only for those who may see and hear all of it", () => {
    const recording = parseRecording({
      status: "success",
      recording: [
        { fileName: "a.wav", fileUrl: "https://smartassist.kore.ai/a.wav?s=signed" },
        { fileName: "b.wav", fileUrl: "javascript:alert(1)" },
      ],
    });
    const events = recordingEvents(contactId, "s-1", recording, "2026-03-28T12:18:23.438Z");
    expect(events).toHaveLength(1);
    const [event] = events;
    if (!event) throw new Error("no event");
    expect(maskEvent(event, inClear).link?.href).toContain("signed");
    for (const sight of [masked, { phones: false, transcripts: true }, { phones: true, transcripts: false }])
      expect(JSON.stringify(maskEvent(event, sight))).not.toMatch(/signed|expires/);
  });

  it("is read in any of the forms that it may have, and hidden as what was said is", () => {
    const at = "2026-03-28T12:18:23.438Z";
    const lines = [{ createdOn: at, message: "He said 4111" }, { timestamp: at, log: { a: 1 } }, {}, 7];
    for (const answer of [lines, { total: 4, logs: lines }]) {
      const events = logLineEvents(contactId, parseLogLines(answer));
      expect(events.map(({ detail }) => detail)).toEqual(["He said 4111", '{"a":1}']);
      expect(new Set(events.map(({ id }) => id)).size).toBe(2);
      expect(JSON.stringify(events.map((event) => maskEvent(event, masked)))).not.toContain("4111");
    }
  });

  it("never makes the reader throw, whatever Kore answers", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (answer) => {
        for (const body of [
          answer,
          { messages: answer, sessions: answer, data: answer, recording: answer, logs: answer },
          { messages: [answer], sessions: [answer], data: [answer], recording: [answer], logs: [answer] },
          { messages: [{ createdOn: 1, latency: answer }], data: [{ sessionId: "s", customerinfo: answer }] },
        ]) {
          turnEvents(contactId, "s", parseTurns(body));
          parseSessions(body).flatMap((one) => sessionEvents(contactId, one));
          for (const interaction of parseInteractions(body).interactions)
            interactionEvents(contactId, { interaction, own });
          parseRecording(body);
          logLineEvents(contactId, parseLogLines(body));
        }
      }),
    );
  });
});
