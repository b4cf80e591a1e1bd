import { type Problem, ProblemError, type Result } from "@/lib/kernel/result";
import type { LinkedContext, LinkedSubject, OpenSource, TimeWindow } from "@/lib/trail/trail-source";
import { conversationEvents, conversationsPanel } from "./describe-conversation";
import { fetchFromAny, isOfContact, otherCaller, whyUnread, withoutOtherCallers } from "./fetch-conversation";
import { fetchLinkedSessions, linkedDeadlineMs } from "./fetch-linked-sessions";
import type { SessionTrace } from "./fetch-sessions";
import type { KoreConversation } from "./kore-conversation";
import { conversationBegan } from "./kore-events";
import { type KoreReader, koreReaders } from "./readers";

/** Kore's clock may be wrong by this much, as everywhere in a trail. */
const clockMs = 15 * 60_000;

/** The conversation of a contact that isn't Amazon Connect's: by the linked ids, and by what the contact center's variables hold. */
export function linkedConversation(context: LinkedContext, subject: LinkedSubject): OpenSource[] {
  const readers = context.readers(koreReaders);
  if (readers.length === 0) return [];
  return [
    {
      source: "kore-conversation",
      title: "Kore conversation",
      clock: "Kore",
      isOptional: true,
      deadlineMs: linkedDeadlineMs,
      read: async (signal) => {
        const traces = await fetchLinkedSessions(context, signal);
        const isLinked = context.links.some(({ vendor }) => vendor === "kore");
        if (traces.length === 0) throw new ProblemError(notLinked);
        const answers = await Promise.all(traces.map((trace) => fetchLinked(readers, trace, signal)));
        const found = answers.flatMap((answer) =>
          answer.ok && isOfLinked(answer.value, isLinked, subject.window) ? [answer.value] : [],
        );
        const { own, hasOthers } = withoutOtherCallers(found, subject.callerNumber);
        if (own.length === 0) throw new ProblemError(hasOthers ? otherCaller : whyNone(answers));
        return {
          events: own.flatMap((one) =>
            conversationEvents(subject.contactId, one).map((event) =>
              conversationBegan.is(event) && one.summary === undefined
                ? { ...event, facts: { ...event.facts, lacksSummary: true } }
                : event,
            ),
          ),
          panel: conversationsPanel(own, { hasOthers, unread: whyUnread(answers) }),
        };
      },
    },
  ];
}

/** A linked id may be a call's, where Kore has no session of that name. */
async function fetchLinked(
  readers: readonly KoreReader[],
  trace: SessionTrace,
  signal: AbortSignal,
): Promise<Result<KoreConversation>> {
  const answer = await fetchFromAny(readers, trace, signal);
  const { key } = trace;
  if (answer.ok || answer.problem.code !== "kore-not-found" || !("sessionId" in key)) return answer;
  return fetchFromAny(readers, { ...trace, key: { callId: key.sessionId } }, signal);
}

/** A link that was posted with another caller's session opens no conversation: the two were not at one time. */
function isOfLinked(conversation: KoreConversation, isLinked: boolean, window: TimeWindow): boolean {
  const { fromMs, toMs } = window;
  const wide = { fromMs: fromMs - clockMs, toMs: toMs + clockMs };
  // What a link was posted for with a token may be shown with a clock that is off; what anyone may write may not.
  return isOfContact(conversation, false, isLinked ? wide : window);
}

function whyNone(answers: readonly Result<KoreConversation>[]): Problem {
  const [first = otherTime] = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
  return whyUnread(answers) ?? first;
}

/** A finding goes by its code. */
export const notLinked: Problem = {
  code: "kore-not-linked",
  sentence: "No Kore session is linked with this contact.",
  wayOut:
    "A call that Kore refused has no session. For others, follow the guide's step that links the two: the contact center's event script posts the session to Patchbay.",
};
const otherTime: Problem = {
  code: "kore-other-time",
  sentence: "The linked Kore session was at another time than this contact, so it isn't shown.",
  wayOut: "Check which session the contact center's event script posts.",
};
