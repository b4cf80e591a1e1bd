import type { ActionRule } from "./action-rule";
import { transferFlows } from "./flow-kind";
import { anything, listOf, mapOf, record, text, textLike, wholeNumber, words } from "./value-rules";

const nme = "NoMatchingError";
const nmc = "NoMatchingCondition";
const prompt = "PromptId|Text|SSML|Media";
const media = record({ Uri: text, SourceType: words("S3"), MediaType: words("Audio") });
const prompts = { PromptId: text, Text: text, SSML: text, Media: media };

/** One key of a telephone. */
const isKey = (operand: string) => /^[0-9*#]$/.test(operand);

const dtmf = record({
  DisableCancelKey: words("True", "False"),
  InputTerminationSequence: textLike(/^[0-9*#]{1,5}$/, "one to five of the keys 0-9, *, #"),
  InterdigitTimeLimitSeconds: wholeNumber({ min: 1, max: 20 }),
});

const inputValidation = record(
  {
    CustomValidation: record(
      { MaximumLength: wholeNumber({ min: 1, max: Number.POSITIVE_INFINITY }) },
      { required: ["MaximumLength"] },
    ),
    PhoneNumberValidation: record(
      { NumberFormat: words("Local", "E164"), CountryCode: text },
      { required: ["NumberFormat"] },
    ),
  },
  { required: ["CustomValidation|PhoneNumberValidation"] },
);

/**
 * Blocks that say, show or ask something. Sources, strongest first: what the live service was publicly reported to
 * accept and refuse in 2026, exported flows, AWS's flow language reference.
 */
export const talkingBlocks: Readonly<Record<string, ActionRule>> = {
  MessageParticipant: {
    title: "Play prompt",
    parameters: { ...prompts, SkipWhenDTMFBufferEnabled: words("true", "false") },
    required: [prompt],
    next: "required",
    errors: { optional: [nme] },
    conditions: "none",
    flowKinds: {
      kinds: [
        "CONTACT_FLOW",
        ...transferFlows,
        "CUSTOMER_WHISPER",
        "AGENT_WHISPER",
        "OUTBOUND_WHISPER",
        "CUSTOMER_QUEUE",
      ],
      elsewhere: "refused",
    },
  },
  MessageParticipantIteratively: {
    title: "Loop prompts",
    parameters: {
      Messages: listOf(record(prompts, { required: [prompt] }), { notEmpty: true }),
      InterruptFrequencySeconds: wholeNumber({ min: 1, max: Number.POSITIVE_INFINITY, dynamic: true }),
      ContinueMessagingDuringInterrupt: text,
    },
    required: ["Messages"],
    // It plays until someone comes: the only block that goes on without a way on.
    next: "optional",
    errors: { optional: [nme] },
    conditions: { operands: (operand) => operand === "MessagesInterrupted" },
    flowKinds: { kinds: ["CUSTOMER_QUEUE", "CUSTOMER_HOLD", "AGENT_HOLD"], elsewhere: "refused" },
  },
  GetParticipantInput: {
    title: "Get customer input",
    parameters: {
      ...prompts,
      StoreInput: words("True", "False"),
      InputTimeLimitSeconds: wholeNumber({ min: 1, max: 180 }),
      InputValidation: inputValidation,
      InputEncryption: record({ EncryptionKeyId: text, Key: text }),
      DTMFConfiguration: dtmf,
      EnableDTMFBuffer: words("True", "False"),
    },
    next: "required",
    vary: ({ StoreInput, EnableDTMFBuffer, InputValidation }) => {
      if (EnableDTMFBuffer !== undefined && StoreInput === undefined) {
        return { errors: { expected: [nme] } };
      }
      const required = ["StoreInput", "InputTimeLimitSeconds", prompt];
      if (StoreInput !== "True") {
        return {
          required,
          refused: ["InputValidation", "InputEncryption"],
          errors: { required: ["InputTimeLimitExceeded", nmc, nme] },
          conditions: { operands: isKey },
          nextCopies: nmc,
        };
      }
      const isPhone =
        typeof InputValidation === "object" && "PhoneNumberValidation" in { ...InputValidation };
      return {
        title: "Store customer input",
        required: [...required, "InputValidation"],
        ...(isPhone ? { refused: ["InputEncryption"] } : {}),
        errors: { required: [nme], ...(isPhone ? { expected: ["InvalidPhoneNumber"] } : {}) },
        conditions: "none" as const,
      };
    },
    flowKinds: {
      kinds: ["CONTACT_FLOW", ...transferFlows, "CUSTOMER_QUEUE"],
      elsewhere: "documented",
    },
  },
  ConnectParticipantWithLexBot: {
    title: "Get customer input (Lex)",
    parameters: {
      ...prompts,
      LexV2Bot: record({ AliasArn: text }, { required: ["AliasArn"] }),
      LexBot: record({ Name: text, Region: text, Alias: text }, { required: ["Name", "Region", "Alias"] }),
      LexInitializationData: record({ InitialMessage: text }, { open: true }),
      LexSessionAttributes: mapOf(text),
      LexTimeoutSeconds: anything,
    },
    required: ["LexV2Bot|LexBot", `${prompt}|LexInitializationData`],
    next: "required",
    errors: { required: [nmc, nme], optional: ["InputTimeLimitExceeded"] },
    conditions: {},
    nextCopies: nmc,
    vary: ({ LexTimeoutSeconds }) =>
      LexTimeoutSeconds === undefined
        ? {}
        : { errors: { required: [nmc, nme], expected: ["InputTimeLimitExceeded"] } },
    flowKinds: {
      kinds: ["CONTACT_FLOW", ...transferFlows, "CUSTOMER_QUEUE"],
      elsewhere: "documented",
    },
  },
  ConnectParticipantWithAgenticCX: {
    title: "Connect to AI agent",
    parameters: {
      AgentConfiguration: record(
        { WorkspaceId: text, ApplicationId: text, Alias: text },
        { required: ["WorkspaceId", "ApplicationId", "Alias"] },
      ),
      ContextVariables: anything,
      SpeechRecognitionConfiguration: anything,
      AudioFillerConfiguration: anything,
    },
    open: true,
    required: ["AgentConfiguration"],
    next: "required",
    errors: { required: [nme, nmc, "InputTimeLimitExceeded"] },
    conditions: {},
    nextCopies: nmc,
  },
  ShowView: {
    title: "Show view",
    parameters: {
      ViewResource: record({ Id: text, Version: text }, { required: ["Id"] }),
      InvocationTimeLimitSeconds: wholeNumber({ min: 1, max: Number.POSITIVE_INFINITY, dynamic: true }),
      ViewData: anything,
      SensitiveDataConfiguration: record({ HideResponseOn: listOf(words("TRANSCRIPT")) }),
    },
    required: ["ViewResource", "InvocationTimeLimitSeconds"],
    next: "required",
    errors: { required: [nmc, nme, "TimeLimitExceeded"] },
    conditions: {},
    nextCopies: nme,
    flowKinds: { kinds: ["CONTACT_FLOW", "CUSTOMER_QUEUE"], elsewhere: "documented" },
  },
  AuthenticateParticipant: {
    title: "Authenticate customer",
    open: true,
    next: "required",
    errors: { required: [nme, "TimeLimitExceeded"], open: true },
    conditions: {},
  },
  CheckOutboundCallStatus: {
    title: "Check call progress",
    parameters: {},
    next: "required",
    errors: { required: [nme] },
    conditions: {
      operands: (operand) =>
        ["CallAnswered", "VoicemailBeep", "VoicemailNoBeep", "NotDetected"].includes(operand),
    },
    nextCopies: nme,
  },
  CompleteOutboundCall: {
    title: "Connect the outbound call",
    parameters: {
      CallerId: record({ Number: text }),
      VoiceConnector: record({
        VoiceConnectorType: text,
        VoiceConnectorArn: text,
        FromUser: text,
        ToUser: text,
        UserToUserInformation: text,
      }),
      ConnectionTimeLimitSeconds: wholeNumber({ min: 1, max: 600 }),
    },
    next: "required",
    errors: {},
    conditions: "none",
    flowKinds: { kinds: ["OUTBOUND_WHISPER"], elsewhere: "refused" },
  },
};
