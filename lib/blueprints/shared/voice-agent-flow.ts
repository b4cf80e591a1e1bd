import { type Block, buildFlow } from "@/lib/flows/language/build-flow";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import {
  type ClosingBlock,
  closingBlocks,
  type FlowSettings,
  lambdaLimitSeconds,
  type OpeningBlock,
  openingBlocks,
  say,
  setAttributes,
} from "./flow-blocks";

/** The contact attribute that agents and their tools read: what the voice agent posted, as text. The guide's name. */
const metadataAttributeName = "customData";
/** How the metadata came: "found", "none" (nothing was posted), "unavailable" (it could not be read), "not-saved" (too large for the contact). */
const statusAttributeName = "metadataStatus";

export interface VoiceAgentFlow {
  name: string;
  description: string;
  instanceArn: string;
  settings: FlowSettings & {
    texts: { welcome: string; transferringBack: string; noMetadata: string; error: string };
    noMetadata: "queue" | "goodbye";
    transferTimeoutSeconds: number;
  };
  /** Callers go past the voice agent, straight to the queue. */
  bypassed: boolean;
  /** The identifier of the block that hands the call over: "transfer-to-agent". */
  transferBlock: string;
  /** The user part of the address that the call is sent to. */
  toUser: string;
  /** false: the flow asks for nothing when the call comes back. */
  hasMetadata: boolean;
}

type BlockName =
  | OpeningBlock
  | ClosingBlock
  | "welcome"
  | "transfer"
  | "retrieve-metadata"
  | "metadata-found"
  | "keep-metadata"
  | "mark-metadata-not-saved"
  | "mark-no-metadata"
  | "mark-metadata-unavailable"
  | "say-transferring"
  | "say-no-metadata"
  | "say-metadata-unavailable"
  | "say-call-failed"
  | "say-call-timed-out"
  | "say-transfer-error";

/**
 * A flow that hands callers to a voice agent through a voice connector and brings them back. Blocks that the settings do not
 * lead to are left out. Whatever fails, the caller hears it and still comes to the queue; only closed hours, a full queue and
 * a voice agent that has served the caller to the end (when so set) end with a disconnect, and each says so first. While
 * bypassed, callers go straight to the queue: nothing of the vendor's, and no function, is on their way.
 */
export function voiceAgentFlow(flow: VoiceAgentFlow): FlowDocument {
  const { settings } = flow;
  const { transfer, ...afterTransfer } = transferBlocks(flow);
  const blocks: { [name: string]: Block<string> } = {
    ...openingBlocks<string>(flow, flow.bypassed ? "set-queue" : "welcome"),
    welcome: say(settings.texts.welcome, flow.transferBlock),
    // The vendor's own name for the block: it stands in logs, findings and the designer.
    [flow.transferBlock]: transfer,
    ...afterTransfer,
    ...(flow.hasMetadata
      ? metadataBlocks(flow)
      : { "say-transferring": say(settings.texts.transferringBack, "set-queue") }),
    ...closingBlocks(flow),
  };
  return buildFlow<string>({ name: flow.name, description: flow.description, start: "logging", blocks });
}

type Blocks<Name extends BlockName> = { [name in Name]: Block<BlockName> };

function transferBlocks({
  settings,
  toUser,
  hasMetadata,
}: VoiceAgentFlow): Blocks<"transfer" | "say-call-failed" | "say-call-timed-out" | "say-transfer-error"> {
  return {
    transfer: {
      type: "TransferParticipantToThirdParty",
      parameters: {
        ThirdPartyConnectionTimeLimitSeconds: String(settings.transferTimeoutSeconds),
        ContinueFlowExecution: "True",
        VoiceConnector: {
          VoiceConnectorType: "CallTransferConnector",
          VoiceConnectorArn: { $ref: "connector.arn" },
          ToUser: toUser,
          FromUser: "$.CustomerEndpoint.Address",
        },
      },
      next: hasMetadata ? "retrieve-metadata" : "say-transferring",
      errors: {
        CallFailed: "say-call-failed",
        ConnectionTimeLimitExceeded: "say-call-timed-out",
        NoMatchingError: "say-transfer-error",
      },
    },
    // Three blocks with one text: the flow's log then says which of the three it was.
    "say-call-failed": say(settings.texts.error, "set-queue"),
    "say-call-timed-out": say(settings.texts.error, "set-queue"),
    "say-transfer-error": say(settings.texts.error, "set-queue"),
  };
}

function metadataBlocks({
  settings,
}: VoiceAgentFlow): Blocks<
  | "retrieve-metadata"
  | "metadata-found"
  | "keep-metadata"
  | "mark-metadata-not-saved"
  | "mark-no-metadata"
  | "mark-metadata-unavailable"
  | "say-transferring"
  | "say-no-metadata"
  | "say-metadata-unavailable"
> {
  const withoutMetadata = settings.noMetadata === "goodbye" ? "say-goodbye" : "say-no-metadata";
  return {
    "retrieve-metadata": {
      type: "InvokeLambdaFunction",
      parameters: {
        LambdaFunctionARN: { $ref: "retrieve-function.aliasArn" },
        InvocationTimeLimitSeconds: lambdaLimitSeconds,
        InvocationType: "SYNCHRONOUS",
        LambdaInvocationAttributes: { contactId: "$.ContactId" },
        ResponseValidation: { ResponseType: "JSON" },
      },
      next: "metadata-found",
      errors: { NoMatchingError: "mark-metadata-unavailable" },
    },
    "metadata-found": {
      type: "Compare",
      parameters: { ComparisonValue: "$.External.statusCode" },
      when: { "200": "keep-metadata", "404": "mark-no-metadata" },
      errors: { NoMatchingCondition: "mark-metadata-unavailable" },
    },
    "keep-metadata": setAttributes(
      { [metadataAttributeName]: "$.External.body", [statusAttributeName]: "found" },
      "say-transferring",
      "mark-metadata-not-saved",
    ),
    // The caller came back well: only the agent is without the metadata.
    "mark-metadata-not-saved": setAttributes({ [statusAttributeName]: "not-saved" }, "say-transferring"),
    "mark-no-metadata": setAttributes({ [statusAttributeName]: "none" }, withoutMetadata),
    "mark-metadata-unavailable": setAttributes(
      { [statusAttributeName]: "unavailable" },
      "say-metadata-unavailable",
    ),
    "say-transferring": say(settings.texts.transferringBack, "set-queue"),
    "say-no-metadata": say(settings.texts.noMetadata, "set-queue"),
    "say-metadata-unavailable": say(settings.texts.error, "set-queue"),
  };
}
