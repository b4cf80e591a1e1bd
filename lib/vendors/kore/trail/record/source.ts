import { isDeepStrictEqual } from "node:util";
import { type Problem, ProblemError, type Result } from "@/lib/kernel/result";
import { shareRead } from "@/lib/trail/share-read";
import {
  defineSource,
  type LinkedSubject,
  type OpenSource,
  type SourceReading,
  type TimeWindow,
} from "@/lib/trail/trail-source";
import { otherCaller } from "../fetch-conversation";
import { fetchLinkedSessions, linkedDeadlineMs } from "../fetch-linked-sessions";
import { fetchSessions, isOwnDialog, type SessionTrace } from "../fetch-sessions";
import { callerNumberOf, isNumber, isOtherCaller } from "../phone-numbers";
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
import type { KoreSession } from "./parse-answers";
import { type KoreRecordReader, koreRecordReaders, maxLogLines } from "./readers";

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
    const callerNumber = callerNumberOf(subject);
    return openRecord(new KoreCall({ subject, readers, fetchTraces, endedAt, callerNumber }));
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

interface KoreCallParts {
  subject: LinkedSubject;
  readers: readonly KoreRecordReader[];
  fetchTraces: (signal: AbortSignal) => Promise<SessionTrace[]>;
  /** As the contact center tells it; undefined where it doesn't. */
  callerNumber: string | undefined;
  /** When the contact ended, where that is known. */
  endedAt?: Date | undefined;
  /** Of another contact center. */
  isLinked?: true;
}

type FoundSession = KoreSession & SessionTrace;

/** One contact's sessions with the voice agent, found once for all sources that read at the same time. */
class KoreCall {
  constructor(readonly parts: KoreCallParts) {}

  /** When the contact was over at the latest. */
  endedAt(): string {
    const { endedAt, subject } = this.parts;
    return (endedAt ?? new Date(Math.min(subject.window.toMs, Date.now()))).toISOString();
  }

  traces(signal: AbortSignal): Promise<SessionTrace[]> {
    const { subject, fetchTraces } = this.parts;
    return shareRead(subject, "kore sessions", signal, fetchTraces);
  }

  /** An attribute can be written by anyone who may edit flows: its session must have been in this call's time. */
  found(signal: AbortSignal): Promise<FoundSession[]> {
    const { subject } = this.parts;
    return shareRead(subject, "kore session records", signal, async (stop) => {
      const traces = await this.traces(stop);
      const found = await Promise.all(
        traces.map(async ({ key, isProven }) => {
          const session = await this.any((reader) => reader.fetchSession(key, subject.window, stop));
          const isOwn = session && (isProven || isWithin(session.startedAt, subject.window));
          return isOwn ? [{ ...session, key, isProven }] : [];
        }),
      );
      return found.flat();
    });
  }

  /** Those that aren't surely another caller's. */
  async sessions(signal: AbortSignal): Promise<FoundSession[]> {
    return (await this.found(signal)).filter((one) => !this.isOthers(one));
  }

  isOthers({ userId, ...trace }: Pick<KoreSession, "userId"> & SessionTrace): boolean {
    return !isOwnDialog(trace) && isOtherCaller(this.parts.callerNumber, userId);
  }

  /** What is surely another caller's. Where Kore's sessions can't be read, that isn't known. */
  async others(signal: AbortSignal): Promise<FoundSession[]> {
    if (this.parts.callerNumber === undefined) return [];
    try {
      return (await this.found(signal)).filter((one) => this.isOthers(one));
    } catch (error) {
      if (signal.aborted || !(error instanceof ProblemError)) throw error;
      return [];
    }
  }

  /** The sessions' IDs; where what names them is certain, also without Kore's word. */
  async sessionIds(signal: AbortSignal): Promise<string[]> {
    const traces = await this.traces(signal);
    const known = traces.flatMap(({ key, isProven }) =>
      isProven && "sessionId" in key ? [key.sessionId] : [],
    );
    if (known.length < traces.length) return (await this.sessions(signal)).map(({ sessionId }) => sessionId);
    const others = (await this.others(signal)).map(({ sessionId }) => sessionId);
    return known.filter((id) => !others.includes(id));
  }

  /** From whichever bot has it. Thrown is why it couldn't be read, where none has it. */
  async any<Value>(
    ask: (reader: KoreRecordReader) => Promise<Result<Value | undefined>>,
    isBest: (value: Value) => boolean = () => true,
  ): Promise<Value | undefined> {
    const answers = await Promise.all(this.parts.readers.map(ask));
    const found = answers.flatMap((answer) =>
      answer.ok && answer.value !== undefined ? [answer.value] : [],
    );
    const best = found.find(isBest) ?? found[0];
    if (best !== undefined) return best;
    const problems = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
    const problem = problems.find(isTold);
    if (problem) throw new ProblemError(problem);
    return undefined;
  }
}

/** A bot that doesn't have the session may say so in either way. */
function isTold({ code }: Problem): boolean {
  return code !== "kore-not-found" && code !== "kore-bad-request";
}

function isWithin(at: string | undefined, { fromMs, toMs }: TimeWindow): boolean {
  const atMs = Date.parse(at ?? "");
  return atMs >= fromMs && atMs <= toMs;
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
