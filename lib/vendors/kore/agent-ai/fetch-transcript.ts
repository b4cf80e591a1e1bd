import { z } from "zod";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { requestVendor } from "@/lib/net/guard-host";
import { isWebPage } from "@/lib/net/is-web-page";
import { isSimulated, type KoreSettings, koreBaseUrl } from "../connection-settings";
import { entriesOf, parseTranscript, type Transcript, withoutRepeats } from "./transcript";

export interface AgentAiPlace {
  /** The base of the widget's own calls: "https://platform.kore.ai". */
  host: string;
  connection: KoreSettings;
}

const granted = z.object({
  authorization: z.object({ token_type: z.string().min(1), accessToken: z.string().min(1) }),
  userInfo: z.object({ accountId: z.string().optional() }).optional(),
});

/** Each request. */
const requestTimeoutMs = 3_500;
/** All of them, less than a source's own deadline: the lines that were read are shown then. */
const allMs = 6_000;
/** Of a token that is good for all. */
export const transcriptTokenSeconds = 60;
/** Kore's own widget asks for as many. */
const pageLines = 1_000;
/** Some hours of talk. */
const maxPages = 4;

/**
 * What Agent AI wrote down of one conversation: by the two calls that its widget makes, with the widget's token, and by the
 * second again for a long conversation. What of that can't be read leaves the lines before it. Problems:
 * agent-ai-credentials, agent-ai-not-found, agent-ai-rate-limited, agent-ai-down, agent-ai-refused, agent-ai-malformed, and
 * the host's of lib/net/guard-host.ts. Throws only when `signal` is aborted.
 */
export async function fetchTranscript(
  place: AgentAiPlace,
  { token, conversationId }: { token: string; conversationId: string },
  signal: AbortSignal,
): Promise<Result<Transcript>> {
  const until = performance.now() + allMs;
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
  const headers = {
    authorization: `${kind} ${accessToken}`,
    accountid: session.data.userInfo?.accountId ?? "",
    iid: botId,
  };
  const readPage: ReadPage = async (page, timeoutMs) => {
    const answer = await ask(place, signal, `${path}?page=${page}&limit=${pageLines}`, {
      ...{ method: "GET", headers, timeoutMs },
    });
    if (!answer.ok) return answer;
    const lines = parseTranscript(answer.value);
    if (!lines) return fail(withoutLines);
    return succeed({ lines, isFull: (entriesOf(answer.value)?.length ?? 0) >= pageLines });
  };
  const first = await readPage(1, requestTimeoutMs);
  if (!first.ok) return first;
  return succeed(
    first.value.isFull ? await readOn(first.value.lines, readPage, until) : { lines: first.value.lines },
  );
}

type ReadPage = (page: number, timeoutMs: number) => Promise<Result<Transcript & { isFull: boolean }>>;

/** The pages after a full one, as far as there is time for them. */
async function readOn(first: Transcript["lines"], readPage: ReadPage, until: number): Promise<Transcript> {
  let lines = first;
  for (let page = 2; page <= maxPages; page++) {
    const leftMs = Math.round(until - performance.now());
    if (leftMs <= 0) return { lines, unread: tooSlow };
    const next = await readPage(page, Math.min(leftMs, requestTimeoutMs));
    if (!next.ok) return { lines, unread: next.problem };
    const all = withoutRepeats([...lines, ...next.value.lines]);
    // That there are further pages is only known of the request's form.
    const isNew = all.length > lines.length;
    lines = all;
    if (!next.value.isFull) return { lines };
    if (!isNew) return { lines, unread: samePage };
  }
  return { lines, unread: tooLong };
}

interface Asked {
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
  timeoutMs?: number;
  /** What any refusal means: the grant is asked about the token alone, and about no conversation. */
  refusal?: Problem;
}

async function ask(
  { host, connection }: AgentAiPlace,
  signal: AbortSignal,
  path: string,
  { refusal, timeoutMs = requestTimeoutMs, ...request }: Asked,
): Promise<Result<unknown>> {
  const answer = await requestVendor({
    ...request,
    vendor: "Agent AI",
    url: `${host}${path}`,
    timeoutMs,
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
const tooLong: Problem = {
  code: "agent-ai-too-long",
  sentence: "The conversation is longer than Patchbay reads.",
  wayOut: "Read the rest in Agent AI.",
};
const samePage: Problem = {
  code: "agent-ai-same-page",
  sentence: "Agent AI returned lines again that Patchbay already had, and none after them.",
  wayOut: "Read the rest in Agent AI.",
};
const tooSlow: Problem = {
  code: "agent-ai-too-slow",
  isPassing: true,
  sentence: "Agent AI took too long to return the rest of the conversation.",
  wayOut: "Load the trail again.",
};
