import { ProblemError } from "@/lib/kernel/result";
import { defineSource } from "@/lib/trail/trail-source";
import { conversationEvents, conversationsPanel } from "./describe-conversation";
import { fetchFromAny, isOfContact, otherCaller, whyUnread, withoutOtherCallers } from "./fetch-conversation";
import { fetchDialogs, fetchSessions, isOwnDialog, type SessionTrace } from "./fetch-sessions";
import { linkedConversation } from "./linked-conversation";
import { callerNumberOf } from "./phone-numbers";
import { koreReaders } from "./readers";

const name = "kore-conversation";

/** What was said with Kore's voice agent, and its summary, as Kore itself keeps it. */
export const koreConversation = defineSource({
  name,
  iamActions: [
    "connect:GetContactAttributes",
    "connect:ListAssociatedContacts",
    "dynamodb:BatchGetItem",
    "logs:FilterLogEvents",
  ],
  channels: ["VOICE"],
  open: (context, subject) => {
    const readers = context.readers?.(koreReaders) ?? [];
    if (readers.length === 0) return [];
    return [
      {
        source: name,
        title: "Kore conversation",
        clock: "Kore",
        // The bot has served the caller: that takes findings back. Kore allows 60 requests a minute for a bot.
        isOptional: true,
        read: async (signal) => {
          const readTraces = async (traces: readonly SessionTrace[]) => {
            const answers = await Promise.all(traces.map((trace) => fetchFromAny(readers, trace, signal)));
            const found = answers.flatMap((answer, index) => {
              const isProven = traces[index]?.isProven === true;
              return answer.ok && isOfContact(answer.value, isProven, subject.window) ? [answer.value] : [];
            });
            const caller = traces.some(isOwnDialog) ? undefined : callerNumberOf(subject);
            return { ...withoutOtherCallers(found, caller), unread: whyUnread(answers) };
          };
          const traces = await fetchSessions(context, subject, signal);
          const named = await readTraces(traces);
          const isNone =
            named.own.length === 0 && !named.unread && traces.length > 0 && !traces.some(isOwnDialog);
          const dialogs = isNone
            ? await fetchDialogs(context, subject, signal).catch((error: unknown) => {
                // That they are another caller's is known without the dialogs.
                if (signal.aborted || !named.hasOthers) throw error;
                return [];
              })
            : [];
          const called = dialogs.length > 0 ? await readTraces(dialogs) : named;
          const { own } = called;
          const hasOthers = named.hasOthers || called.hasOthers;
          const unread = named.unread ?? called.unread;
          if (own.length === 0 && unread) throw new ProblemError(unread);
          if (own.length === 0 && hasOthers) throw new ProblemError(otherCaller);
          return {
            events: own.flatMap((one) => conversationEvents(subject.contactId, one)),
            panel: conversationsPanel(own, { hasOthers, unread }),
          };
        },
      },
    ];
  },
  openLinked: linkedConversation,
});
