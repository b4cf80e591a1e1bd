import type { ConnectionDetails } from "./connection-details";

/** As much of socket.io's client as the widget uses; the page loads it from the server's own copy. */
interface Socket {
  on(event: string, listener: (data: unknown) => void): void;
  emit(event: string, data: unknown): void;
}
type Connect = (url: string, options: object) => Socket;

export interface Granted {
  authorization: string;
  accountId: string;
}

/** The status when it was refused; 0 when nothing answered. */
export type Asked<Value> = { ok: true; value: Value } | { ok: false; status: number };

const timeoutMs = 15_000;

export async function askForGrant({
  token,
  botId,
  agentassisturl,
}: ConnectionDetails): Promise<Asked<Granted>> {
  const answer = await ask(`${agentassisturl}/api/1.1/oAuth/token/jwtgrant`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      assertion: token,
      botInfo: { chatBot: "sample Bot", taskBotId: botId },
      token: {},
    }),
  });
  if (!answer.ok) return answer;
  const kind = pick(answer.value, "authorization", "token_type");
  const accessToken = pick(answer.value, "authorization", "accessToken");
  const accountId = pick(answer.value, "userInfo", "accountId");
  return { ok: true, value: { authorization: `${kind} ${accessToken}`, accountId: String(accountId) } };
}

/** Whether a summary is made at the end; a widget without its settings makes one. */
export async function askForSettings(details: ConnectionDetails, granted: Granted): Promise<boolean> {
  const { agentassisturl, botId, channel } = details;
  const path = `/agentassist/api/v1/agentassist/${encodeURIComponent(botId)}/agentassistsetting`;
  const answer = await ask(`${agentassisturl}${path}?e=${encodeURIComponent(channel)}`, {
    headers: headersOf(details, granted),
  });
  return (
    !answer.ok || pick(answer.value, "agentAssistSettings", channel, "summarization", "isEnabled") === true
  );
}

/** What was said before the widget was opened. */
export async function askForTranscript(details: ConnectionDetails, granted: Granted): Promise<unknown[]> {
  const { agentassisturl, conversationId } = details;
  const path = `/agentassist/api/v1/agentassistconversations/${encodeURIComponent(conversationId)}/conversation`;
  const answer = await ask(`${agentassisturl}${path}?page=1&limit=1000`, {
    headers: headersOf(details, granted),
  });
  const result = answer.ok ? pick(answer.value, "result") : undefined;
  return Array.isArray(result) ? result : [];
}

export function openSocket({ token, agentassisturl }: ConnectionDetails, instance: string): Socket {
  const io: Connect = Reflect.get(window, "io");
  return io(`${agentassisturl}/koreagentassist`, {
    path: "/agentassist/api/v1/chat",
    forceNew: true,
    transports: ["websocket", "polling"],
    reconnectionDelay: 5_000,
    reconnectionAttempts: 13,
    query: { jToken: token },
    auth: { instance },
  });
}

function headersOf({ botId }: ConnectionDetails, { authorization, accountId }: Granted) {
  return { authorization, accountId, iid: botId };
}

async function ask(url: string, init: RequestInit): Promise<Asked<unknown>> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    return response.ok ? { ok: true, value: await response.json() } : { ok: false, status: response.status };
  } catch {
    return { ok: false, status: 0 };
  }
}

export function pick(value: unknown, ...names: string[]): unknown {
  let found = value;
  for (const name of names)
    found = typeof found === "object" && found !== null ? Reflect.get(found, name) : undefined;
  return found;
}
