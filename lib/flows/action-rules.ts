import type { ActionRule } from "./action-rule";
import { DOCUMENTED_ACTIONS } from "./documented-actions";

const NME = "NoMatchingError";
const NMC = "NoMatchingCondition";
const PROMPT = "PromptId|Text|SSML|Media";

/**
 * Sources: AWS's flow language reference, published flows, and public reports of what the live service refused.
 * `requiredErrors` and `required` hold only what publishing was seen to refuse without.
 */
const RULES: Readonly<Record<string, ActionRule>> = {
  MessageParticipant: {
    title: "Play prompt",
    required: [PROMPT],
    allowedErrors: [NME],
    conditions: "none",
  },
  InvokeLambdaFunction: {
    title: "AWS Lambda function",
    required: ["LambdaFunctionARN", "InvocationTimeLimitSeconds"],
    requiredErrors: [NME],
    allowedErrors: [NME],
    conditions: "none",
  },
  UpdateContactAttributes: {
    title: "Set contact attributes",
    required: ["Attributes", "TargetContact"],
    requiredErrors: [NME],
    allowedErrors: [NME],
    conditions: "none",
  },
  UpdateFlowAttributes: {
    title: "Set flow attributes",
    required: ["FlowAttributes"],
    allowedErrors: [NME],
    conditions: "none",
  },
  UpdateFlowLoggingBehavior: {
    title: "Set logging behavior",
    required: ["FlowLoggingBehavior"],
    allowedErrors: [],
    conditions: "none",
  },
  UpdateContactMediaStreamingBehavior: {
    title: "Start media streaming",
    required: ["MediaStreamingState"],
    allowedErrors: [NME],
    conditions: "none",
  },
  UpdateContactEventHooks: {
    title: "Set event flow",
    required: ["EventHooks"],
    allowedErrors: [NME],
    conditions: "none",
  },
  UpdateContactTargetQueue: {
    title: "Set working queue",
    required: ["QueueId|AgentId"],
    allowedErrors: [NME],
    conditions: "none",
  },
  TransferContactToQueue: {
    title: "Transfer to queue",
    requiredErrors: ["QueueAtCapacity"],
    allowedErrors: ["QueueAtCapacity", NME],
    conditions: "none",
    ends: true,
    nextCopies: NME,
  },
  TransferToFlow: {
    title: "Transfer to flow",
    required: ["ContactFlowId"],
    allowedErrors: [NME],
    conditions: "none",
    ends: true,
    nextCopies: NME,
  },
  TransferParticipantToThirdParty: {
    title: "Transfer to phone number",
    required: ["ThirdPartyPhoneNumber|VoiceConnector", "ContinueFlowExecution"],
    allowedErrors: ["CallFailed", "ConnectionTimeLimitExceeded", NME],
    conditions: "none",
  },
  ConnectParticipantWithLexBot: {
    title: "Get customer input (Lex)",
    requiredErrors: [NMC, NME, "InputTimeLimitExceeded"],
    nextCopies: NMC,
  },
  ShowView: {
    title: "Show view",
    required: ["ViewResource", "InvocationTimeLimitSeconds"],
    requiredErrors: [NMC, NME, "TimeLimitExceeded"],
    nextCopies: NME,
  },
  UpdateContactTextToSpeechVoice: {
    title: "Set voice",
    required: ["TextToSpeechVoice"],
    allowedErrors: [NME],
    conditions: "none",
  },
  UpdateContactData: { title: "Set contact data", conditions: "none" },
  Compare: {
    title: "Check contact attributes",
    required: ["ComparisonValue"],
    requiredErrors: [NMC],
    allowedErrors: [NMC],
    nextCopies: NMC,
  },
  Loop: {
    title: "Loop",
    required: ["LoopCount"],
    allowedErrors: [NME],
    requiredConditions: ["ContinueLooping", "DoneLooping"],
    nextCopies: "DoneLooping",
  },
  Wait: { title: "Wait", required: ["TimeLimitSeconds"], nextCopies: NME },
  GetParticipantInput: {
    title: "Get customer input",
    required: [PROMPT, "InputTimeLimitSeconds", "StoreInput"],
  },
  MessageParticipantIteratively: { title: "Loop prompts", required: ["Messages"] },
  UpdateContactRecordingBehavior: {
    title: "Set recording and analytics behavior",
    required: ["RecordingBehavior"],
    allowedErrors: [],
    conditions: "none",
  },
  InvokeFlowModule: {
    title: "Invoke module",
    required: ["FlowModuleId"],
  },
  EndFlowModuleExecution: { title: "Return", conditions: "none", allowedErrors: [], ends: true },
  EndFlowExecution: { title: "End flow / Resume", conditions: "none", allowedErrors: [], ends: true },
  DisconnectParticipant: { title: "Disconnect", conditions: "none", allowedErrors: [], ends: true },
  TransferContactToAgent: { title: "Transfer to agent", ends: true },
  TagContact: { title: "Contact tags", required: ["Tags"], requiredErrors: [NME], conditions: "none" },
  CheckHoursOfOperation: {
    title: "Check hours of operation",
    requiredConditions: ["True", "False"],
    requiredErrors: [NME],
    nextCopies: "False",
  },
  CheckMetricData: {
    title: "Check queue status",
    required: ["MetricType"],
    requiredErrors: [NME, NMC],
    nextCopies: NME,
  },
  DistributeByPercentage: { title: "Distribute by percentage", nextCopies: NMC },
  CreateCallbackContact: {
    title: "Transfer to queue (callback)",
  },
  UpdateContactCallbackNumber: {
    title: "Set callback number",
    required: ["CallbackNumber"],
    requiredErrors: ["InvalidCallbackNumber", "CallbackNumberNotDialable"],
  },
};

/** undefined when the type is not known: then nothing is claimed about it. */
export function actionRule(type: string): ActionRule | undefined {
  if (Object.hasOwn(RULES, type)) return RULES[type];
  return Object.hasOwn(DOCUMENTED_ACTIONS, type) ? DOCUMENTED_ACTIONS[type] : undefined;
}
