import type { PlainObject } from "@/lambdas/shared/plain-values";
import { type Problem, ProblemError, type Result } from "@/lib/kernel/result";
import { defineSource, type OpenSource, type TrailSubject } from "@/lib/trail/trail-source";
import { type AsappConversationReader, asappConversationReaders } from "./conversation-readers";
import {
  messageEvents,
  messagesPanel,
  messagesSource,
  parseMessages,
  statePanel,
  stateSource,
} from "./describe-conversation";

/**
 * What ASAPP has of the conversation under the contact's ID: what was said, and GenerativeAgent's state. Whether it has that
 * for calls by number isn't documented, so nothing there is no fault, and scans don't ask.
 */
export const asappConversation = defineSource({
  name: "asapp-conversation",
  iamActions: [],
  channels: ["VOICE"],
  open: (context, subject) => {
    const readers = context.readers?.(asappConversationReaders) ?? [];
    if (readers.length === 0) return [];
    const source = (name: string, title: string, read: OpenSource["read"]): OpenSource => ({
      source: name,
      title,
      clock: "ASAPP",
      isOptional: true,
      read,
    });
    return [
      source(messagesSource, "ASAPP messages", async (signal) => {
        const { found, unread } = await fetchAll(subject, readers, (reader, id) =>
          reader.fetchMessages(id, signal),
        );
        const messages = new Map(found.flatMap(parseMessages).map((message) => [message.id, message]));
        return {
          events: messageEvents(subject.contactId, [...messages.values()]),
          panel: unread && messagesPanel(unread),
        };
      }),
      source(stateSource, "GenerativeAgent's state", async (signal) => {
        const { found, unread } = await fetchAll(subject, readers, (reader, id) =>
          reader.fetchState(id, signal),
        );
        // Which of them is the contact's own isn't known then.
        if (unread) throw new ProblemError(unread);
        return { events: [], panel: found[0] && statePanel(found[0]) };
      }),
    ];
  },
});

interface Fetched {
  found: PlainObject[];
  /** Why an account that has some of it may have more. */
  unread?: Problem | undefined;
}

/** What any account has under the contact's ID, or under that of the contact that it goes on from. */
async function fetchAll(
  { contactId, contact }: TrailSubject,
  readers: readonly AsappConversationReader[],
  ask: (reader: AsappConversationReader, id: string) => Promise<Result<PlainObject | undefined>>,
): Promise<Fetched> {
  const chain = contact.ok ? [contact.value.InitialContactId, contact.value.PreviousContactId] : [];
  const ids = [...new Set([contactId, ...chain.filter((id) => id !== undefined && id !== "")])];
  const accounts = await Promise.all(
    readers.map(async (reader) => {
      const answers = await Promise.all(ids.map((id) => ask(reader, String(id))));
      return {
        found: answers.flatMap((answer) => (answer.ok && answer.value ? [answer.value] : [])),
        problem: answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]))[0],
      };
    }),
  );
  const having = accounts.filter(({ found }) => found.length > 0);
  const failed = accounts.find(({ problem }) => problem !== undefined)?.problem;
  if (having.length === 0 && failed) throw new ProblemError(failed);
  return {
    found: having.flatMap(({ found }) => found),
    unread: having.find(({ problem }) => problem !== undefined)?.problem,
  };
}
