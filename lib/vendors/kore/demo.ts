import { z } from "zod";
import type { VendorDemo } from "../vendor";
import { widgetPath } from "./agent-ai/presets";
import { koreZoomDemo } from "./kore-zoom/demo";
import { debugLogSource } from "./trail/record/describe-record";

const conversations = z.object({
  conversations: z.array(
    z.object({
      servicePosts: z.array(z.object({ status: z.number(), body: z.string(), answer: z.string() })),
    }),
  ),
});

const posted: VendorDemo["posted"] = {
  path: (contactId) => `/_sandbox/conversations?contactId=${encodeURIComponent(contactId)}`,
  parse: (answer) =>
    conversations
      .parse(answer)
      .conversations.flatMap(({ servicePosts }) => servicePosts)
      .at(-1),
};

const keptIn = "customData";
/** What a bot's scripts log: the guide's own log nothing while all goes well. */
const mayBeEmpty = [debugLogSource];
/** Runs the widget's own steps: grant, settings, socket, welcome. */
const opener = "agent-ai/open-widget.ts";

export const koreDemos: readonly VendorDemo[] = [
  {
    blueprint: "kore-voice",
    integrationName: "Kore voice",
    keptIn,
    posted,
    proofName: "koreProof",
    mayBeEmpty,
  },
  {
    blueprint: "agent-ai-ccp",
    integrationName: "Agent AI on the Contact Control Panel",
    joins: "kore-voice",
    // The demo has no console that is open to browsers: the page's own origin doesn't matter.
    settings: { ownPage: true, pageOrigin: "https://localhost:3000" },
    keptIn,
    posted,
    mayBeEmpty,
    widget: { opener, from: "agent-page" },
  },
  {
    blueprint: "agent-ai-workspace",
    integrationName: "Agent AI in the agent workspace",
    joins: "kore-voice",
    keptIn,
    posted,
    mayBeEmpty,
    widget: { opener, from: ofWorkspace },
  },
  { ...koreZoomDemo, mayBeEmpty },
];

/** As Kore's page in the agent workspace does: from the contact's attributes alone. */
function ofWorkspace(attributes: Readonly<Record<string, string>>) {
  const { token, botId, agentassistUrl, koreConversationId, customData } = attributes;
  if (!token || !botId || !agentassistUrl || !koreConversationId) return undefined;
  return {
    url: `${agentassistUrl}${widgetPath}`,
    params: {
      token,
      botid: botId,
      agentassisturl: agentassistUrl,
      conversationid: koreConversationId,
      isCall: "true",
      channel: "voice",
      ...(customData === undefined ? {} : { customData }),
    },
  };
}
