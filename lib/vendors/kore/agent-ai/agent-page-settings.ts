import { z } from "zod";
import type { PanelIntegration } from "@/lib/vendors/agent-panel";
import { type KoreSettings, koreBaseUrl, koreSettings } from "../connection-settings";
import { widgetPath } from "./presets";

/** The kind of integration that can serve a page of the tenant's own. */
const kind = "agent-ai-ccp";
/** What a person thinks an hour is, and the longest that a token may live. */
const maxTokenMinutes = 12 * 60;

/** What the page reads of the integration's settings; everything else in them is the flows'. */
const pageSettings = z.object({
  ownPage: z.literal(true),
  loginUrl: z.string().default(""),
  languageCode: z.string().default("en"),
  widgetLanguage: z.string().default(""),
  agentAi: z.object({ host: z.string().default(""), iframeUrl: z.string().default("") }),
  token: z.object({
    handlingMinutes: z.number().int().min(1).max(maxTokenMinutes),
    afterWorkMinutes: z.number().int().min(0).max(maxTokenMinutes),
  }),
});

export interface AgentPageSettings {
  connection: KoreSettings;
  /** The base of the widget's own calls. */
  host: string;
  /** The widget's page. */
  iframeUrl: string;
  /** Where agents sign in with SAML; absent for an instance without. */
  loginUrl?: string;
  /** Of the widget. */
  language: string;
  tokenSeconds: number;
}

/** Pure. undefined when the integration doesn't offer the page, or its settings or connection can't be read. */
export function parseAgentPageSettings(integration: PanelIntegration): AgentPageSettings | undefined {
  if (integration.kind !== kind) return undefined;
  const settings = pageSettings.safeParse(integration.settings);
  const connection = koreSettings.safeParse(integration.connection);
  if (!settings.success || !connection.success) return undefined;
  const { agentAi, loginUrl, languageCode, widgetLanguage, token } = settings.data;
  const host = (agentAi.host || koreBaseUrl(connection.data)).replace(/\/+$/, "");
  const iframeUrl = agentAi.iframeUrl || `${host}${widgetPath}`;
  if (!isWebAddress(host) || !isWebAddress(iframeUrl)) return undefined;
  return {
    connection: connection.data,
    ...{ host, iframeUrl, language: widgetLanguage || languageCode },
    ...(isWebAddress(loginUrl) && { loginUrl }),
    tokenSeconds: Math.min(maxTokenMinutes, token.handlingMinutes + token.afterWorkMinutes) * 60,
  };
}

/** Nothing else becomes a frame's address: "javascript:" would run in the console's own page. */
function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
