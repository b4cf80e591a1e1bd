import { BadCustomData, type ConnectionDetails, readConnectionDetails } from "./connection-details";
import { askForGrant, askForSettings, askForTranscript, openSocket, pick } from "./talk-to-agent-ai";

const instance = document.querySelector<HTMLMetaElement>('meta[name="instance"]')?.content ?? "";
let agentInfo: unknown;
let userInfo: unknown;
/** Of the conversation that runs: what its end does. A second init_agentassist replaces it, its socket stays open. */
let endConversation: ((chatHistory: unknown) => void) | undefined;
let running: ConnectionDetails | undefined;

const place = (id: string) => document.getElementById(id);

function show(id: string, text: string): void {
  const element = place(id);
  if (element) element.textContent = text;
}

function addLine(id: string, text: string): void {
  const item = document.createElement("li");
  item.textContent = text;
  place(id)?.append(item);
}

function report(failure: string, sentence: string): void {
  show("problem", sentence);
  void fetch(`./instances/${instance}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ failure }),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
}

function start(given: Readonly<Record<string, unknown>>): void {
  try {
    const details = readConnectionDetails(given);
    if (details) void run(details);
  } catch (error) {
    if (!(error instanceof BadCustomData)) throw error;
    // The real widget shows nothing at all.
    report("custom-data", "");
  }
}

async function run(details: ConnectionDetails): Promise<void> {
  running = details;
  const granted = await askForGrant(details);
  if (!granted.ok) {
    const isBackend = granted.status === 500;
    return report(
      isBackend ? "backend" : "configuration",
      isBackend
        ? "The backend services have a problem. Contact your Agent AI administrator."
        : "The configuration has a problem. Contact your Agent AI administrator.",
    );
  }
  show("problem", "");
  const makesSummary = await askForSettings(details, granted.value);
  show("caller", `Talking with ${details.callerName}`);
  show("custom-data", details.customData === undefined ? "" : JSON.stringify(details.customData, null, 2));
  const { conversationId, botId, customData, callerName, channel } = details;
  const said = new Set<string>();
  const addSaid = (line: unknown, text: unknown) => {
    const key = `${pick(line, "timestamp")} ${pick(line, "from")} ${text}`;
    if (said.has(key)) return;
    said.add(key);
    addLine("transcript", `${pick(line, "from")}: ${text}`);
  };
  const socket = openSocket(details, instance);
  socket.on("connect_error", () => report("socket", "The connection to Agent AI failed."));
  socket.on("error", (error) => show("problem", String(pick(error, "message"))));
  socket.on("agent_assist_response", (data) => {
    const buttons = pick(data, "buttons");
    place("suggestions")?.replaceChildren();
    for (const one of Array.isArray(buttons) ? buttons : [])
      addLine("suggestions", String(pick(one, "value")));
  });
  for (const event of ["user_message", "agent_message"])
    socket.on(event, (line) => addSaid(line, pick(line, "value")));
  socket.on("response_resolution_comments", (data) => {
    const text = String(pick(data, "summary", "0", "summary_text"));
    show("summary", text);
    const payload = { summary: text };
    window.parent.postMessage({ name: "agentAssist.conversation_summary", conversationId, payload }, "*");
  });
  socket.on("connect", () => {
    show("problem", "");
    socket.emit("welcome_message_request", {
      ...{ waitTime: 2000, userName: callerName, id: conversationId, isSendWelcomeMessage: true, botId },
      agentassistInfo: { ...asObject(agentInfo), ...asObject(userInfo) },
      ...{ sendMenuRequest: true, uId: "", sId: "", experience: channel, autoBotId: "" },
      // Only what has members is handed on, as in the real widget.
      ...(Object.keys(Object(customData ?? {})).length > 0 && { customData }),
      ...(details.interactiveLanguage && { language: details.interactiveLanguage }),
    });
  });
  endConversation = (chatHistory) => {
    const body = { conversationId, userId: "", botId, sessionId: crypto.randomUUID(), chatHistory };
    if (makesSummary) socket.emit("request_resolution_comments", body);
    socket.emit("end_of_conversation", body);
  };
  for (const line of await askForTranscript(details, granted.value)) addSaid(line, pick(line, "message"));
}

function asObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/** From any origin, as the real widget does. */
function hear({ data }: MessageEvent<unknown>): void {
  switch (pick(data, "name")) {
    case "init_agentassist":
      start({ ...asObject(pick(data, "urlParams")) });
      return;
    case "setAgentInfo":
      agentInfo = pick(data, "agentDetails");
      return;
    case "setUserInfo":
      userInfo = pick(data, "userDetails");
      return;
    case "agentAssist.endOfConversation": {
      const ended = pick(data, "conversationId") ?? pick(data, "conversationid");
      if (ended !== running?.conversationId) return;
      endConversation?.(pick(data, "payload", "chatHistory"));
      endConversation = undefined;
      return;
    }
    case "conversation.endAgentAssist":
      if (pick(data, "convsId") === running?.conversationId) endConversation = undefined;
  }
}

const query = [...new URLSearchParams(location.search)];
// Without any query it neither listens nor announces itself.
if (query.length > 0) {
  window.addEventListener("message", hear);
  start(Object.fromEntries(query));
  window.parent.postMessage({ method: "agentassist_loaded", name: "agent_assist" }, "*");
}
