import { ProblemError } from "@/lib/kernel/result";
import { parseLine } from "@/lib/trail/filter-log-events";
import { fetchAttributes } from "@/lib/trail/systems/attributes/fetch-attributes";
import { formatAttributeValue } from "@/lib/trail/systems/attributes/format-attribute-value";
import {
  fetchRecordMetadata,
  fetchStoredMetadata,
  type StoredMetadata,
} from "@/lib/trail/systems/metadata/stored-metadata";
import { fetchInvites } from "@/lib/trail/systems/sip/fetch-invites";
import type { TrailContext, TrailSubject } from "@/lib/trail/trail-source";

/** A conversation of the contact's, and how much what names it can be trusted. */
export interface SessionTrace {
  key: { sessionId: string } | { callId: string };
  /** false for attributes: whoever may edit flows writes them. */
  isProven: boolean;
}

/** The contact's own SIP dialog has this Call-ID: whatever number it was called with, the conversation is the contact's. */
export function isOwnDialog({ key, isProven }: SessionTrace): boolean {
  return isProven && "callId" in key;
}

/** A call is with the voice agent once, or a few times. */
export const maxSessions = 3;
/** The name under which the Service node posts it, and what flows make of that. */
const sessionName = /^kore[-_ ]?(?:instance)?[-_ ]?session[-_ ]?id$/i;

/**
 * Kore's sessions of the contact: from what Kore posted, else from the attributes, else by the Call-ID of the SIP
 * dialogs, because a call that the voice agent served to its end has no post. Where one of these cannot be read the
 * others serve; with none of them, that is thrown.
 */
export async function fetchSessions(
  context: TrailContext,
  subject: TrailSubject,
  signal: AbortSignal,
): Promise<SessionTrace[]> {
  const failures: unknown[] = [];
  const ofTables = (read: typeof fetchStoredMetadata) =>
    Promise.all(
      context.tables.map((table) =>
        unlessUnreadable(signal, failures, async () =>
          sessionsOf(await read(context, subject, table, signal)),
        ),
      ),
    );
  const dialogs = fetchCallIds(context, subject, signal, failures);
  const others = Promise.all([
    ofTables(fetchStoredMetadata),
    unlessUnreadable(signal, failures, async () =>
      sessionIdsIn(await fetchAttributes(context, subject, signal)),
    ),
  ]);
  // They may fail, when time is up, before anybody waits for them.
  for (const early of [dialogs, others]) early.catch(() => undefined);
  // Nearly always there, and the quickest to be known: the rest need not be waited for then.
  const quick = unique((await ofTables(fetchRecordMetadata)).flat());
  if (quick.length > 0) return quick.slice(0, maxSessions).map(provenSession);
  const [posted, attributes] = await others;
  const proven = unique(posted.flat());
  const told = unique(attributes).filter((id) => !proven.includes(id));
  const sessions = [
    ...proven.map(provenSession),
    ...told.map((sessionId): SessionTrace => ({ key: { sessionId }, isProven: false })),
  ];
  if (sessions.length > 0) return sessions.slice(0, maxSessions);
  return dialogTraces(await dialogs, failures);
}

/**
 * By the Call-ID of the SIP dialogs alone: for a contact of which none of the sessions is that `fetchSessions` found, such as
 * one that an attribute still has of an earlier call.
 */
export async function fetchDialogs(
  context: TrailContext,
  subject: TrailSubject,
  signal: AbortSignal,
): Promise<SessionTrace[]> {
  const failures: unknown[] = [];
  return dialogTraces(await fetchCallIds(context, subject, signal, failures), failures);
}

async function fetchCallIds(
  context: TrailContext,
  subject: TrailSubject,
  signal: AbortSignal,
  failures: unknown[],
): Promise<string[]> {
  const found = await Promise.all(
    context.connectors.map(({ id }) =>
      unlessUnreadable(
        signal,
        failures,
        async () => (await fetchInvites(context, subject, id, signal)).callIds,
      ),
    ),
  );
  return unique(found.flat());
}

function dialogTraces(callIds: readonly string[], failures: readonly unknown[]): SessionTrace[] {
  if (callIds.length === 0 && failures.length > 0) throw failures[0];
  return callIds.slice(0, maxSessions).map((callId) => ({ key: { callId }, isProven: true }));
}

async function unlessUnreadable(
  signal: AbortSignal,
  failures: unknown[],
  read: () => Promise<string[]>,
): Promise<string[]> {
  try {
    return await read();
  } catch (error) {
    if (signal.aborted) throw error;
    // A log group that is not there holds no trace: that is known.
    const isAbsent = error instanceof ProblemError && error.problem.code === "log-group-missing";
    if (!isAbsent) failures.push(error);
    return [];
  }
}

function provenSession(sessionId: string): SessionTrace {
  return { key: { sessionId }, isProven: true };
}

function sessionsOf(stored: StoredMetadata[]): string[] {
  return stored.flatMap(({ item }) => {
    if (item.koreSessionId?.S) return [item.koreSessionId.S];
    return item.kore_session_data ? sessionIdsIn({ body: formatAttributeValue(item.kore_session_data) }) : [];
  });
}

/** Pure: session ids among values, and inside values that are JSON objects ("customData"). */
export function sessionIdsIn(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (sessionName.test(name)) return isSessionId(value) ? [value.trim()] : [];
    const members = Object.entries(parseLine(value) ?? {});
    return members.flatMap(([member, text]) =>
      sessionName.test(member) && typeof text === "string" && isSessionId(text) ? [text.trim()] : [],
    );
  });
}

function isSessionId(text: string): boolean {
  return /^[\w.:@-]{4,200}$/.test(text.trim());
}

function unique(ids: string[]): string[] {
  return [...new Set(ids)];
}
