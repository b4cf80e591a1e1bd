import { type Block, buildFlow } from "@/lib/flows/build-flow";
import type { FlowDocument, FlowValue } from "@/lib/flows/flow-document";
import { readKoreConnection } from "./kore-connection";
import { connectArn, type KoreVoiceInput, namesOf } from "./names";

/** The contact attribute that agents and their tools read: what Kore posted, as text. The guide's name. */
export const METADATA_ATTRIBUTE = "customData";
/** How the metadata came: "found", "none" (Kore posted nothing) or "unavailable" (it could not be read). */
export const STATUS_ATTRIBUTE = "metadataStatus";

/** Connect waits at most this long for a Lambda, its own retries included. */
const RETRIEVE_LIMIT_SECONDS = "8";

type BlockName =
  | "logging"
  | "voice"
  | "language"
  | "hours"
  | "welcome"
  | "transfer-to-kore"
  | "retrieve-metadata"
  | "metadata-found"
  | "keep-metadata"
  | "mark-no-metadata"
  | "mark-metadata-unavailable"
  | "say-transferring"
  | "say-no-metadata"
  | "say-metadata-unavailable"
  | "say-call-failed"
  | "say-call-timed-out"
  | "say-transfer-error"
  | "set-queue"
  | "queue"
  | "say-queue-full"
  | "say-closed"
  | "say-goodbye"
  | "hang-up";

/**
 * The flow of the guide, on this tenant's resources. Blocks that the settings do not lead to are left out. Whatever
 * fails, the caller hears it and still comes to the queue; only closed hours, a full queue and a bot that has served
 * the caller to the end (when so set) end with a disconnect, and each says so first.
 */
export function koreVoiceFlow(input: KoreVoiceInput): FlowDocument {
  return buildFlow<BlockName>({
    name: namesOf(input).flow,
    description: "Transfers callers to the Kore voice agent and brings them and their metadata back.",
    start: "logging",
    blocks: { ...opening(input), ...transfer(input), ...metadata(input), ...closing(input) },
  });
}

type Blocks<Name extends BlockName> = { [name in Name]: Block<BlockName> };

function opening({
  settings,
  instanceArn,
}: KoreVoiceInput): Blocks<"logging" | "voice" | "language" | "hours" | "welcome" | "say-closed"> {
  const { hoursOfOperationId } = settings;
  const afterLanguage = hoursOfOperationId ? "hours" : "welcome";
  return {
    logging: {
      type: "UpdateFlowLoggingBehavior",
      parameters: { FlowLoggingBehavior: "Enabled" },
      next: "voice",
    },
    voice: {
      type: "UpdateContactTextToSpeechVoice",
      parameters: {
        TextToSpeechVoice: settings.voice,
        TextToSpeechEngine: settings.engine,
        TextToSpeechStyle: "None",
      },
      next: "language",
      errors: { NoMatchingError: "language" },
    },
    language: {
      type: "UpdateContactData",
      parameters: { LanguageCode: settings.language },
      next: afterLanguage,
      errors: { NoMatchingError: afterLanguage },
    },
    hours: {
      type: "CheckHoursOfOperation",
      parameters: hoursOfOperationId
        ? { HoursOfOperationId: connectArn(instanceArn, "operating-hours", hoursOfOperationId) }
        : {},
      when: { True: "welcome", False: "say-closed" },
      // Better a caller too many than one sent away because Connect could not tell the time.
      errors: { NoMatchingError: "welcome" },
    },
    welcome: say(settings.texts.welcome, "transfer-to-kore"),
    "say-closed": say(settings.texts.closed, "hang-up"),
  };
}

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
  | "mark-no-metadata"
  | "mark-metadata-unavailable"
  | "say-transferring"
  | "say-no-metadata"
  | "say-metadata-unavailable"
  | "say-goodbye"
> {
  const withoutMetadata = settings.noMetadata === "goodbye" ? "say-goodbye" : "say-no-metadata";
  return {
    "retrieve-metadata": {
      type: "InvokeLambdaFunction",
      parameters: {
        LambdaFunctionARN: { $ref: "retrieve-function.aliasArn" },
        InvocationTimeLimitSeconds: RETRIEVE_LIMIT_SECONDS,
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
    ),
    "mark-no-metadata": setAttributes({ [STATUS_ATTRIBUTE]: "none" }, withoutMetadata),
    "mark-metadata-unavailable": setAttributes(
      { [STATUS_ATTRIBUTE]: "unavailable" },
      "say-metadata-unavailable",
    ),
    "say-transferring": say(settings.texts.transferringBack, "set-queue"),
    "say-no-metadata": say(settings.texts.noMetadata, "set-queue"),
    "say-metadata-unavailable": say(settings.texts.error, "set-queue"),
    "say-goodbye": say(settings.texts.goodbye, "hang-up"),
  };
}

function closing({
  settings,
  instanceArn,
}: KoreVoiceInput): Blocks<"set-queue" | "queue" | "say-queue-full" | "hang-up"> {
  return {
    "set-queue": {
      type: "UpdateContactTargetQueue",
      parameters: { QueueId: connectArn(instanceArn, "queue", settings.queueId) },
      next: "queue",
      // The tenant's own flow may have set a queue before it came here: try that one.
      errors: { NoMatchingError: "queue" },
    },
    queue: {
      type: "TransferContactToQueue",
      errors: { QueueAtCapacity: "say-queue-full", NoMatchingError: "say-queue-full" },
    },
    "say-queue-full": say(settings.texts.queueFull, "hang-up"),
    "hang-up": { type: "DisconnectParticipant" },
  };
}

/** A caller who cannot be spoken to goes on all the same. */
function say(text: string, next: BlockName): Block<BlockName> {
  return { type: "MessageParticipant", parameters: { Text: text }, next, errors: { NoMatchingError: next } };
}

function setAttributes(attributes: { [key: string]: FlowValue }, next: BlockName): Block<BlockName> {
  return {
    type: "UpdateContactAttributes",
    parameters: { Attributes: attributes, TargetContact: "Current" },
    next,
    errors: { NoMatchingError: next },
  };
}
