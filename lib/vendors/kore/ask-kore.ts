import { parseJson } from "@/lib/kernel/plain-json";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { clockAhead } from "@/lib/net/clock-ahead";
import { requestVendor } from "@/lib/net/guard-host";
import { isWebPage } from "@/lib/net/is-web-page";
import { blameClock, malformed, problemOfAnswer, problemOfBody, webPage } from "./answer-problems";
import { isSimulated, type KoreSettings, koreBaseUrl, signToken } from "./connection-settings";
import { type KoreScope, koreScopes } from "./scopes";

export interface KoreBot {
  /** `koreSandbox` among them says that the bot is the simulated Kore's. */
  settings: KoreSettings;
  clientSecret: string;
}

export interface KoreRequest {
  method: "GET" | "POST";
  /** With `{botId}` where the bot's ID goes: "/api/public/bot/{botId}/getSessions". */
  path: `/${string}`;
  query?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as JSON, also with GET: some of Kore's calls want that. */
  body?: object;
  /** Besides `auth` and the content type: "accountId", "bot-language". */
  headers?: Readonly<Record<string, string>>;
  /** What the app needs for it; for the words of a refusal. */
  scope: KoreScope;
}

/** A page of an account's calls, or all variables of a bot in many languages: several times what other APIs return. */
const maxBytes = 4 * 1024 * 1024;

export interface AskingFor {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * One request to Kore's public API, and the JSON of its answer. One attempt, within `timeoutMs`. Problems:
 * kore-credentials-wrong (401), kore-clock-off (401 as well, with clocks that differ), kore-app-wants-jti, kore-app-wants-jwe, kore-app-algorithm, kore-app-encrypts (the secret
 * may be right, and the app demands more), kore-forbidden (403, the scope), kore-bad-request (400), kore-not-found (404),
 * kore-rate-limited, kore-down, kore-refused, kore-malformed, and the host's of lib/net/guard-host.ts. Throws only when
 * `signal` is aborted.
 */
export async function requestKore(
  { settings, clientSecret }: KoreBot,
  { method, path, query = {}, body, headers = {}, scope }: KoreRequest,
  { timeoutMs, signal }: AskingFor,
): Promise<Result<unknown>> {
  const url = new URL(koreBaseUrl(settings) + path.replace("{botId}", encodeURIComponent(settings.botId)));
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const answer = await requestVendor({
    vendor: "Kore",
    url: url.href,
    method,
    headers: {
      ...headers,
      auth: signToken(settings, clientSecret),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    timeoutMs,
    maxBytes,
    simulated: isSimulated(settings),
    signal,
  });
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  if (isWebPage(answer.value)) return fail(webPage(settings.host, status));
  if (status < 200 || status >= 300)
    return fail(blameClock(problemOfAnswer(answer.value, scope), clockAhead(answer.value.headers)));
  const value = parseJson(text);
  const problem = problemOfBody(text, value, settings.host);
  return problem ? fail(problem) : succeed(value);
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
 * One page of a conversation's details from Kore's public API (scope Chat History). Problems: those of requestKore;
 * kore-not-found also when Kore answers 400, as it does for a conversation that it does not have.
 */
export async function askKoreConversation(
  bot: KoreBot,
  { key, ...page }: ConversationPage,
  asking: AskingFor,
): Promise<Result<Record<string, unknown>>> {
  const answer = await requestKore(
    bot,
    {
      method: "POST",
      path: "/api/public/bot/{botId}/conversationDetails",
      body: { ...key, ...page },
      scope: koreScopes.chatHistory,
    },
    asking,
  );
  if (!answer.ok) return fail(ofConversation(answer.problem));
  return isObject(answer.value) ? succeed(answer.value) : fail(malformed(bot.settings.host));
}

function ofConversation(problem: Problem): Problem {
  if (problem.code !== "kore-bad-request" && problem.code !== "kore-not-found") return problem;
  return {
    code: "kore-not-found",
    sentence: "Kore doesn't have this conversation.",
    wayOut: "Check that the connection belongs to the bot that took the call.",
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
