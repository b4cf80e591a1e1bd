import { isListedHost } from "@/lambdas/shared/read-host";
import { builtArtifact, type LookUpArtifact } from "@/lib/blueprints/shared/lambda-artifact";
import { config } from "@/lib/kernel/config";
import type { FindSimulatedAgentAi } from "./agent-ai-connection";

/** What the blueprints need of the console that they run in. */
export interface AgentAiConsole {
  artifact: LookUpArtifact;
  simulated: FindSimulatedAgentAi;
  /** Where the console is opened: "https://patchbay.example.com"; undefined when it isn't configured. */
  publicUrl: () => string | undefined;
  /** Whether the operator lists this host. */
  isListed: (url: URL) => boolean;
}

export const thisConsole: AgentAiConsole = {
  artifact: builtArtifact,
  simulated: () => config().vendorSandboxUrls.kore,
  publicUrl: () => config().publicUrl,
  isListed: (url) => isListedHost(url, config().allowedHosts),
};
