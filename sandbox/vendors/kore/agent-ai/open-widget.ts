import { ChatSocket } from "./chat-socket";
import { readConnectionDetails } from "./widget/connection-details";
import { askForGrant, askForSettings, askForTranscript } from "./widget/talk-to-agent-ai";

/** A widget that runs without a browser, by the same steps and with the same readings as the page's script. */
export interface OpenWidget {
  /** What it read of `customData`. */
  customData: unknown;
  /** What was said before it was opened. */
  transcript: unknown[];
  socket: ChatSocket;
  /** As `agentAssist.endOfConversation` does; the summary's text. */
  end(chatHistory: unknown): Promise<string>;
  close(): Promise<void>;
}

/**
 * Loads the widget's page at `iframeUrl` (with its query) and gives it `urlParams`, as a page does by `init_agentassist`. For
 * the demo and tests. Throws why it doesn't load.
 */
export async function openWidget(
  iframeUrl: string,
  urlParams: Readonly<Record<string, unknown>>,
): Promise<OpenWidget> {
  const page = await fetch(iframeUrl, { signal: AbortSignal.timeout(10_000) });
  const instance = /name="instance" content="([^"]+)"/.exec(await page.text())?.[1];
  if (instance === undefined) throw new Error("The widget's page isn't there.");
  const details = readConnectionDetails(urlParams);
  if (!details) throw new Error("The widget needs token, botid, conversationid, and agentassisturl.");
  const granted = await askForGrant(details);
  if (!granted.ok) throw new Error(`The token's grant was refused with status ${granted.status}.`);
  const makesSummary = await askForSettings(details, granted.value);
  const socket = await ChatSocket.open(details.agentassisturl, details.token, { instance });
  const { conversationId, botId, customData, callerName, channel } = details;
  await socket.emit("welcome_message_request", {
    ...{ waitTime: 2000, userName: callerName, id: conversationId, isSendWelcomeMessage: true, botId },
    ...{ agentassistInfo: {}, sendMenuRequest: true, uId: "", sId: "", experience: channel, autoBotId: "" },
    ...(Object.keys(Object(customData ?? {})).length > 0 && { customData }),
  });
  await socket.next("agent_assist_response");
  const transcript = await askForTranscript(details, granted.value);
  return {
    customData,
    transcript,
    socket,
    async end(chatHistory) {
      const body = { conversationId, userId: "", botId, sessionId: crypto.randomUUID(), chatHistory };
      if (makesSummary) await socket.emit("request_resolution_comments", body);
      const made = makesSummary ? await socket.next("response_resolution_comments") : undefined;
      await socket.emit("end_of_conversation", body);
      const { summary } = (made ?? {}) as { summary?: { summary_text?: string }[] };
      return summary?.[0]?.summary_text ?? "";
    },
    close: () => socket.close(),
  };
}
