import type { Server as HttpServer } from "node:http";
import { type Namespace, Server, type Socket } from "socket.io";
import { memberOf, textOf } from "../../shared/read-request";
import type { AgentAiConversation, AgentAiStore, TranscriptEntry } from "./agent-ai-store";
import { describeLine } from "./widget-api";
import type { WidgetInstance, WidgetInstances } from "./widget-instances";
import { isExpired, type TokenHolder, type WidgetTokens } from "./widget-tokens";

const chatPath = "/agentassist/api/v1/chat";
const namespaceName = "/koreagentassist";
const maxMessageBytes = 1024 * 1024;
const maxHistory = 2_000;

export interface WidgetSocketParts {
  tokens: WidgetTokens;
  store: AgentAiStore;
  instances: WidgetInstances;
}

/** The widget's socket: it asks for a welcome, hears each line of its conversation, and has the summary made. */
export function serveWidgetSockets(server: HttpServer, parts: WidgetSocketParts): void {
  const io = new Server(server, { path: chatPath, maxHttpBufferSize: maxMessageBytes });
  const namespace = io.of(namespaceName);
  namespace.use((socket, next) => {
    const token = socket.handshake.query.jToken;
    const read = parts.tokens.read(typeof token === "string" ? token : "", undefined, Date.now());
    if (!read.ok) return next(new Error(read.message));
    socket.data.holder = { bot: read.bot, until: read.until } satisfies TokenHolder;
    next();
  });
  namespace.on("connection", (socket) => serveSocket(socket, socket.data.holder, parts));
  const stopListening = parts.store.onWords((conversation, entry) =>
    pushLine(namespace, conversation, entry),
  );
  // An open socket would keep the server from closing.
  const close = server.close.bind(server);
  server.close = (done) => {
    stopListening();
    io.disconnectSockets(true);
    io.engine.close();
    return close(done);
  };
}

function serveSocket(socket: Socket, holder: TokenHolder, parts: WidgetSocketParts): void {
  const id: unknown = socket.handshake.auth.instance;
  const instance = parts.instances.findOrOpen(typeof id === "string" ? id : socket.id);
  const owner = parts.tokens.bots.ownerOf(holder.bot);
  instance.sockets += 1;
  instance.owner = owner;
  /** A token counts for each request, not only for the first. */
  const on = (event: string, handle: (body: unknown) => void) =>
    socket.on(event, (body: unknown) => {
      if (!isExpired(holder, Date.now())) return handle(body);
      instance.failure = "expired";
      socket.emit("error", { code: 401, message: "The token has expired." });
    });
  on("welcome_message_request", (body) => {
    const conversationId = textOf(body, "id");
    if (conversationId === undefined) return;
    Object.assign(instance, {
      botId: holder.bot.botId,
      conversationId,
      customData: memberOf(body, "customData"),
      callerName: textOf(body, "userName"),
      agent: memberOf(body, "agentassistInfo"),
      failure: undefined,
      loadedAt: instance.loadedAt ?? new Date().toISOString(),
    });
    const conversation = parts.store.find(owner, conversationId);
    void socket.join([roomOf(owner, conversationId), roomOf(owner, conversation?.conversationId ?? "")]);
    socket.emit("agent_assist_response", { conversationId, botId: holder.bot.botId, ...welcome });
  });
  on("request_resolution_comments", (body) => summarize(socket, holder, instance, body, parts));
  on("end_of_conversation", () => {
    instance.endedAt ??= new Date().toISOString();
  });
}

const welcome = {
  type: "text",
  sendMenuRequest: true,
  buttons: [
    { type: "text", value: "Hello. How can I help you today?" },
    { type: "text", value: "Hello, and thank you for waiting. How can I help you?" },
  ],
};

/** A few words about what was said: here the first line of each side and how many there were. */
function summarize(
  socket: Socket,
  holder: TokenHolder,
  instance: WidgetInstance,
  body: unknown,
  { store, tokens }: WidgetSocketParts,
): void {
  const conversationId = textOf(body, "conversationId");
  if (conversationId === undefined) return;
  const owner = tokens.bots.ownerOf(holder.bot);
  const { botId } = holder.bot;
  const found = store.find(owner, conversationId);
  const conversation =
    found?.botId === botId ? found : store.open({ owner, botId, conversationId }, new Date().toISOString());
  const heard = conversation.transcript.map(({ text }) => text);
  const lines = heard.length > 0 ? heard : readHistory(memberOf(body, "chatHistory"));
  const text = lines.length === 0 ? "Nothing was said." : `${lines.length} lines. It began: ${lines[0]}`;
  conversation.summary = text;
  store.save();
  instance.summaryMade = true;
  socket.emit("response_resolution_comments", { conversationId, botId, summary: [{ summary_text: text }] });
}

function readHistory(chatHistory: unknown): string[] {
  if (!Array.isArray(chatHistory)) return [];
  return chatHistory.slice(0, maxHistory).flatMap((line) => textOf(line, "message") ?? []);
}

function pushLine(namespace: Namespace, conversation: AgentAiConversation, entry: TranscriptEntry): void {
  const { owner, conversationId, botId, transcriptions } = conversation;
  const rooms = [conversationId, ...transcriptions.map(({ contactId }) => contactId)].map((id) =>
    roomOf(owner, id),
  );
  const event = entry.speaker === "agent" ? "agent_message" : "user_message";
  const { message, ...line } = describeLine(entry);
  namespace.to(rooms).emit(event, { conversationId, botId, type: "text", value: message, ...line });
}

function roomOf(owner: string, conversationId: string): string {
  return `${owner}/${conversationId}`;
}
