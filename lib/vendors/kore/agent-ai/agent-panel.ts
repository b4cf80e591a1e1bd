import { signWidgetToken } from "@/lambdas/shared/kore/kore-app";
import { succeed } from "@/lib/kernel/result";
import type { AgentPanel, OpenAgentPanel, PanelContact } from "@/lib/vendors/agent-panel";
import { type AgentPageSettings, parseAgentPageSettings } from "./agent-page-settings";
import { formatChatHistory } from "./chat-history";
import { readCustomData } from "./custom-data";
import { fetchTranscript, transcriptTokenSeconds } from "./fetch-transcript";
import { agentAiAttributes } from "./names";

/** Kore's Agent AI widget, version 3, beside the softphone. */
export const agentAiPanel: OpenAgentPanel = (integration) => {
  const settings = parseAgentPageSettings(integration);
  return settings && panelOf(settings);
};

function panelOf(settings: AgentPageSettings): AgentPanel {
  const { connection, iframeUrl, loginUrl, tokenSeconds } = settings;
  const { botId, clientId } = connection;
  const sign = (contact: PanelContact, secrets: Record<string, string>, nowMs: number, seconds: number) =>
    signWidgetToken(
      { clientId, clientSecret: secrets.clientSecret ?? "" },
      { botId, subject: contact.contactId },
      { nowMs, seconds },
    );
  return {
    title: "Agent AI",
    url: withSource(iframeUrl),
    ...(loginUrl && { loginUrl }),
    conversationAttribute: agentAiAttributes.conversationId,
    announcement: { method: "agentassist_loaded", name: "agent_assist" },
    tokenSeconds,
    mint: (contact, secrets, nowMs) => {
      const token = sign(contact, secrets, nowMs, tokenSeconds);
      // A JWT's times are whole seconds.
      const expiresAt = new Date((Math.floor(nowMs / 1_000) + tokenSeconds) * 1_000);
      const conversationId = conversationOf(contact);
      return { token, expiresAt, conversationId, opening: openingOf(settings, contact, token) };
    },
    fetchClosing: async (contact, secrets, signal) => {
      const conversationId = conversationOf(contact);
      const token = sign(contact, secrets, Date.now(), transcriptTokenSeconds);
      const heard = await fetchTranscript(settings, { token, conversationId }, signal);
      // Without it Agent AI still makes a summary of what it heard itself: Kore's own page for calls sends none.
      const chatHistory = heard.ok ? formatChatHistory(heard.value.lines) : [];
      return succeed({
        name: "agentAssist.endOfConversation",
        conversationId,
        botId,
        payload: { chatHistory },
      });
    },
  };
}

/** The widget listens only when its address has a query; this one says nothing. */
function withSource(iframeUrl: string): string {
  const url = new URL(iframeUrl);
  url.search = "?source=patchbay";
  return url.href;
}

function conversationOf({ attributes, initialContactId }: PanelContact): string {
  return attributes[agentAiAttributes.conversationId] || initialContactId;
}

/**
 * The widget stops at a `customData` that isn't JSON or has no name to show, so only what it loads with goes in, byte for
 * byte as it stands in the contact's attribute.
 */
function openingOf(
  { connection, host, language }: AgentPageSettings,
  contact: PanelContact,
  token: string,
): AgentPanelOpening {
  const { customData } = contact.attributes;
  return {
    name: "init_agentassist",
    urlParams: {
      token,
      botid: connection.botId,
      agentassisturl: host,
      conversationid: conversationOf(contact),
      isCall: "true",
      channel: "voice",
      interactiveLanguage: contact.attributes[agentAiAttributes.language] || language,
      source: "patchbay",
      ...(customData && readCustomData(customData).loads && { customData }),
    },
  };
}

interface AgentPanelOpening extends Record<string, unknown> {
  name: "init_agentassist";
  urlParams: Record<string, string>;
}
