import { z } from "zod";
import type { ActionRule } from "./action-rule";
import { count, map, oneOf, some, unchecked } from "./values";

const nme = "NoMatchingError";
const onOff = oneOf("Enabled", "Disabled");

/** The plain case: some parameters, a next action, one error branch. */
function keeps(parameters: ActionRule["parameters"], more: Partial<ActionRule> = {}): ActionRule {
  return { parameters, next: "required", errors: { required: [nme] }, conditions: "none", ...more };
}

/** Little more is known about these than that they exist. */
function knows(required: readonly string[], more: Partial<ActionRule> = {}): ActionRule {
  const parameters = Object.fromEntries(required.map((name) => [name, unchecked]));
  return { parameters, open: true, required, next: "required", errors: "any", conditions: "none", ...more };
}

const profile = (...members: string[]): Partial<ActionRule> => ({
  parameters: {
    ProfileRequestData: z.looseObject(
      Object.fromEntries(members.map((name) => [name, z.unknown().refine((value) => value !== undefined)])),
    ),
  },
});

const events = [
  ...["AgentHold", "AgentWhisper", "CustomerHold", "CustomerQueue", "CustomerRemaining", "CustomerWhisper"],
  ...["DefaultAgentUI", "DisconnectAgentUI", "PauseContact", "ResumeContact"],
];

