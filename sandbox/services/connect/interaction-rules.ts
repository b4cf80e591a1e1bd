import type { ActionRule } from "./flow-rules";

const NME = "NoMatchingError";
const NMC = "NoMatchingCondition";
const prompts = ["PromptId", "Text", "SSML", "Media"];

/** What publishing asks of blocks that ask somebody something, or lead elsewhere and may come back. */
export const interactionRules: Readonly<Record<string, ActionRule>> = {
  ShowView: {
    required: ["ViewResource", "InvocationTimeLimitSeconds"],
    next: "optional",
    requiredErrors: [NMC, NME, "TimeLimitExceeded"],
    optionalErrors: [],
    conditions: "any",
    resources: { "ViewResource.Id": "view" },
  },
  ConnectParticipantWithLexBot: {
    exactlyOne: [["LexV2Bot", "LexBot"]],
    atLeastOne: [[...prompts, "LexInitializationData"]],
    next: "optional",
    requiredErrors: [NMC, NME, "InputTimeLimitExceeded"],
    optionalErrors: [],
    conditions: "any",
    resources: { "LexV2Bot.AliasArn": "lex-bot", PromptId: "prompt" },
  },
  GetParticipantInput: {
    exactlyOne: [prompts],
    required: ["InputTimeLimitSeconds", "StoreInput"],
    next: "optional",
    requiredErrors: [NME],
    conditions: "any",
    resources: { PromptId: "prompt" },
  },
  Wait: {
    required: ["TimeLimitSeconds"],
    next: "optional",
    optionalErrors: [NME, "ParticipantNotFound"],
    conditions: { required: ["WaitCompleted"] },
  },
  MessageParticipantIteratively: {
    required: ["Messages"],
    next: "optional",
    optionalErrors: [NME],
    conditions: "any",
    resources: { "Messages.*.PromptId": "prompt" },
  },
  InvokeFlowModule: {
    required: ["FlowModuleId"],
    next: "optional",
    conditions: "any",
    resources: { FlowModuleId: "module" },
  },
  DequeueContactAndTransferToQueue: {
    exactlyOne: [["QueueId", "AgentId"]],
    next: "optional",
    requiredErrors: ["QueueAtCapacity"],
    optionalErrors: [NME],
    conditions: "none",
    resources: { QueueId: "queue", AgentId: "agent" },
  },
  CreateCallbackContact: {
    next: "required",
    optionalErrors: [NME],
    conditions: "none",
    resources: { QueueId: "queue", AgentId: "agent", ContactFlowId: "flow" },
  },
};
