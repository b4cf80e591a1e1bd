import { isDeepStrictEqual } from "node:util";
import { ProblemError } from "@/lib/kernel/result";
import { defineSource, type OpenSource, type SourceReading } from "@/lib/trail/trail-source";
import { otherCaller } from "../fetch-conversation";
import { fetchLinkedSessions, linkedDeadlineMs } from "../fetch-linked-sessions";
import { fetchDialogs, fetchSessions } from "../fetch-sessions";
import { callerNumberOf, isNumber } from "../phone-numbers";
import {
  debugLogSource,
  interactionEvents,
  interactionPanel,
  interactionSource,
  logLineEvents,
  recordingEvents,
  recordingPanel,
  recordingSource,
  sessionEvents,
  sessionPanel,
  sessionSource,
  withoutAccountPanel,
} from "./describe-record";
import { turnEvents, turnsPanel, turnsSource } from "./describe-turns";
import { isWithin, KoreCall } from "./kore-call";
import { koreRecordReaders, maxLogLines } from "./readers";

/**
 * What Kore keeps of a call besides its conversation: each behind a scope of its own, so each is a source that may be
 * missing alone. People's own looks alone ask for it: Kore allows 60 requests a minute for a bot.
 */
export const koreRecord = defineSource({
  name: "kore-record",
  iamActions: [
    "connect:GetContactAttributes",
    "connect:ListAssociatedContacts",
    "dynamodb:BatchGetItem",
    "logs:FilterLogEvents",
  ],
  channels: ["VOICE"],
  open: (context, subject) => {
    const readers = context.readers?.(koreRecordReaders) ?? [];
    const { contact } = subject;
    const endedAt = contact.ok ? contact.value.DisconnectTimestamp : undefined;
    // A page that follows a call would use up the bot's requests, for a record that Kore writes at the end.
    const goesOn = contact.ok && endedAt === undefined;
    if (readers.length === 0 || goesOn) return [];
    const fetchTraces = (signal: AbortSignal) => fetchSessions(context, subject, signal);
    const fetchOwnDialogs = (signal: AbortSignal) => fetchDialogs(context, subject, signal);
    const callerNumber = callerNumberOf(subject);
    return openRecord(
      new KoreCall({ subject, readers, fetchTraces, fetchOwnDialogs, endedAt, callerNumber }),
    );
  },
  openLinked: (context, subject) => {
    const readers = context.readers(koreRecordReaders);
    if (readers.length === 0 || subject.goesOn) return [];
    const { callerNumber, endedAt } = subject;
    const fetchTraces = (signal: AbortSignal) => fetchLinkedSessions(context, signal);
    const call = new KoreCall({ subject, readers, fetchTraces, callerNumber, endedAt, isLinked: true });
    return openRecord(call).map((source) => ({ ...source, deadlineMs: linkedDeadlineMs }));
  },
});

function openRecord(call: KoreCall): OpenSource[] {
  const source = (name: string, title: string, read: OpenSource["read"]): OpenSource => ({
    source: name,
    title,
    clock: "Kore",
    isOptional: true,
    read,
  });
  return [
    source(sessionSource, "Kore session", (signal) => readSessions(call, signal)),
    source(turnsSource, "Kore response times", (signal) => readTurns(call, signal)),
    source(interactionSource, "Kore's record of the call", (signal) => readInteractions(call, signal)),
    source(recordingSource, "Kore recording", (signal) => readRecordings(call, signal)),
    source(debugLogSource, "Kore debug log", (signal) => readLogLines(call, signal)),
  ];
}

async function readSessions(call: KoreCall, signal: AbortSignal): Promise<SourceReading> {
  const found = await call.found(signal);
  const sessions = found.filter((one) => !call.isOthers(one));
  if (sessions.length === 0 && found.length > 0) throw new ProblemError(otherCaller);
  const { contactId } = call.parts.subject;
  return {
    events: sessions.flatMap((one) => sessionEvents(contactId, one)),
    panel: sessionPanel(sessions),
  };
}

