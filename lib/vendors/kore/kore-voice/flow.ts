import { voiceAgentFlow } from "@/lib/blueprints/shared/voice-agent-flow";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import { parseKoreConnection } from "./kore-connection";
import { type KoreVoiceInput, namesOf } from "./names";

export const flowDescription =
  "Transfers callers to the Kore voice agent and brings them and their metadata back.";

/** The flow of the guide, on this tenant's resources. */
export function koreVoiceFlow(input: KoreVoiceInput): FlowDocument {
  return voiceAgentFlow({
    ...input,
    name: namesOf(input).flow,
    description: flowDescription,
    transferBlock: "transfer-to-kore",
    toUser: parseKoreConnection(input.vendors).didNumber,
    hasMetadata: true,
  });
}
