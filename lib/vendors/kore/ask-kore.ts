import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { requestVendor } from "@/lib/net/guard-host";
import { type KoreSettings, koreBaseUrl, signToken } from "./connection";

export interface KoreBot {
  /** `koreSandbox` among them says that the bot is the simulated Kore's. */
  settings: KoreSettings;
  clientSecret: string;
}

/** How a conversation is asked for: Kore takes either. */
export type ConversationKey = { sessionId: string } | { callId: string };

export interface ConversationPage {
  key: ConversationKey;
  offset: number;
  limit: number;
  isSummaryRequired: boolean;
}

/**
 * One page of a conversation's details from Kore's public API (scope Chat History). One attempt, within `timeoutMs`.
 * Problems: kore-credentials-wrong, kore-forbidden, kore-not-found, kore-rate-limited, kore-down, kore-refused,
 * kore-malformed, and the host's of lib/net/guard-host.ts. Throws only when `signal` is aborted.
 */
export async function askKoreConversation(
  { settings, clientSecret }: KoreBot,
  { key, ...page }: ConversationPage,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
): Promise<Result<Record<string, unknown>>> {
  const url = `${koreBaseUrl(settings)}/api/public/bot/${encodeURIComponent(settings.botId)}/conversationDetails`;
  const answer = await requestVendor({
    vendor: "Kore",
    url,
    method: "POST",
    headers: { auth: signToken(settings, clientSecret), "Content-Type": "application/json" },
    body: JSON.stringify({ ...key, ...page }),
    timeoutMs,
    simulated: settings.koreSandbox === true,
    signal,
  });
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  if (status < 200 || status >= 300) return fail(problemOfStatus(status));
  const value = parseObject(text);
  return value ? succeed(value) : fail(malformed(settings.host));
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function problemOfStatus(status: number): Problem {
  const { code, sentence, wayOut } = status >= 500 ? down : (ofStatus[status] ?? refused);
  return { code, sentence: `${sentence} (${status}).`, wayOut };
}

const down: Problem = {
  code: "kore-down",
  sentence: "Kore returned an internal error",
  wayOut: "Try again in a few minutes. If this continues, contact Kore.",
};
const refused: Problem = {
  code: "kore-refused",
  sentence: "Kore rejected the request",
  wayOut: "Check the Kore connection. It shows what Kore doesn't accept.",
};
/** Kore answers 400 as well as 404 for a conversation that it does not have. */
const notFound: Problem = {
  code: "kore-not-found",
  sentence: "Kore doesn't have this conversation",
  wayOut: "Check that the connection belongs to the bot that took the call.",
};
const ofStatus: Record<number, Problem> = {
  400: notFound,
  401: {
    code: "kore-credentials-wrong",
    sentence: "Kore rejected the client ID and secret",
    wayOut: "Copy both again from the bot's app settings in Kore, and save the Kore connection.",
  },
  403: {
    code: "kore-forbidden",
    sentence: "The Kore app isn't allowed to read conversations",
    wayOut: "In Kore, add the scope Chat History to the app, and publish the bot.",
  },
  404: notFound,
  429: {
    code: "kore-rate-limited",
    sentence: "Kore is rate limiting requests",
    wayOut: "Try again in a minute. A bot allows 60 requests per minute.",
  },
};

function malformed(host: string): Problem {
  return {
    code: "kore-malformed",
    sentence: `The response from ${host} isn't from Kore's API.`,
    wayOut: "Check that the host in the Kore connection is the one where you sign in to Kore.",
  };
}
