import { type Block, buildFlow } from "@/lib/flows/language/build-flow";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import { agentAiAttributes, agentAiStatuses, triggerResults } from "./names";
import { type TranscriptionBlock, type TriggerParameters, transcriptionBlocks } from "./transcription-blocks";

export interface WhisperFlow {
  name: string;
  description: string;
  trigger: TriggerParameters;
}

type BlockName = TranscriptionBlock | "logging" | "asked-before" | "end";

/** A conversation that was asked for is not asked for again: another agent's whisper goes past it. */
const asked = [...triggerResults, agentAiStatuses.streamingFailed, agentAiStatuses.functionFailed];

/** Runs on the agent's side when one answers: the stream, its hour and its costs begin here, and not in the queue. */
export function whisperFlow({ name, description, trigger }: WhisperFlow): FlowDocument {
  const blocks: { [block in BlockName]: Block<BlockName> } = {
    logging: {
      type: "UpdateFlowLoggingBehavior",
      parameters: { FlowLoggingBehavior: "Enabled" },
      next: "asked-before",
    },
    "asked-before": {
      type: "Compare",
      parameters: { ComparisonValue: `$.Attributes.${agentAiAttributes.status}` },
      when: Object.fromEntries(asked.map((status) => [status, "end" as const])),
      errors: { NoMatchingCondition: "start-streaming" },
    },
    ...transcriptionBlocks<"end">(trigger, "end"),
    end: { type: "EndFlowExecution" },
  };
  return buildFlow<BlockName>({ name, description, start: "logging", blocks, type: "agentWhisper" });
}
