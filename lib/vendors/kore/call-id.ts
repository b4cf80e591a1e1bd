import { askEach, type IdAnswer, type VendorId } from "../vendor-id";
import { askKoreConversation } from "./ask-kore";
import { openBot } from "./proof/open-bot";
import { koreSessionId } from "./session-id";
import { parseKoreConversation } from "./trail/kore-conversation";

const requestMs = 6_000;

/** SIP's name of a call, as Kore's records have it. Kore says which of its sessions the call was, and that one is looked for. */
export const koreCallId: VendorId = {
  kind: "kore-call",
  title: "Kore call",
  // Without Kore's name only what can be no contact's own ID.
  label: /^(?:kore(?:['’]s)?[\s_-]*call(?:[\s_-]*id)?\b|call[\s_-]*id\b(?=[\s:=]*\S+@))\s*[:=]?\s*/i,
  // Letters and digits without a meaning: an email address is none.
  shape: /^(?=[^@]*\d)[\da-f-]{8,64}@[\w.:-]{3,100}$/i,
  find: (places, callId, signal) =>
    askEach(places.connections, async (connection): Promise<IdAnswer> => {
      const bot = await openBot(connection);
      if (!bot.ok) return bot;
      const page = { key: { callId }, offset: 0, limit: 1, isSummaryRequired: false };
      const answer = await askKoreConversation(bot.value, page, { timeoutMs: requestMs, signal });
      if (!answer.ok) return answer.problem.code === "kore-not-found" ? undefined : answer;
      const { sessionId = "" } = parseKoreConversation(answer.value) ?? {};
      if (sessionId === "") return undefined;
      return (await places.findLinked?.(sessionId)) ?? koreSessionId.find(places, sessionId, signal);
    }),
};
