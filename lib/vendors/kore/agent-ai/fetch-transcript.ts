import { z } from "zod";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { requestVendor } from "@/lib/net/guard-host";
import { isWebPage } from "@/lib/net/is-web-page";
import { isSimulated, type KoreSettings, koreBaseUrl } from "../connection-settings";
import { parseTranscript, type TranscriptLine } from "./transcript";

export interface AgentAiPlace {
  /** The base of the widget's own calls: "https://platform.kore.ai". */
  host: string;
  connection: KoreSettings;
}

const granted = z.object({
  authorization: z.object({ token_type: z.string().min(1), accessToken: z.string().min(1) }),
  userInfo: z.object({ accountId: z.string().optional() }).optional(),
});

/** Each of the two requests. */
const requestTimeoutMs = 3_500;
/** Of a token that is good for both. */
export const transcriptTokenSeconds = 60;
/** Kore's own widget asks for as many. */
const maxLines = 1_000;

/**
 * What Agent AI wrote down of one conversation: by the two calls that its widget makes, with the widget's token. Problems:
 * agent-ai-credentials, agent-ai-not-found, agent-ai-rate-limited, agent-ai-down, agent-ai-refused, agent-ai-malformed, and
 * the host's of lib/net/guard-host.ts. Throws only when `signal` is aborted.
 */
export async function fetchTranscript(
  place: AgentAiPlace,
  { token, conversationId }: { token: string; conversationId: string },
  signal: AbortSignal,
): Promise<Result<TranscriptLine[]>> {
  const { botId } = place.connection;
  const grant = await ask(place, signal, "/api/1.1/oAuth/token/jwtgrant", {
    refusal: wrongCredentials,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      assertion: token,
      botInfo: { chatBot: "Patchbay", taskBotId: botId },
      token: {},
    }),
  });
  if (!grant.ok) return grant;
  const session = granted.safeParse(grant.value);
  if (!session.success) return fail(malformed);
  const { token_type: kind, accessToken } = session.data.authorization;
  const path = `/agentassist/api/v1/agentassistconversations/${encodeURIComponent(conversationId)}/conversation`;
  const answer = await ask(place, signal, `${path}?page=1&limit=${maxLines}`, {
    method: "GET",
    headers: {
      authorization: `${kind} ${accessToken}`,
      accountid: session.data.userInfo?.accountId ?? "",
      iid: botId,
    },
  });
  if (!answer.ok) return answer;
  const lines = parseTranscript(answer.value);
  return lines ? succeed(lines.slice(0, maxLines)) : fail(withoutLines);
}

interface Asked {
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
  /** What any refusal means: the grant is asked about the token alone, and about no conversation. */
  refusal?: Problem;
}

async function ask(
  { host, connection }: AgentAiPlace,
  signal: AbortSignal,
  path: string,
  { refusal, ...request }: Asked,
): Promise<Result<unknown>> {
  const answer = await requestVendor({
    ...request,
    vendor: "Agent AI",
    url: `${host}${path}`,
    timeoutMs: requestTimeoutMs,
    // The simulated Agent AI alone is on this machine: another host in the settings isn't asked past the guard.
    simulated: isSimulated(connection) && isSameOrigin(host, koreBaseUrl(connection)),
    signal,
  });
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  if (isWebPage(answer.value)) return fail(malformed);
  if (status < 200 || status >= 300) return fail(problemOfStatus(status, refusal));
  try {
    return succeed(JSON.parse(text));
  } catch {
    return fail(malformed);
  }
}

function isSameOrigin(one: string, other: string): boolean {
  return new URL(one).origin === new URL(other).origin;
}

function problemOfStatus(status: number, refusal: Problem | undefined): Problem {
  const known = status >= 500 ? down : status === 429 ? limited : (refusal ?? ofStatus[status] ?? refused);
  return { ...known, sentence: `${known.sentence} (${status}).` };
}

const wrongCredentials: Problem = {
  code: "agent-ai-credentials",
  sentence: "Agent AI doesn't accept tokens that are signed with the client ID and secret",
  wayOut:
    "Copy both again from the bot's JWT app in Kore, and save the Kore connection. If the app requires encrypted tokens (JWE), turn that off: Patchbay's tokens are signed.",
};
const down: Problem = {
  code: "agent-ai-down",
  isPassing: true,
  sentence: "Agent AI returned an internal error",
  wayOut: "Try again in a few minutes. If this continues, contact Kore.",
};
const refused: Problem = {
  code: "agent-ai-refused",
  sentence: "Agent AI rejected the request",
  wayOut: "Check the Kore connection, and Agent AI's host in the integration's settings.",
};
const limited: Problem = {
  code: "agent-ai-rate-limited",
  isPassing: true,
  sentence: "Agent AI is rate limiting requests",
  wayOut: "Try again in a minute.",
};
const notFound: Problem = {
  code: "agent-ai-not-found",
  sentence: "Agent AI doesn't have this conversation",
  wayOut: "Check that the connection belongs to the bot that listened to the call.",
};
const ofStatus: Record<number, Problem> = {
  401: wrongCredentials,
  403: wrongCredentials,
  404: notFound,
};
const malformed: Problem = {
  code: "agent-ai-malformed",
  sentence: "The response isn't from Agent AI.",
  wayOut: "Check Agent AI's host in the integration's settings.",
};
const withoutLines: Problem = {
  code: "agent-ai-malformed",
  sentence: "Agent AI's response has no conversation.",
  wayOut: "Check Agent AI's host in the integration's settings.",
};
