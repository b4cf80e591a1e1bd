import type { PlainObject } from "@/lambdas/shared/plain-values";
import { type Result, succeed } from "@/lib/kernel/result";
import type { VendorReaders } from "@/lib/trail/trail-source";
import { askAsapp } from "../ask-asapp";
import { asappSettings } from "../connection-settings";

/** One ASAPP account: what it has under the ID that the transfer's conversation was given. */
export interface AsappConversationReader {
  /** undefined: not available there. That calls by number show here isn't documented. */
  fetchMessages(externalId: string, signal: AbortSignal): Promise<Result<PlainObject | undefined>>;
  fetchState(externalId: string, signal: AbortSignal): Promise<Result<PlainObject | undefined>>;
}

/** Less than a source's own deadline, so that it is the vendor that is said to be slow. */
const timeoutMs = 5_000;
const absent: ReadonlySet<string> = new Set(["asapp-not-found", "asapp-forbidden"]);

export const asappConversationReaders: VendorReaders<AsappConversationReader> = {
  vendor: "asapp",
  open: ({ open }) => {
    const ask = async (path: string, externalId: string, signal: AbortSignal) => {
      const connection = await open();
      const query = `?externalId=${encodeURIComponent(externalId)}`;
      const answer = connection.ok
        ? await askAsapp(
            {
              settings: asappSettings.parse(connection.value.settings),
              apiSecret: connection.value.secrets.apiSecret ?? "",
            },
            `${path}${query}`,
            { timeoutMs, signal },
          )
        : connection;
      return !answer.ok && absent.has(answer.problem.code) ? succeed(undefined) : answer;
    };
    return {
      fetchMessages: (id, signal) => ask("/conversation/v1/conversation/messages", id, signal),
      fetchState: (id, signal) => ask("/generativeagent/v1/state", id, signal),
    };
  },
};