async function readTurns(call: KoreCall, signal: AbortSignal): Promise<SourceReading> {
  const { contactId, window } = call.parts.subject;
  const others = await call.others(signal);
  const traces = (await call.traces(signal)).filter(
    ({ key }) => !others.some((other) => isDeepStrictEqual(other.key, key)),
  );
  const found = await Promise.all(
    traces.map(async ({ key, isProven }) => {
      const read = await call.any((reader) => reader.fetchTurns(key, window, signal));
      const { turns, isWhole } = read ?? { turns: [], isWhole: true };
      const own = isProven ? turns : turns.filter(({ at }) => isWithin(at, window));
      return { events: turnEvents(contactId, Object.values(key).join(""), own), turns: own, isWhole };
    }),
  );
  return {
    events: found.flatMap(({ events }) => events),
    panel: turnsPanel({
      turns: found.flatMap(({ turns }) => turns),
      isWhole: found.every(({ isWhole }) => isWhole),
    }),
  };
}

async function readInteractions(call: KoreCall, signal: AbortSignal): Promise<SourceReading> {
  const { contactId, window } = call.parts.subject;
  const accounts = await Promise.all(call.parts.readers.map((reader) => reader.hasAccount()));
  if (accounts.every((one) => one.ok && !one.value)) {
    return { events: [], panel: withoutAccountPanel, isUnasked: true };
  }
  const sessionIds = await call.sessionIds(signal);
  const answers = await Promise.all(
    sessionIds.map((id) =>
      // Kore's record is the account's: another of its bots may return the same one.
      call.any(
        (reader) => reader.fetchInteraction(id, window, signal),
        ({ interaction, own }) => interaction.botIds.includes(own.botId),
      ),
    ),
  );
  const found = answers.filter((one) => one !== undefined);
  const of = { isByConnector: call.parts.isLinked === true, otherwiseAt: call.endedAt() };
  return {
    events: found.flatMap((one) => interactionEvents(contactId, { ...one, ...of })),
    panel: interactionPanel(found.map(({ interaction }) => interaction)),
  };
}

async function readRecordings(call: KoreCall, signal: AbortSignal): Promise<SourceReading> {
  const { contactId } = call.parts.subject;
  const sessionIds = await call.sessionIds(signal);
  // Kore doesn't say when: a recording is there once the call is over.
  const at = call.endedAt();
  const found = await Promise.all(
    sessionIds.map(async (sessionId) => {
      const recording = await call.any((reader) => reader.fetchRecording(sessionId, signal));
      return recording ? [{ recording, events: recordingEvents(contactId, sessionId, recording, at) }] : [];
    }),
  );
  return {
    events: found.flat().flatMap(({ events }) => events),
    panel: recordingPanel(found.flat().map(({ recording }) => recording)),
  };
}

async function readLogLines(call: KoreCall, signal: AbortSignal): Promise<SourceReading> {
  const { contactId, window } = call.parts.subject;
  const sessions = await call.sessions(signal);
  const found = await Promise.all(
    sessions.map(async ({ userId, sessionId }) => {
      if (userId === "") return { lines: [], isWhole: false };
      const lines = (await call.any((reader) => reader.fetchLogLines(userId, signal))) ?? [];
      // The same caller's other calls are among them.
      const own = lines.filter((line) =>
        line.sessionId === "" ? isWithin(line.at, window) : line.sessionId === sessionId,
      );
      // By which name Kore keeps a caller whom it knows by an ID of its own isn't known.
      return { lines: own, isWhole: isNumber(userId) && lines.length < maxLogLines };
    }),
  );
  const events = logLineEvents(
    contactId,
    found.flatMap(({ lines }) => lines),
  );
  const isWhole = found.length > 0 && found.every((one) => one.isWhole);
  // Most scripts log nothing: that is known then, and isn't missing.
  return { events, ...(isWhole && { isAnswer: true }) };
}
