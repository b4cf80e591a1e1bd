import { signWidgetToken } from "@/lambdas/shared/kore/kore-app";
import type { Result } from "@/lib/kernel/result";
import type { VendorReaders } from "@/lib/trail/trail-source";
import { fetchTranscript, transcriptTokenSeconds } from "../../agent-ai/fetch-transcript";
import type { Transcript } from "../../agent-ai/transcript";
import { koreBaseUrl, koreSettings } from "../../connection-settings";

/** One bot of Agent AI's. */
export interface AgentAiReader {
  /**
   * The conversation's lines; fails with agent-ai-not-found when this bot has no such conversation.
   * @param namedHost where the contact's flow says that Agent AI is
   */
  fetchTranscript(
    conversationId: string,
    namedHost: string | undefined,
    signal: AbortSignal,
  ): Promise<Result<Transcript>>;
}

export const agentAiReaders: VendorReaders<AgentAiReader> = {
  vendor: "kore",
  open: ({ open }) => ({
    async fetchTranscript(conversationId, namedHost, signal) {
      const opened = await open();
      if (!opened.ok) return opened;
      const connection = koreSettings.parse(opened.value.settings);
      const { botId, clientId } = connection;
      const token = signWidgetToken(
        { clientId, clientSecret: opened.value.secrets.clientSecret ?? "" },
        { botId, subject: conversationId },
        { nowMs: Date.now(), seconds: transcriptTokenSeconds },
      );
      const host = hostOf(namedHost, koreBaseUrl(connection));
      return fetchTranscript({ host, connection }, { token, conversationId }, signal);
    },
  }),
};

/** Whoever may edit flows writes the contact's attributes: a token goes to Kore's own hosts and the connection's alone. */
export function hostOf(named: string | undefined, ofConnection: string): string {
  const own = ofConnection.replace(/\/+$/, "");
  if (!named || !URL.canParse(named)) return own;
  const { protocol, hostname, port, origin } = new URL(named);
  const isKores = protocol === "https:" && port === "" && /^(?:[a-z0-9-]+\.)+kore\.ai$/.test(hostname);
  return isKores ? origin : own;
}
