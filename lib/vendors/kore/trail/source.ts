import { fail, ProblemError, type Result } from "@/lib/kernel/result";
import { defineSource, type TimeWindow } from "@/lib/trail/trail-source";
import { conversationEvents, conversationsPanel } from "./describe-conversation";
import { findSessions, type SessionTrace } from "./find-sessions";
import type { KoreConversation } from "./kore-conversation";
import { type KoreReader, koreReaders } from "./readers";

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
          const traces = await findSessions(context, subject, signal);
          const answers = await Promise.all(traces.map((trace) => readConversation(readers, trace, signal)));
          const found = answers.flatMap((answer, index) => {
            const isProven = traces[index]?.isProven === true;
            return answer.ok && isOfContact(answer.value, isProven, subject.window) ? [answer.value] : [];
          });
          const own = [...new Map(found.map((one) => [one.sessionId, one])).values()];
          const failed = answers.find((answer) => !answer.ok && answer.problem.code !== "kore-not-found");
          if (own.length === 0 && failed?.ok === false) throw new ProblemError(failed.problem);
          return {
            events: own.flatMap((one) => conversationEvents(subject.contactId, one)),
            panel: conversationsPanel(own),
          };
        },
      },
    ];
  },
});

/** An attribute can be written by anybody who may edit flows: it must not open another caller's conversation. */
function isOfContact({ startedAt }: KoreConversation, isProven: boolean, window: TimeWindow): boolean {
  if (isProven || startedAt === undefined) return isProven;
  const atMs = Date.parse(startedAt);
  return atMs >= window.fromMs && atMs <= window.toMs;
}

/** From whichever bot has it; the others' "not found" says nothing. */
async function readConversation(
  readers: readonly KoreReader[],
  { key }: SessionTrace,
  signal: AbortSignal,
): Promise<Result<KoreConversation>> {
  const answers = await Promise.all(readers.map((reader) => reader.readConversation(key, signal)));
  const problems = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
  const found = answers.find((answer) => answer.ok);
  return found ?? fail(problems.find(({ code }) => code !== "kore-not-found") ?? problems[0] ?? unknown);
}

const unknown = {
  code: "kore-not-found",
  sentence: "No connected Kore bot can have this conversation.",
  wayOut: "Connect the Kore bot of the integration.",
};
