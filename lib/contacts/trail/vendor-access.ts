import { transfersPath } from "@/lambdas/shared/asapp/call-asapp";
import { readCallTransfer } from "@/lambdas/shared/asapp/call-transfer";
import { openConnection } from "@/lib/connections/store";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import type { AsappReader, KoreReader } from "@/lib/trail/vendor-readers";
import { askAsapp } from "@/lib/vendors/asapp/ask-asapp";
import { asappSettings } from "@/lib/vendors/asapp/connection-settings";
import { askKoreConversation, type ConversationKey } from "@/lib/vendors/kore/ask-kore";
import { koreSettings } from "@/lib/vendors/kore/connection";
import {
  historyLength,
  type KoreConversation,
  readKoreConversation,
  readMessages,
  uniqueMessages,
} from "@/lib/vendors/kore/trail/kore-conversation";

/** Less than a source's own deadline, so that it is the vendor that is said to be slow. */
const vendorTimeoutMs = 5_000;
/** What Kore gives at once, as far as is known. */
const messagesPerPage = 50;
/** Beyond the first: a call has some dozens of messages. */
const furtherPages = 3;

/** Opens the connection at the first read: most contacts' trails never ask. Call it outside any scope. */
export function openAsappReader(tenantId: string, connectionId: string): AsappReader {
  let opened: ReturnType<typeof openConnection> | undefined;
  return {
    async readTransfer(transferId, signal) {
      opened ??= openConnection(tenantId, connectionId);
      const connection = await opened;
      if (!connection.ok) return connection;
      const account = {
        settings: asappSettings.parse(connection.value.settings),
        apiSecret: connection.value.secrets.apiSecret ?? "",
      };
      const path = `${transfersPath}/${encodeURIComponent(transferId)}`;
      const answer = await askAsapp(account, path, { timeoutMs: vendorTimeoutMs, signal });
      return answer.ok ? succeed(readCallTransfer(answer.value)) : answer;
    },
  };
}

/** Opens the connection at the first read. Call it outside any scope. */
export function openKoreReader(tenantId: string, connectionId: string): KoreReader {
  let opened: ReturnType<typeof openConnection> | undefined;
  return {
    async readConversation(key, signal) {
      opened ??= openConnection(tenantId, connectionId);
      const connection = await opened;
      if (!connection.ok) return connection;
      const bot = {
        settings: koreSettings.parse(connection.value.settings),
        clientSecret: connection.value.secrets.clientSecret ?? "",
      };
      // One time for all pages.
      const deadline = AbortSignal.timeout(vendorTimeoutMs);
      const ask = (offset: number, isSummaryRequired: boolean) =>
        askKoreConversation(
          bot,
          { key, offset, limit: messagesPerPage, isSummaryRequired },
          { timeoutMs: vendorTimeoutMs, signal: offset === 0 ? signal : AbortSignal.any([signal, deadline]) },
        );
      return readPages(key, ask);
    },
  };
}

async function readPages(
  key: ConversationKey,
  ask: (offset: number, isSummaryRequired: boolean) => Promise<Result<Record<string, unknown>>>,
): Promise<Result<KoreConversation>> {
  const first = await ask(0, true);
  if (!first.ok) return first;
  const conversation = readKoreConversation(first.value);
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
      ...more.flatMap((page) => (page ? readMessages(page) : [])),
    ]),
    complete: more.every((page) => page !== undefined) && historyLength(more.at(-1) ?? {}) < messagesPerPage,
  });
}

const withoutConversation = {
  code: "kore-malformed",
  sentence: "Kore answered without a conversation in it.",
  wayOut: "Check the Kore connection: its host should be the one where you sign in to Kore.",
};
