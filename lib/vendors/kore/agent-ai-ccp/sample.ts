import { sampleArtifact } from "@/lib/blueprints/shared/sample-parts";
import { blueprintSample } from "../../testing/blueprint-sample";
import { sampleAgentAiOutputs, sampleConsole, wholeAgentAi } from "../agent-ai/sample-settings";
import { makeAgentAiCcp } from "../agent-ai-ccp";
import { arbitraryInput, sampleInput } from "./sample-input";

export const agentAiCcpSample = blueprintSample({
  blueprint: makeAgentAiCcp({ artifact: sampleArtifact, ...sampleConsole }),
  sampleInput,
  arbitraryInput,
  outputs: sampleAgentAiOutputs,
  whole: sampleInput(wholeAgentAi).settings,
  // The page mints its token when an agent takes the call.
  notInForm: ["token.waitMinutes"],
});
