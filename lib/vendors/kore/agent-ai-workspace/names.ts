import { type AgentAiInput, agentAiNames } from "../agent-ai/names";
import type { AgentAiWorkspaceSettings } from "./settings";

export type AgentAiWorkspaceInput = AgentAiInput<AgentAiWorkspaceSettings>;

export function agentAiWorkspaceNames({
  prefix,
  settings,
}: Pick<AgentAiWorkspaceInput, "prefix" | "settings">) {
  return {
    ...agentAiNames({ prefix }),
    flow: `${prefix}KoreAgentAssist`,
    application: `${prefix}${settings.application.name}`,
    namespace: `${prefix}${settings.application.namespace}`,
  };
}
