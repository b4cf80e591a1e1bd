import { fail, type Result, succeed } from "@/lib/kernel/result";
import type { VendorReaders } from "@/lib/trail/trail-source";
import { askKoreConversation, type ConversationKey } from "../ask-kore";
import { koreSettings } from "../connection-settings";
import {
  historyLength,
  type KoreConversation,
  parseKoreConversation,
  parseMessages,
  uniqueMessages,
} from "./kore-conversation";

/** One Kore bot. */
export interface KoreReader {
  /** Fails with the connection's Problems; kore-not-found when this bot has no such conversation. */
  fetchConversation(key: ConversationKey, signal: AbortSignal): Promise<Result<KoreConversation>>;
}

/** Less than a source's own deadline, so that it is the vendor that is said to be slow. */
const timeoutMs = 5_000;
/** What Kore gives at once, as far as is known. */
const messagesPerPage = 50;
/** Beyond the first: a call has some dozens of messages. */
const furtherPages = 3;

export const koreReaders: VendorReaders<KoreReader> = {
  vendor: "kore",
  open: ({ open }) => ({
    async fetchConversation(key, signal) {
      const connection = await open();
      if (!connection.ok) return connection;
      const bot = {
        settings: koreSettings.parse(connection.value.settings),
        clientSecret: connection.value.secrets.clientSecret ?? "",
      };
      // One time for all pages.
      const deadline = AbortSignal.timeout(timeoutMs);
      const ask = (offset: number, isSummaryRequired: boolean) =>
        askKoreConversation(
          bot,
          { key, offset, limit: messagesPerPage, isSummaryRequired },
          { timeoutMs, signal: offset === 0 ? signal : AbortSignal.any([signal, deadline]) },
        );
      return fetchPages(key, ask);
    },
  }),
};

async function fetchPages(
  key: ConversationKey,
  ask: (offset: number, isSummaryRequired: boolean) => Promise<Result<Record<string, unknown>>>,
): Promise<Result<KoreConversation>> {
  const first = await ask(0, true);
  if (!first.ok) return first;
  const conversation = parseKoreConversation(first.value);
  if (!conversation) return fail(withoutConversation);
  const named = { ...conversation, sessionId: conversation.sessionId || Object.values(key).join("") };
  if (historyLength(first.value) < messagesPerPage) return succeed(named);
  const offsets = Array.from({ length: furtherPages }, (_, index) => (index + 1) * messagesPerPage);
  const pages = await Promise.all(offsets.map((offset) => ask(offset, false).catch(() => undefined)));
  const more = pages.map((page) => (page?.ok ? page.value : undefined));
  return succeed({
    ...named,
    messages: uniqueMessages([
      ...named.messages,
      ...more.flatMap((page) => (page ? parseMessages(page) : [])),
    ]),
    complete: more.every((page) => page !== undefined) && historyLength(more.at(-1) ?? {}) < messagesPerPage,
  });
}

const withoutConversation = {
  code: "kore-malformed",
  sentence: "Kore's response has no conversation.",
  wayOut: "Check the Kore connection. Its host should be the one where you sign in to Kore.",
};
