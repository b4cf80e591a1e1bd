import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import type { AgentAiSettings } from "./settings";

export type AgentAiInput<Settings extends AgentAiSettings = AgentAiSettings> = BlueprintInput<Settings>;

/** Folders of lambdas/, by the part that each plays. */
export const agentAiFunctionNames = {
  "kvs-trigger": "KVSTrigger",
  "widget-token": "KoreTokenGenerator",
  "widget-credentials": "getWidgetCredentials",
} as const;
export type AgentAiFunction = keyof typeof agentAiFunctionNames;

/** What the integration's things are called in this account: the guide's names behind the prefix. */
export function agentAiNames({ prefix }: Pick<AgentAiInput, "prefix">) {
  return {
    functionName: (part: AgentAiFunction) => `${prefix}${agentAiFunctionNames[part]}`,
    readerRole: `${prefix}kvs-reader-role`,
    queueFlow: `${prefix}KVSQueueFlow`,
    whisperFlow: `${prefix}KVSAgentWhisper`,
    dispositionFlow: `${prefix}DispositionFlow`,
  };
}

/** The contact attributes that the flows set. Never the client ID or its secret. */
export const agentAiAttributes = {
  botId: "botId",
  /** The widget's whole address in the CCP flow, the host in the workspace flow: as Kore's own flows have it. */
  agentassistUrl: "agentassistUrl",
  languageCode: "languageCode",
  /** The widget's own language, where it has one. */
  language: "Language",
  /** The first contact's ID: the same for each agent who has the caller after a transfer. */
  conversationId: "koreConversationId",
  status: "agentAiStatus",
  /** Of the agent workspace alone. */
  token: "token",
  tokenStatus: "widgetStatus",
} as const;

/** Values of `agentAiStatus` beside the function's own answers. */
export const agentAiStatuses = {
  notStarted: "NotStarted",
  attributesFailed: "AttributesFailed",
  hookFailed: "HookFailed",
  streamingFailed: "StreamingFailed",
  functionFailed: "FunctionFailed",
} as const;

/** Values of `widgetStatus`. */
export const widgetStatuses = { noToken: "no-token" } as const;

/** What KVSTrigger answers. */
export const triggerResults = [
  "Success",
  "NoStream",
  "CredentialsRefused",
  "TranscriberRefused",
  "TranscriberTimeout",
] as const;