/** What publishing requires of actions that set something on the contact, invoke a function, or read and write records. */
export const keepingRules: Readonly<Record<string, ActionRule>> = {
  InvokeLambdaFunction: keeps(
    {
      LambdaFunctionARN: some,
      InvocationTimeLimitSeconds: count(1, 8),
      InvocationType: oneOf("SYNCHRONOUS", "ASYNCHRONOUS"),
      LambdaInvocationAttributes: map(some),
      ResponseValidation: z.strictObject({ ResponseType: oneOf("STRING_MAP", "JSON").optional() }),
    },
    {
      required: ["LambdaFunctionARN", "InvocationTimeLimitSeconds"],
      resources: { LambdaFunctionARN: "lambda" },
      given: ({ InvocationType }) =>
        InvocationType === "ASYNCHRONOUS"
          ? {
              parameters: {
                ...keepingRules.InvokeLambdaFunction?.parameters,
                InvocationTimeLimitSeconds: count(1, 60),
              },
            }
          : {},
    },
  ),
  UpdateContactAttributes: keeps(
    { Attributes: map(some), TargetContact: oneOf("Current", "Related") },
    { required: ["Attributes"] },
  ),
  UpdateFlowAttributes: keeps(
    { FlowAttributes: map(z.strictObject({ Value: some, Type: some.optional() })) },
    { required: ["FlowAttributes"] },
  ),
  UpdateFlowLoggingBehavior: keeps(
    { FlowLoggingBehavior: onOff },
    { required: ["FlowLoggingBehavior"], errors: {} },
  ),
  UpdateContactData: keeps(
    {
      ...{ Name: some, Description: some, LanguageCode: some, CustomerId: some, WisdomSessionArn: some },
      TargetContact: oneOf("Current", "Related"),
      ...{
        References: z.never(),
        Reference: z.never(),
        SegmentAttribute: z.never(),
        SegmentAttributes: z.never(),
      },
    },
    {
      // The switches of Voice ID have names that no public page lists.
      open: true,
      given: (parameters) =>
        Object.keys(parameters).every((name) => name === "TargetContact")
          ? { atLeastOne: [["Name", "Description", "LanguageCode", "CustomerId", "WisdomSessionArn"]] }
          : {},
    },
  ),
  UpdateContactEventHooks: keeps(
    {
      EventHooks: map(some).refine((hooks) => Object.keys(hooks).every((name) => events.includes(name))),
      EventHooksConfiguration: unchecked,
    },
    { required: ["EventHooks"], errors: { optional: [nme] }, resources: { "EventHooks.*": "flow" } },
  ),
  UpdateContactMediaStreamingBehavior: keeps(
    {
      MediaStreamingState: onOff,
      Participants: z.array(
        z.strictObject({ ParticipantType: oneOf("Customer"), MediaDirections: z.array(oneOf("To", "From")) }),
      ),
      MediaStreamType: oneOf("Audio"),
    },
    {
      required: ["MediaStreamingState"],
      errors: { optional: [nme] },
      types: [
        ...(["CONTACT_FLOW", "CUSTOMER_QUEUE", "AGENT_TRANSFER", "QUEUE_TRANSFER"] as const),
        ...(["CUSTOMER_WHISPER", "AGENT_WHISPER", "OUTBOUND_WHISPER"] as const),
      ],
    },
  ),
  UpdateContactMediaProcessing: keeps(
    {
      ChatProcessor: z.strictObject({
        ProcessingEnabled: some,
        LambdaProcessorARN: some,
        ChatProcessorSettings: z.strictObject({ DeliverUnprocessedMessages: some }),
      }),
    },
    { open: true, required: ["ChatProcessor"], errors: { required: [nme, "ChannelMismatch"] } },
  ),
  UpdateContactRecordingBehavior: keeps(
    {
      RecordingBehavior: z.strictObject({
        RecordedParticipants: z.array(oneOf("Agent", "Customer")).optional(),
        ScreenRecordedParticipants: z.array(oneOf("Agent")).optional(),
        IVRRecordingBehavior: onOff.optional(),
      }),
      AnalyticsBehavior: unchecked,
    },
    { required: ["RecordingBehavior"], errors: {} },
  ),
  UpdateContactRecordingAndAnalyticsBehavior: keeps(
    { VoiceBehavior: unchecked, ChatBehavior: unchecked, ScreenRecordingBehavior: unchecked },
    {
      exactlyOne: [["VoiceBehavior", "ChatBehavior", "ScreenRecordingBehavior"]],
      errors: { required: [nme, "ChannelMismatch"] },
      given: (parameters) =>
        "ChatBehavior" in parameters
          ? { errors: { required: [nme, "ChannelMismatch", "InFlightRedactionConfigurationFailed"] } }
          : {},
    },
  ),
  UpdateContactTextToSpeechVoice: keeps(
    {
      TextToSpeechVoice: some,
      TextToSpeechEngine: some,
      TextToSpeechStyle: oneOf("None", "Conversational", "Newscaster"),
    },
    { required: ["TextToSpeechVoice"], errors: { optional: [nme] } },
  ),
  TagContact: keeps(
    { Tags: map(some).refine((tags) => Object.keys(tags).length <= 6) },
    { required: ["Tags"] },
  ),
  UntagContact: keeps(
    { TagKeys: z.array(some).min(1) },
    { required: ["TagKeys"], errors: { optional: [nme] } },
  ),
  ResumeContact: keeps({}, { open: true, errors: { optional: [nme] } }),
  CreateCase: knows([], { parameters: { Fields: z.never() } }),
  UpdateCase: knows([], { parameters: { Fields: z.never() } }),
  GetCase: knows([]),
  CreateContact: knows([]),
  CreatePersistentContactAssociation: knows([], { errors: { required: [nme] } }),
  LoadContactContent: knows([], { errors: { required: [nme] } }),
  CreateWisdomSession: knows(["WisdomAssistantArn"], { errors: { required: [nme] } }),
  RenderMessageTemplate: knows(["WisdomKnowledgeBaseArn", "WisdomMessageTemplateArn"], {
    parameters: { Template: z.never(), AttributeMap: z.never() },
    errors: { required: ["TemplateRenderingError", nme] },
  }),
  GetCustomerProfile: knows(["ProfileRequestData"], {
    ...profile(),
    errors: { required: ["MultipleFoundError", "NoneFoundError", nme] },
  }),
  GetCustomerProfileObject: knows(["ProfileRequestData"], {
    ...profile("ProfileId", "ObjectType"),
    errors: { required: ["NoneFoundError", nme] },
  }),
  GetCalculatedAttributesForCustomerProfile: knows(["ProfileRequestData"], profile("ProfileId")),
  AssociateContactToCustomerProfile: knows(["ProfileRequestData"], profile("ProfileId", "ContactId")),
  CreateCustomerProfile: knows([]),
  UpdateCustomerProfile: knows([]),
  EvaluateDataTableValues: knows([], { errors: { required: [nme] } }),
  ListDataTableValues: knows([], { next: "optional", conditions: "any" }),
  UpsertDataTableValues: knows([], { next: "optional", conditions: "any" }),
};
