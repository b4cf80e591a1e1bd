import { interactionRules } from "./interaction-rules";

/** What publishing asks of an action type. Names of errors and paths as in the flow language. */
export interface ActionRule {
  /** Parameters that must be there. */
  required?: readonly string[];
  /** Of each group exactly one must be there. */
  exactlyOne?: readonly (readonly string[])[];
  /** All parameters that it may have; absent = not checked. */
  allowed?: readonly string[];
  next: "required" | "optional";
  requiredErrors?: readonly string[];
  /** Beside the required ones; absent = any. */
  optionalErrors?: readonly string[];
  conditions?: "none" | "any" | { required: readonly string[] };
  /** Of each group at least one must be there. */
  atLeastOne?: readonly (readonly string[])[];
  /** Parameters that name something of the instance, by path; `*` stands for every member. */
  resources?: Readonly<Record<string, ResourceKind>>;
}

export type ResourceKind =
  | "queue"
  | "agent"
  | "flow"
  | "module"
  | "lambda"
  | "connector"
  | "hours"
  | "prompt"
  | "view"
  | "lex-bot";

const NME = "NoMatchingError";
const NMC = "NoMatchingCondition";
const promptSources = [["PromptId", "Text", "SSML", "Media"]];

export const actionRules: Readonly<Record<string, ActionRule>> = {
  ...interactionRules,
  MessageParticipant: {
    exactlyOne: promptSources,
    next: "required",
    optionalErrors: [NME],
    conditions: "none",
    resources: { PromptId: "prompt" },
  },
  InvokeLambdaFunction: {
    required: ["LambdaFunctionARN", "InvocationTimeLimitSeconds"],
    allowed: [
      "LambdaFunctionARN",
      "InvocationTimeLimitSeconds",
      "InvocationType",
      "LambdaInvocationAttributes",
      "ResponseValidation",
    ],
    next: "required",
    optionalErrors: [NME],
    conditions: "none",
    resources: { LambdaFunctionARN: "lambda" },
  },
  UpdateContactAttributes: {
    required: ["Attributes"],
    next: "required",
    requiredErrors: [NME],
    optionalErrors: [],
    conditions: "none",
  },
  UpdateFlowAttributes: {
    required: ["FlowAttributes"],
    next: "required",
    optionalErrors: [NME],
    conditions: "none",
  },
  UpdateFlowLoggingBehavior: {
    required: ["FlowLoggingBehavior"],
    allowed: ["FlowLoggingBehavior"],
    next: "required",
    optionalErrors: [],
    conditions: "none",
  },
  UpdateContactMediaStreamingBehavior: {
    required: ["MediaStreamingState"],
    next: "required",
    optionalErrors: [NME],
    conditions: "none",
  },
  UpdateContactEventHooks: {
    required: ["EventHooks"],
    allowed: ["EventHooks"],
    next: "required",
    optionalErrors: [NME],
    conditions: "none",
    resources: { "EventHooks.*": "flow" },
  },
  UpdateContactTargetQueue: {
    exactlyOne: [["QueueId", "AgentId"]],
    next: "required",
    optionalErrors: [NME],
    conditions: "none",
    resources: { QueueId: "queue", AgentId: "agent" },
  },
  TransferContactToQueue: {
    allowed: [],
    next: "optional",
    requiredErrors: ["QueueAtCapacity"],
    optionalErrors: [NME],
    conditions: "none",
  },
  TransferToFlow: {
    required: ["ContactFlowId"],
    next: "optional",
    optionalErrors: [NME],
    conditions: "none",
    resources: { ContactFlowId: "flow" },
  },
  TransferParticipantToThirdParty: {
    exactlyOne: [["ThirdPartyPhoneNumber", "VoiceConnector"]],
    required: ["ThirdPartyConnectionTimeLimitSeconds", "ContinueFlowExecution"],
    allowed: [
      "ThirdPartyPhoneNumber",
      "VoiceConnector",
      "ThirdPartyConnectionTimeLimitSeconds",
      "ContinueFlowExecution",
      "ThirdPartyDTMFDigits",
      "CallerId",
    ],
    next: "optional",
    optionalErrors: ["CallFailed", "ConnectionTimeLimitExceeded", NME],
    conditions: "none",
    resources: { "VoiceConnector.VoiceConnectorArn": "connector" },
  },
  UpdateContactTextToSpeechVoice: {
    required: ["TextToSpeechVoice"],
    next: "required",
    optionalErrors: [NME],
    conditions: "none",
  },
  Compare: {
    required: ["ComparisonValue"],
    next: "optional",
    requiredErrors: [NMC],
    optionalErrors: [],
    conditions: "any",
  },
  Loop: {
    required: ["LoopCount"],
    next: "required",
    optionalErrors: [NME],
    conditions: { required: ["ContinueLooping", "DoneLooping"] },
  },
  UpdateContactRecordingBehavior: {
    required: ["RecordingBehavior"],
    next: "required",
    optionalErrors: [],
    conditions: "none",
  },
  DisconnectParticipant: { allowed: [], next: "optional", optionalErrors: [], conditions: "none" },
  EndFlowExecution: { allowed: [], next: "optional", optionalErrors: [], conditions: "none" },
  TagContact: { required: ["Tags"], next: "required", requiredErrors: [NME], conditions: "none" },
  CheckHoursOfOperation: {
    next: "optional",
    requiredErrors: [NME],
    optionalErrors: [],
    conditions: { required: ["True", "False"] },
    resources: { HoursOfOperationId: "hours" },
  },
  CheckMetricData: {
    required: ["MetricType"],
    next: "optional",
    requiredErrors: [NME, NMC],
    conditions: "any",
    resources: { QueueId: "queue" },
  },
  DistributeByPercentage: { next: "optional", requiredErrors: [NMC], conditions: "any" },
  UpdateContactData: { next: "required", optionalErrors: [NME], conditions: "none" },
  UpdateContactRoutingBehavior: { next: "required", optionalErrors: [], conditions: "none" },
};

/** Types of the language about which publishing asks nothing here beyond what holds for all. */
export const otherActionTypes: ReadonlySet<string> = new Set([
  ...[],
  ...["UpdateContactRecordingAndAnalyticsBehavior", "EndFlowModuleExecution", "GetMetricData"],
  ...["UpdateContactRoutingCriteria", "UpdateRoutingCriteria", "UpdateContactCallbackNumber"],
  ...["TransferContactToAgent", "UntagContact", "CompleteOutboundCall", "CreateTask"],
  ...[
    "CheckOutboundCallStatus",
    "UpdatePreviousContactParticipantState",
    "ResumeContact",
    "CreateCase",
    "UpdateCase",
  ],
  ...[
    "GetCase",
    "CreateWisdomSession",
    "RenderMessageTemplate",
    "GetCustomerProfile",
    "CreateCustomerProfile",
  ],
  ...[
    "UpdateCustomerProfile",
    "ConnectParticipantWithAgenticCX",
    "EvaluateDataTableValues",
    "ListDataTableValues",
  ],
  ...[
    "UpsertDataTableValues",
    "AuthenticateParticipant",
    "LoadContactContent",
    "CreatePersistentContactAssociation",
  ],
  "CreateContact",
]);
