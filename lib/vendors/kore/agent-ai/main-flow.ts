import {
  closingBlocks,
  lambdaLimitSeconds,
  openingBlocks,
  say,
  setAttributes,
} from "@/lib/blueprints/shared/flow-blocks";
import { type Block, buildFlow } from "@/lib/flows/language/build-flow";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import { agentAiAttributes, agentAiStatuses, widgetStatuses } from "./names";
import type { AgentAiSettings } from "./settings";
import { type TriggerParameters, transcriptionBlocks } from "./transcription-blocks";

export interface MainFlow {
  name: string;
  description: string;
  instanceArn: string;
  settings: AgentAiSettings;
  /** Calls go to the queue without a transcription. */
  bypassed: boolean;
  trigger: TriggerParameters;
  /** The agent workspace opens its page with a token that stands on the contact. */
  hasToken: boolean;
}

type Blocks = { [name: string]: Block<string> };

/**
 * The call's first flow: it names the conversation, has the transcription start when the settings say, and leads on to the
 * queue's flow. Whatever fails is written on the contact, and the caller comes to the queue: by that flow, and from here
 * when even the transfer to it fails. While bypassed, callers go straight to the queue, and no function is on their way.
 */
export function mainFlow(flow: MainFlow): FlowDocument {
  const { settings } = flow;
  const afterConversation = flow.hasToken ? "logging-off" : startOf(settings);
  const blocks: Blocks = {
    ...openingBlocks<string>(flow, flow.bypassed ? "set-queue" : afterOpening(settings)),
    welcome: say(settings.texts.welcome, "set-conversation"),
    "set-conversation": setAttributes(
      conversationAttributes(flow),
      afterConversation,
      "mark-attributes-failed",
    ),
    // Small enough to fit where the others did not.
    "mark-attributes-failed": setAttributes(
      { [agentAiAttributes.status]: agentAiStatuses.attributesFailed },
      afterConversation,
    ),
    ...tokenBlocks(flow, startOf(settings)),
    "set-agent-whisper": {
      type: "UpdateContactEventHooks",
      parameters: { EventHooks: { AgentWhisper: { $ref: "whisper-flow.arn" } } },
      next: "to-queue-flow",
      errors: { NoMatchingError: "mark-hook-failed" },
    },
    "mark-hook-failed": setAttributes(
      { [agentAiAttributes.status]: agentAiStatuses.hookFailed },
      "to-queue-flow",
    ),
    ...transcriptionBlocks<string>(flow.trigger, "to-queue-flow"),
    "to-queue-flow": {
      type: "TransferToFlow",
      parameters: { ContactFlowId: { $ref: "queue-flow.arn" } },
      errors: { NoMatchingError: "set-queue" },
    },
    ...closingBlocks(flow),
  };
  return buildFlow<string>({ name: flow.name, description: flow.description, start: "logging", blocks });
}

/** A voice agent that hands callers on has greeted them. */
const afterOpening = ({ joinedFlowId, entry }: AgentAiSettings) =>
  joinedFlowId !== undefined && entry.kind === "own-flow" ? "set-conversation" : "welcome";

const startOf = ({ startAt }: AgentAiSettings) =>
  startAt === "whisper" ? "set-agent-whisper" : "start-streaming";

function conversationAttributes({ trigger, settings }: MainFlow): { [name: string]: string } {
  return {
    [agentAiAttributes.botId]: trigger.botId,
    [agentAiAttributes.agentassistUrl]: trigger.agentassistUrl,
    [agentAiAttributes.languageCode]: settings.languageCode,
    ...(settings.widgetLanguage === "" ? {} : { [agentAiAttributes.language]: settings.widgetLanguage }),
    [agentAiAttributes.conversationId]: "$.InitialContactId",
    [agentAiAttributes.status]: agentAiStatuses.notStarted,
  };
}

/**
 * The flow's log would show the function's answer and the attribute: it is off while the token is in hand, and on again
 * whatever came of it.
 */
function tokenBlocks({ hasToken, trigger }: MainFlow, next: string): Blocks {
  if (!hasToken) return {};
  const logging = (FlowLoggingBehavior: "Enabled" | "Disabled", then: string): Block<string> => ({
    type: "UpdateFlowLoggingBehavior",
    parameters: { FlowLoggingBehavior },
    next: then,
  });
  return {
    "logging-off": logging("Disabled", "make-token"),
    "make-token": {
      type: "InvokeLambdaFunction",
      parameters: {
        LambdaFunctionARN: { $ref: "widget-token-function.aliasArn" },
        InvocationTimeLimitSeconds: lambdaLimitSeconds,
        InvocationType: "SYNCHRONOUS",
        LambdaInvocationAttributes: { botId: trigger.botId },
        ResponseValidation: { ResponseType: "STRING_MAP" },
      },
      next: "has-token",
      errors: { NoMatchingError: "logging-on-without-token" },
    },
    "has-token": {
      type: "Compare",
      parameters: { ComparisonValue: "$.External.lambdaResult" },
      when: { Success: "set-token" },
      errors: { NoMatchingCondition: "logging-on-without-token" },
    },
    "set-token": setAttributes(
      { [agentAiAttributes.token]: "$.External.koreiframetoken" },
      "logging-on",
      "logging-on-without-token",
    ),
    "logging-on": logging("Enabled", next),
    "logging-on-without-token": logging("Enabled", "mark-no-token"),
    "mark-no-token": setAttributes({ [agentAiAttributes.tokenStatus]: widgetStatuses.noToken }, next),
  };
}
