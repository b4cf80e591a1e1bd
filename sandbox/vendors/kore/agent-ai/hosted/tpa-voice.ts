import { pick } from "../widget/talk-to-agent-ai";
import { say, showWidget } from "./show-widget";

/** The page as an application of the agent workspace: it asks for the contact's attributes and opens the widget. */
const { port1: port, port2 } = new MessageChannel();
const waiting = new Map<string, (answer: unknown) => void>();
let frame: HTMLIFrameElement | undefined;
/** As AmazonConnectSDK waits for an answer. */
const timeoutMs = 30_000;

function ask(command: string, data: object): Promise<unknown> {
  const requestId = crypto.randomUUID();
  return new Promise((done) => {
    waiting.set(requestId, done);
    setTimeout(() => done({ isError: true, reason: "The workspace didn't answer." }), timeoutMs);
    const messageOrigin = {
      _type: "app",
      providerId: "agent-ai",
      origin: location.origin,
      path: location.pathname,
    };
    port.postMessage({
      type: "request",
      namespace: "aws.connect.contact",
      command,
      requestId,
      data,
      messageOrigin,
    });
  });
}

async function open(contactId: string): Promise<void> {
  const names = ["token", "botId", "agentassistUrl", "languageCode", "koreConversationId", "customData"];
  const answer = await ask("contact/getAttributes", { contactId, attributes: names });
  if (pick(answer, "isError") === true)
    return say(`The contact's attributes couldn't be read: ${String(pick(answer, "reason"))}`);
  const text = (name: string): string => String(pick(answer, "data", name) ?? "");
  if (text("token") === "") return say("The contact has no token.");
  say("");
  frame = showWidget(document.body, {
    token: text("token"),
    botId: text("botId"),
    conversationId: text("koreConversationId") || contactId,
    agentassistUrl: text("agentassistUrl"),
    languageCode: text("languageCode"),
    customData: text("customData") || undefined,
  });
}

port.onmessage = ({ data }) => {
  switch (pick(data, "type")) {
    case "appLifecycle": {
      const stage = pick(data, "stage");
      const appInstanceId = pick(data, "appInstanceId");
      if (stage === "create") void open(String(pick(data, "contactScope", "contactId") ?? ""));
      if (stage === "destroy") frame?.remove();
      port.postMessage({ type: "appLifecycleHandlerCompleted", stage, appInstanceId });
      return;
    }
    case "response":
      waiting.get(String(pick(data, "requestId")))?.(data);
      waiting.delete(String(pick(data, "requestId")));
  }
};
window.parent.postMessage(
  { type: "connect-app-host-init", sdkVersion: "sandbox", providerId: "agent-ai" },
  "*",
  [port2],
);
