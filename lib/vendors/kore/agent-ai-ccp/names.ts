import { type AgentAiInput, agentAiNames } from "../agent-ai/names";
import type { AgentAiCcpSettings } from "./settings";

export type AgentAiCcpInput = AgentAiInput<AgentAiCcpSettings>;

export function agentAiCcpNames({ prefix }: Pick<AgentAiCcpInput, "prefix">) {
  return {
    ...agentAiNames({ prefix }),
    flow: `${prefix}KVSAgentAssist_CCP`,
    widgetApi: `${prefix}agentAiWidget`,
  };
}
