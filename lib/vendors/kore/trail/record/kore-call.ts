import { describeFailure } from "@/lib/aws/describe-failure";
import { type Problem, ProblemError, type Result } from "@/lib/kernel/result";
import { shareRead } from "@/lib/trail/share-read";
import type { LinkedSubject, TimeWindow } from "@/lib/trail/trail-source";
import { isOwnDialog, type SessionTrace } from "../fetch-sessions";
import { isOtherCaller } from "../phone-numbers";
import type { KoreSession } from "./parse-answers";
import type { KoreRecordReader } from "./readers";

interface KoreCallParts {
  subject: LinkedSubject;
  readers: readonly KoreRecordReader[];
  fetchTraces: (signal: AbortSignal) => Promise<SessionTrace[]>;
  /** For a contact of which none of those is; undefined where it has no SIP dialogs that are known. */
  fetchOwnDialogs?: (signal: AbortSignal) => Promise<SessionTrace[]>;
  /** As the contact center tells it; undefined where it doesn't. */
  callerNumber: string | undefined;
  /** When the contact ended, where that is known. */
  endedAt?: Date | undefined;
  /** Of another contact center. */
  isLinked?: true;
}

type FoundSession = KoreSession & SessionTrace;

/** One contact's sessions with the voice agent, found once for all sources that read at the same time. */
export class KoreCall {
  constructor(readonly parts: KoreCallParts) {}

  /** When the contact was over at the latest. */
  endedAt(): string {
    const { endedAt, subject } = this.parts;
    return (endedAt ?? new Date(Math.min(subject.window.toMs, Date.now()))).toISOString();
  }

  /** What names the contact's sessions. */
  async traces(signal: AbortSignal): Promise<SessionTrace[]> {
    const named = await this.named(signal);
    if (!this.mayBeOthers(named)) return named;
    try {
      return (await this.looked(signal)).traces;
    } catch (error) {
      // Without Kore's word on them, what belongs to them is told apart by its own times.
      if (signal.aborted || !(error instanceof ProblemError)) throw error;
      return named;
    }
  }

  async found(signal: AbortSignal): Promise<FoundSession[]> {
    return (await this.looked(signal)).found;
  }

  private named(signal: AbortSignal): Promise<SessionTrace[]> {
    const { subject, fetchTraces } = this.parts;
    return shareRead(subject, "kore sessions", signal, fetchTraces);
  }

  /** Attributes alone name them, and the contact's own dialog may name another. */
  private mayBeOthers(named: readonly SessionTrace[]): boolean {
    const { fetchOwnDialogs } = this.parts;
    return fetchOwnDialogs !== undefined && named.length > 0 && named.every(({ isProven }) => !isProven);
  }

  private looked(signal: AbortSignal): Promise<{ traces: SessionTrace[]; found: FoundSession[] }> {
    const { subject, fetchOwnDialogs } = this.parts;
    return shareRead(subject, "kore session records", signal, async (stop) => {
      const named = await this.named(stop);
      const found = await this.lookUp(named, stop);
      const isNone = found.every((one) => this.isOthers(one));
      const dialogs =
        isNone && fetchOwnDialogs && this.mayBeOthers(named)
          ? // Whose the named ones are is known without the dialogs; that there is none of the caller's isn't.
            await fetchOwnDialogs(stop).catch(orNone(stop, found.length > 0))
          : [];
      if (dialogs.length === 0) return { traces: named, found };
      return { traces: dialogs, found: [...found, ...(await this.lookUp(dialogs, stop))] };
    });
  }

  /** An attribute can be written by anyone who may edit flows: its session must have been in this call's time. */
  private async lookUp(traces: readonly SessionTrace[], signal: AbortSignal): Promise<FoundSession[]> {
    const { subject } = this.parts;
    const found = await Promise.all(
      traces.map(async ({ key, isProven }) => {
        const session = await this.any((reader) => reader.fetchSession(key, subject.window, signal));
        const isOwn = session && (isProven || isWithin(session.startedAt, subject.window));
        return isOwn ? [{ ...session, key, isProven }] : [];
      }),
    );
    return found.flat();
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
    // Of those that attributes alone name, none counts as known: they are looked up, and the dialogs with them.
    const traces = await this.named(signal);
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

function orNone(signal: AbortSignal, isNoneNeeded: boolean): (error: unknown) => SessionTrace[] {
  return (error) => {
    if (signal.aborted) throw error;
    if (isNoneNeeded) return [];
    throw error instanceof ProblemError ? error : new ProblemError(describeFailure(error));
  };
}

/** A bot that doesn't have the session may say so in either way. */
function isTold({ code }: Problem): boolean {
  return code !== "kore-not-found" && code !== "kore-bad-request";
}

export function isWithin(at: string | undefined, { fromMs, toMs }: TimeWindow): boolean {
  const atMs = Date.parse(at ?? "");
  return atMs >= fromMs && atMs <= toMs;
}
