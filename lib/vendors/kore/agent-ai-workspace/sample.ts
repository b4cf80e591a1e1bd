import { sampleArtifact } from "@/lib/blueprints/shared/sample-parts";
import { blueprintSample } from "../../testing/blueprint-sample";
import { sampleAgentAiOutputs, sampleConsole, wholeAgentAi } from "../agent-ai/sample-settings";
import { makeAgentAiWorkspace } from "../agent-ai-workspace";
import { arbitraryInput, sampleInput } from "./sample-input";

export const agentAiWorkspaceSample = blueprintSample({
  blueprint: makeAgentAiWorkspace({ artifact: sampleArtifact, ...sampleConsole }),
  sampleInput,
  arbitraryInput,
  outputs: sampleAgentAiOutputs,
  whole: sampleInput(wholeAgentAi).settings,
});
