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
  sentence: "Kore had a fault of its own",
  wayOut: "Try again in a few minutes; if it stays like this, ask Kore.",
};
const refused: Problem = {
  code: "kore-refused",
  sentence: "Kore refused the request",
  wayOut: "Check the Kore connection: it says what Kore does not accept.",
};
/** Kore answers 400 as well as 404 for a conversation that it does not have. */
const notFound: Problem = {
  code: "kore-not-found",
  sentence: "Kore knows no such conversation",
  wayOut: "See whether the connection is of the bot that took the call.",
};
const ofStatus: Record<number, Problem> = {
  400: notFound,
  401: {
    code: "kore-credentials-wrong",
    sentence: "Kore does not accept the client id and secret",
    wayOut: "Copy both anew from the bot's app settings in Kore, and save the Kore connection.",
  },
  403: {
    code: "kore-forbidden",
    sentence: "Kore knows the app, and it may not read conversations",
    wayOut: "Give the app the scope Chat History in Kore, and publish the bot.",
  },
  404: notFound,
  429: {
    code: "kore-rate-limited",
    sentence: "Kore is limiting how often it may be asked",
    wayOut: "Try again in a minute: a bot takes 60 requests a minute.",
  },
};

function malformed(host: string): Problem {
  return {
    code: "kore-malformed",
    sentence: `${host} answered with something that is not Kore's API.`,
    wayOut: "Compare the host in the Kore connection with the one where you sign in to Kore.",
  };
}
