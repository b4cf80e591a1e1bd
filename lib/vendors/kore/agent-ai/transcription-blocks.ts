import { lambdaLimitSeconds, setAttributes } from "@/lib/blueprints/shared/flow-blocks";
import type { Block } from "@/lib/flows/language/build-flow";
import type { AgentAiAddresses } from "./agent-ai-connection";
import { agentAiAttributes, agentAiStatuses } from "./names";

export type TranscriptionBlock =
  | "start-streaming"
  | "start-transcription"
  | "keep-result"
  | "mark-streaming-failed"
  | "mark-function-failed";

/** What the trigger is told of this integration. Its secret and its client ID are settings of the function's own. */
export interface TriggerParameters {
  botId: string;
  /** As the matching published flow has it: see `agentAiAttributes`. */
  agentassistUrl: string;
  addresses: Pick<AgentAiAddresses, "wssUrl" | "sipUri" | "accountId">;
  languageCode: string;
}

/**
 * Starts the stream, then has Agent AI read it. Whatever comes of it is written on the contact and the call goes on at
 * `next`: nobody is lost because a transcription failed.
 */
export function transcriptionBlocks<Name extends string>(
  { botId, agentassistUrl, addresses, languageCode }: TriggerParameters,
  next: Name,
): Record<TranscriptionBlock, Block<Name | TranscriptionBlock>> {
  const { wssUrl, sipUri, accountId } = addresses;
  const status = (value: string) => setAttributes({ [agentAiAttributes.status]: value }, next);
  return {
    "start-streaming": {
      type: "UpdateContactMediaStreamingBehavior",
      parameters: {
        MediaStreamingState: "Enabled",
        MediaStreamType: "Audio",
        // Both directions: what goes to the customer is what the agent says.
        Participants: [{ ParticipantType: "Customer", MediaDirections: ["To", "From"] }],
      },
      next: "start-transcription",
      errors: { NoMatchingError: "mark-streaming-failed" },
    },
    "start-transcription": {
      type: "InvokeLambdaFunction",
      parameters: {
        LambdaFunctionARN: { $ref: "kvs-trigger-function.aliasArn" },
        InvocationTimeLimitSeconds: lambdaLimitSeconds,
        InvocationType: "SYNCHRONOUS",
        LambdaInvocationAttributes: {
          botId,
          agentassistUrl,
          wssUrl,
          sipUri,
          accountId,
          languageCode,
          // Not the attribute of the same value: that one may not have been saved.
          koreConversationId: "$.InitialContactId",
        },
        ResponseValidation: { ResponseType: "STRING_MAP" },
      },
      next: "keep-result",
      errors: { NoMatchingError: "mark-function-failed" },
    },
    "keep-result": status("$.External.lambdaResult"),
    "mark-streaming-failed": status(agentAiStatuses.streamingFailed),
    "mark-function-failed": status(agentAiStatuses.functionFailed),
  };
}
