import { defineBlueprint } from "@/lib/blueprints/blueprint";
import { agentAiAddresses } from "./agent-ai/agent-ai-connection";
import { agentAiBypassWords } from "./agent-ai/bypass-words";
import { type AgentAiConsole, thisConsole } from "./agent-ai/console";
import { agentAiCosts } from "./agent-ai/costs";
import { agentAiPicture } from "./agent-ai/picture";
import { usualAgentAi } from "./agent-ai/usual-settings";
import { agentAiWorkspaceDesired } from "./agent-ai-workspace/desired";
import { agentAiWorkspaceFields } from "./agent-ai-workspace/fields";
import { agentAiWorkspaceGuide } from "./agent-ai-workspace/guide";
import { agentAiWorkspaceRows } from "./agent-ai-workspace/ledger-rows";
import { type AgentAiWorkspaceInput, agentAiWorkspaceNames } from "./agent-ai-workspace/names";
import { type AgentAiWorkspaceSettings, agentAiWorkspaceSettings } from "./agent-ai-workspace/settings";

/** Kore's Agent AI in Amazon Connect's agent workspace. */
export const agentAiWorkspace = makeAgentAiWorkspace(thisConsole);

/** With another console around it: tests need neither functions built nor a sandbox. */
export function makeAgentAiWorkspace({ simulated, ...console }: Omit<AgentAiConsole, "publicUrl">) {
  const addressesOf = (input: AgentAiWorkspaceInput) => agentAiAddresses(input, simulated);
  return defineBlueprint<AgentAiWorkspaceSettings>({
    kind: "agent-ai-workspace",
    title: "Agent AI in the agent workspace",
    description:
      "Agents get Kore's Agent AI as an application of the agent workspace: it listens to both sides and suggests.",
    needs: ["kore"],
    settings: agentAiWorkspaceSettings,
    fields: agentAiWorkspaceFields,
    defaults: (input) => usualAgentAi(input, agentAiWorkspaceSettings),
    generatedSecrets: {},
    desired: (input) => agentAiWorkspaceDesired(input, addressesOf(input), console),
    guide: (input) => agentAiWorkspaceGuide(input, addressesOf(input)),
    picture: (input) =>
      agentAiPicture(input, {
        flowName: agentAiWorkspaceNames(input).flow,
        host: addressesOf(input).host,
        desktop: { title: agentAiWorkspaceNames(input).application, detail: "Agent workspace" },
      }),
    lambdaNames: (input) => {
      const { functionName } = agentAiWorkspaceNames(input);
      return [functionName("kvs-trigger"), functionName("widget-token")];
    },
    bypassWords: agentAiBypassWords,
    costs: agentAiCosts,
    ledgerRows: agentAiWorkspaceRows,
  });
}
