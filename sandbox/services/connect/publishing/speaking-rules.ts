import { z } from "zod";
import type { ActionRule } from "./action-rule";
import { count, countOrReference, map, oneOf, some, unchecked } from "./values";

const nme = "NoMatchingError";
const nmc = "NoMatchingCondition";
const spoken = {
  PromptId: some,
  Text: some,
  SSML: some,
  Media: z.strictObject({ Uri: some, SourceType: oneOf("S3"), MediaType: oneOf("Audio") }),
};
const sources = ["PromptId", "Text", "SSML", "Media"];

const validation = z.union([
  z.strictObject({ CustomValidation: z.strictObject({ MaximumLength: count(1) }) }),
  z.strictObject({
    PhoneNumberValidation: z.strictObject({
      NumberFormat: oneOf("Local", "E164"),
      CountryCode: some.optional(),
    }),
  }),
]);
const keys = z.strictObject({
  DisableCancelKey: oneOf("True", "False").optional(),
  InputTerminationSequence: z
    .string()
    .regex(/^[0-9*#]{1,5}$/)
    .optional(),
  InterdigitTimeLimitSeconds: count(1, 20).optional(),
});

/** What publishing requires of actions that play, show, or ask something. */
export const speakingRules: Readonly<Record<string, ActionRule>> = {
  MessageParticipant: {
    parameters: { ...spoken, SkipWhenDTMFBufferEnabled: oneOf("true", "false") },
    exactlyOne: [sources],
    next: "required",
    errors: { optional: [nme] },
    conditions: "none",
    types: [
      ...(["CONTACT_FLOW", "AGENT_TRANSFER", "QUEUE_TRANSFER", "CUSTOMER_QUEUE"] as const),
      ...(["CUSTOMER_WHISPER", "AGENT_WHISPER", "OUTBOUND_WHISPER", "CAMPAIGN"] as const),
    ],
    resources: { PromptId: "prompt" },
  },
  MessageParticipantIteratively: {
    parameters: {
      Messages: z
        .array(z.strictObject({ ...spoken }).partial())
        .min(1)
        .refine((all) => all.every((each) => Object.keys(each).length === 1)),
      InterruptFrequencySeconds: countOrReference(1),
      ContinueMessagingDuringInterrupt: some,
    },
    required: ["Messages"],
    next: "optional",
    errors: { optional: [nme] },
    conditions: { operand: /^MessagesInterrupted$/ },
    types: ["CUSTOMER_QUEUE", "CUSTOMER_HOLD", "AGENT_HOLD"],
    resources: { "Messages.*.PromptId": "prompt" },
  },
  GetParticipantInput: {
    parameters: {
      ...spoken,
      StoreInput: oneOf("True", "False"),
      InputTimeLimitSeconds: count(1, 180),
      InputValidation: validation,
      InputEncryption: z.strictObject({ EncryptionKeyId: some, Key: some }),
      DTMFConfiguration: keys,
      EnableDTMFBuffer: oneOf("True", "False"),
    },
    next: "required",
    errors: { optional: [nme] },
    conditions: "none",
    resources: { PromptId: "prompt" },
    given(parameters) {
      if ("EnableDTMFBuffer" in parameters && !("StoreInput" in parameters)) return {};
      const asked = {
        exactlyOne: [sources],
        required: ["StoreInput", "InputTimeLimitSeconds"],
      };
      if (parameters.StoreInput !== "True") {
        const {
          InputValidation: _,
          InputEncryption: __,
          ...menu
        } = speakingRules.GetParticipantInput?.parameters ?? {};
        return {
          ...asked,
          parameters: menu,
          errors: { required: ["InputTimeLimitExceeded", nmc, nme] },
          conditions: { operand: /^[0-9*#]$/ },
        };
      }
      const isPhone = JSON.stringify(parameters.InputValidation ?? {}).includes("PhoneNumberValidation");
      return {
        ...asked,
        required: [...asked.required, "InputValidation"],
        errors: { required: [nme], optional: isPhone ? ["InvalidPhoneNumber"] : [] },
        conditions: "none",
      };
    },
  },
  ConnectParticipantWithLexBot: {
    parameters: {
      ...spoken,
      LexV2Bot: z.strictObject({ AliasArn: some }),
      LexBot: z.strictObject({ Name: some, Region: some, Alias: some }),
      LexInitializationData: z.looseObject({ InitialMessage: some }),
      LexSessionAttributes: map(some),
      LexTimeoutSeconds: unchecked,
    },
    exactlyOne: [
      ["LexV2Bot", "LexBot"],
      [...sources, "LexInitializationData"],
    ],
    next: "required",
    errors: { required: [nmc, nme], optional: ["InputTimeLimitExceeded"] },
    conditions: {},
    resources: { "LexV2Bot.AliasArn": "lex-bot", PromptId: "prompt" },
  },
  ConnectParticipantWithAgenticCX: {
    parameters: {
      AgentConfiguration: z.strictObject({ WorkspaceId: some, ApplicationId: some, Alias: some }),
    },
    open: true,
    required: ["AgentConfiguration"],
    next: "required",
    errors: { required: [nme, nmc, "InputTimeLimitExceeded"] },
    conditions: {},
  },
  ShowView: {
    parameters: {
      ViewResource: z.strictObject({ Id: some, Version: some.optional() }),
      InvocationTimeLimitSeconds: countOrReference(1),
      ViewData: unchecked,
      SensitiveDataConfiguration: z.strictObject({ HideResponseOn: z.array(oneOf("TRANSCRIPT")) }),
    },
    required: ["ViewResource", "InvocationTimeLimitSeconds"],
    next: "required",
    errors: { required: [nmc, nme, "TimeLimitExceeded"] },
    conditions: {},
    types: ["CONTACT_FLOW", "CUSTOMER_QUEUE"],
    resources: { "ViewResource.Id": "view" },
  },
  AuthenticateParticipant: {
    parameters: {},
    open: true,
    next: "required",
    errors: { required: [nme, "TimeLimitExceeded"] },
    conditions: {},
  },
  CheckOutboundCallStatus: {
    parameters: {},
    next: "required",
    errors: { required: [nme] },
    conditions: { operand: /^(CallAnswered|VoicemailBeep|VoicemailNoBeep|NotDetected)$/ },
  },
  CompleteOutboundCall: {
    parameters: {
      CallerId: z.strictObject({ Number: some }),
      VoiceConnector: z.looseObject({ VoiceConnectorArn: some }),
      ConnectionTimeLimitSeconds: count(1, 600),
    },
    next: "required",
    errors: {},
    conditions: "none",
    types: ["OUTBOUND_WHISPER"],
    resources: { "VoiceConnector.VoiceConnectorArn": "connector" },
  },
};
