import {
  type ClosingBlock,
  closingBlocks,
  LAMBDA_LIMIT_SECONDS,
  type OpeningBlock,
  openingBlocks,
  say,
  setAttributes,
} from "@/lib/blueprints/shared/flow-blocks";
import { type Block, buildFlow } from "@/lib/flows/language/build-flow";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import { readKoreConnection } from "./kore-connection";
import { type KoreVoiceInput, namesOf } from "./names";

/** The contact attribute that agents and their tools read: what Kore posted, as text. The guide's name. */
const METADATA_ATTRIBUTE = "customData";
/** How the metadata came: "found", "none" (Kore posted nothing), "unavailable" (it could not be read), "not-saved" (too large for the contact). */
const STATUS_ATTRIBUTE = "metadataStatus";

export const FLOW_DESCRIPTION =
  "Transfers callers to the Kore voice agent and brings them and their metadata back.";

type BlockName =
  | OpeningBlock
  | ClosingBlock
  | "welcome"
  | "transfer-to-kore"
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
 * The flow of the guide, on this tenant's resources. Blocks that the settings do not lead to are left out. Whatever
 * fails, the caller hears it and still comes to the queue; only closed hours, a full queue and a bot that has served
 * the caller to the end (when so set) end with a disconnect, and each says so first. While bypassed, callers go straight to
 * the queue: nothing of Kore's, and no function, is on their way.
 */
export function koreVoiceFlow(input: KoreVoiceInput): FlowDocument {
  return buildFlow<BlockName>({
    name: namesOf(input).flow,
    description: FLOW_DESCRIPTION,
    start: "logging",
    blocks: {
      ...openingBlocks(input, input.bypassed ? "set-queue" : "welcome"),
      welcome: say(input.settings.texts.welcome, "transfer-to-kore"),
      ...transfer(input),
      ...metadata(input),
      ...closingBlocks(input),
    },
  });
}

type Blocks<Name extends BlockName> = { [name in Name]: Block<BlockName> };

function transfer({
  settings,
  vendors,
}: KoreVoiceInput): Blocks<
  "transfer-to-kore" | "say-call-failed" | "say-call-timed-out" | "say-transfer-error"
> {
  return {
    "transfer-to-kore": {
      type: "TransferParticipantToThirdParty",
      parameters: {
        ThirdPartyConnectionTimeLimitSeconds: String(settings.transferTimeoutSeconds),
        ContinueFlowExecution: "True",
        VoiceConnector: {
          VoiceConnectorType: "CallTransferConnector",
          VoiceConnectorArn: { $ref: "connector.arn" },
          ToUser: readKoreConnection(vendors).didNumber,
          FromUser: "$.CustomerEndpoint.Address",
        },
      },
      next: "retrieve-metadata",
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

function metadata({
  settings,
}: KoreVoiceInput): Blocks<
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
        InvocationTimeLimitSeconds: LAMBDA_LIMIT_SECONDS,
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
      { [METADATA_ATTRIBUTE]: "$.External.body", [STATUS_ATTRIBUTE]: "found" },
      "say-transferring",
      "mark-metadata-not-saved",
    ),
    // The caller came back well: only the agent is without the metadata.
    "mark-metadata-not-saved": setAttributes({ [STATUS_ATTRIBUTE]: "not-saved" }, "say-transferring"),
    "mark-no-metadata": setAttributes({ [STATUS_ATTRIBUTE]: "none" }, withoutMetadata),
    "mark-metadata-unavailable": setAttributes(
      { [STATUS_ATTRIBUTE]: "unavailable" },
      "say-metadata-unavailable",
    ),
    "say-transferring": say(settings.texts.transferringBack, "set-queue"),
    "say-no-metadata": say(settings.texts.noMetadata, "set-queue"),
    "say-metadata-unavailable": say(settings.texts.error, "set-queue"),
  };
}
