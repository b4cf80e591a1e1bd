import { asappSample } from "../asapp/blueprint/sample";
import { agentAiCcpSample } from "../kore/agent-ai-ccp/sample";
import { agentAiWorkspaceSample } from "../kore/agent-ai-workspace/sample";
import { koreVoiceSample } from "../kore/kore-voice/sample";
import { koreZoomSample } from "../kore/kore-zoom/sample";
import { sipVoiceSample } from "../sip/sip-voice/sample";
import type { BlueprintSample } from "./blueprint-sample";

/** One for each blueprint, in the registry's order: a new one is a line here. */
export const blueprintSamples: readonly BlueprintSample[] = [
  koreVoiceSample,
  agentAiCcpSample,
  agentAiWorkspaceSample,
  koreZoomSample,
  asappSample,
  sipVoiceSample,
];
