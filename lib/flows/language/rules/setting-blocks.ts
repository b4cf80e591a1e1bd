import type { ActionRule } from "./action-rule";
import { transferFlows, whisperFlows } from "./flow-kind";
import { anything, listOf, mapOf, record, text, textLike, wholeNumber, words } from "./value-rules";

const nme = "NoMatchingError";

const events = [
  "AgentHold",
  "AgentWhisper",
  "CustomerHold",
  "CustomerQueue",
  "CustomerRemaining",
  "CustomerWhisper",
  "DefaultAgentUI",
  "DisconnectAgentUI",
  "PauseContact",
  "ResumeContact",
];

/** Blocks that set something on the contact, or ask a function. Sources as in talking-blocks.ts. */
export const settingBlocks: Readonly<Record<string, ActionRule>> = {
  InvokeLambdaFunction: {
    title: "AWS Lambda function",
    parameters: {
      LambdaFunctionARN: text,
      InvocationTimeLimitSeconds: wholeNumber({ min: 1, max: 8 }),
      InvocationType: words("SYNCHRONOUS", "ASYNCHRONOUS"),
      LambdaInvocationAttributes: mapOf(text),
      ResponseValidation: record({ ResponseType: words("STRING_MAP", "JSON") }),
    },
    required: ["LambdaFunctionARN", "InvocationTimeLimitSeconds"],
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
    // The administrator guide lets an asynchronous call run for a minute; publishing wasn't seen to refuse it.
    vary: ({ InvocationType }) =>
      InvocationType === "ASYNCHRONOUS"
        ? {
            parameters: {
              ...settingBlocks.InvokeLambdaFunction?.parameters,
              InvocationTimeLimitSeconds: wholeNumber({ min: 1, max: 60 }),
            },
          }
        : {},
  },
  UpdateContactAttributes: {
    title: "Set contact attributes",
    parameters: { Attributes: mapOf(text), TargetContact: words("Current", "Related") },
    required: ["Attributes"],
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
  },
  UpdateFlowAttributes: {
    title: "Set flow attributes",
    parameters: {
      FlowAttributes: mapOf(record({ Value: text, Type: text }, { required: ["Value"] })),
    },
    required: ["FlowAttributes"],
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
  },
  UpdateFlowLoggingBehavior: {
    title: "Set logging behavior",
    parameters: { FlowLoggingBehavior: words("Enabled", "Disabled") },
    required: ["FlowLoggingBehavior"],
    next: "required",
    errors: {},
    conditions: "none",
  },
  UpdateContactData: {
    title: "Set contact data",
    open: true,
    parameters: {
      Name: text,
      Description: text,
      LanguageCode: text,
      CustomerId: text,
      WisdomSessionArn: text,
      TargetContact: words("Current", "Related"),
    },
    refused: ["References", "Reference", "SegmentAttribute", "SegmentAttributes"],
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
    vary: (parameters) =>
      Object.keys(parameters).every((name) => name === "TargetContact")
        ? { anyOf: [["Name", "Description", "LanguageCode", "CustomerId", "WisdomSessionArn"]] }
        : {},
  },
  UpdateContactEventHooks: {
    title: "Set event flow",
    parameters: { EventHooks: mapOf(text, { keys: events }), EventHooksConfiguration: anything },
    required: ["EventHooks"],
    next: "required",
    errors: { expected: [nme] },
    conditions: "none",
  },
  UpdateContactMediaStreamingBehavior: {
    title: "Start media streaming",
    parameters: {
      MediaStreamingState: words("Enabled", "Disabled"),
      Participants: listOf(
        record({ ParticipantType: words("Customer"), MediaDirections: listOf(words("To", "From")) }),
      ),
      MediaStreamType: words("Audio"),
    },
    required: ["MediaStreamingState"],
    next: "required",
    errors: { expected: [nme] },
    conditions: "none",
    vary: ({ MediaStreamingState }) =>
      MediaStreamingState === "Disabled" ? { title: "Stop media streaming" } : {},
    flowKinds: {
      kinds: ["CONTACT_FLOW", "CUSTOMER_QUEUE", ...transferFlows, ...whisperFlows],
      elsewhere: "documented",
    },
  },
  UpdateContactMediaProcessing: {
    title: "Set message processing",
    parameters: {
      ChatProcessor: record(
        {
          ProcessingEnabled: text,
          LambdaProcessorARN: text,
          ChatProcessorSettings: record(
            { DeliverUnprocessedMessages: text },
            { required: ["DeliverUnprocessedMessages"] },
          ),
        },
        { required: ["ProcessingEnabled", "LambdaProcessorARN", "ChatProcessorSettings"] },
      ),
    },
    open: true,
    required: ["ChatProcessor"],
    next: "required",
    errors: { required: [nme, "ChannelMismatch"] },
    conditions: "none",
  },
  UpdateContactRecordingBehavior: {
    title: "Set recording and analytics behavior",
    parameters: {
      RecordingBehavior: record(
        {
          RecordedParticipants: listOf(words("Agent", "Customer")),
          ScreenRecordedParticipants: listOf(words("Agent")),
          IVRRecordingBehavior: words("Enabled", "Disabled"),
        },
        {},
      ),
      AnalyticsBehavior: anything,
    },
    required: ["RecordingBehavior"],
    next: "required",
    errors: {},
    conditions: "none",
    flowKinds: {
      kinds: ["CONTACT_FLOW", ...transferFlows, "OUTBOUND_WHISPER", "CUSTOMER_QUEUE"],
      elsewhere: "documented",
    },
  },
  UpdateContactRecordingAndAnalyticsBehavior: {
    title: "Set recording and analytics behavior",
    parameters: { VoiceBehavior: anything, ChatBehavior: anything, ScreenRecordingBehavior: anything },
    required: ["VoiceBehavior|ChatBehavior|ScreenRecordingBehavior"],
    next: "required",
    conditions: "none",
    vary: ({ ChatBehavior }) => ({
      errors: {
        required: [
          nme,
          "ChannelMismatch",
          ...(ChatBehavior === undefined ? [] : ["InFlightRedactionConfigurationFailed"]),
        ],
      },
    }),
  },
  UpdateContactTextToSpeechVoice: {
    title: "Set voice",
    parameters: {
      TextToSpeechVoice: text,
      TextToSpeechEngine: text,
      TextToSpeechStyle: words("None", "Conversational", "Newscaster"),
    },
    required: ["TextToSpeechVoice"],
    next: "required",
    errors: { optional: [nme] },
    conditions: "none",
  },
  TagContact: {
    title: "Contact tags",
    parameters: { Tags: mapOf(text, { atMost: 6 }) },
    required: ["Tags"],
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
  },
  UntagContact: {
    title: "Remove contact tags",
    parameters: { TagKeys: listOf(text, { notEmpty: true }) },
    required: ["TagKeys"],
    next: "required",
    errors: { expected: [nme] },
    conditions: "none",
  },
  ResumeContact: {
    title: "Resume contact",
    next: "required",
    errors: { expected: [nme] },
    conditions: "none",
  },
  CreateTask: {
    title: "Create task",
    parameters: {
      Name: text,
      ContactFlowId: text,
      TaskTemplateId: text,
      Description: text,
      Attributes: mapOf(text),
      References: anything,
      DelaySeconds: wholeNumber({ min: 1, max: 518_400, dynamic: true }),
      ScheduledTime: textLike(/./, "a time"),
    },
    open: true,
    required: ["Name"],
    anyOf: [["ContactFlowId", "TaskTemplateId"]],
    atMostOne: [["DelaySeconds", "ScheduledTime"]],
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
  },
};
