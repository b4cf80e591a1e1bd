import type { ActionRule } from "./action-rule";
import { holdFlows, transferFlows, whisperFlows } from "./flow-kind";
import { anything, mapOf, record, reference, text, textLike, wholeNumber, words } from "./value-rules";

const nme = "NoMatchingError";
const inboundAndTransfers = ["CONTACT_FLOW", ...transferFlows] as const;
const maxDelaySeconds = 259_200;

const terminal = { next: "refused", errors: {}, conditions: "none", ends: true } as const;

const connector = record(
  {
    VoiceConnectorType: text,
    VoiceConnectorArn: text,
    FromUser: text,
    ToUser: text,
    UserToUserInformation: text,
  },
  { required: ["VoiceConnectorArn"] },
);

/** Blocks that lead a contact elsewhere, or end it. Sources as in talking-blocks.ts. */
export const routingBlocks: Readonly<Record<string, ActionRule>> = {
  UpdateContactTargetQueue: {
    title: "Set working queue",
    parameters: { QueueId: text, AgentId: text },
    required: ["QueueId|AgentId"],
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
    flowKinds: { kinds: inboundAndTransfers, elsewhere: "documented" },
  },
  TransferContactToQueue: {
    title: "Transfer to queue",
    parameters: {},
    next: "required",
    errors: { required: ["QueueAtCapacity", nme] },
    conditions: "none",
    ends: true,
    nextCopies: nme,
    flowKinds: { kinds: inboundAndTransfers, elsewhere: "documented" },
    // The queue flow has a block of its own for it, and AWS's pages agree on that one.
    vary: (_parameters, kind) =>
      kind === "CUSTOMER_QUEUE" ? { flowKinds: { kinds: inboundAndTransfers, elsewhere: "refused" } } : {},
  },
  DequeueContactAndTransferToQueue: {
    title: "Transfer to another queue",
    parameters: { QueueId: text, AgentId: text },
    atMostOne: [["QueueId", "AgentId"]],
    next: "required",
    errors: { required: ["QueueAtCapacity", nme] },
    conditions: "none",
    ends: true,
    nextCopies: nme,
    flowKinds: { kinds: ["CUSTOMER_QUEUE"], elsewhere: "refused" },
  },
  TransferContactToAgent: {
    title: "Transfer to agent",
    ...terminal,
    parameters: {},
    flowKinds: { kinds: transferFlows, elsewhere: "refused" },
  },
  TransferToFlow: {
    title: "Transfer to flow",
    parameters: { ContactFlowId: text },
    required: ["ContactFlowId"],
    next: "required",
    errors: { expected: [nme] },
    conditions: "none",
    ends: true,
    nextCopies: nme,
    flowKinds: { kinds: inboundAndTransfers, elsewhere: "documented" },
  },
  TransferParticipantToThirdParty: {
    title: "Transfer to phone number",
    parameters: {
      ThirdPartyPhoneNumber: text,
      VoiceConnector: connector,
      ThirdPartyConnectionTimeLimitSeconds: wholeNumber({ min: 0, max: 600, dynamic: true }),
      ContinueFlowExecution: words("True", "False"),
      ThirdPartyDTMFDigits: textLike(/^[0-9,*#]{1,50}$/, "at most 50 of 0-9, comma, *, #"),
      CallerId: record({ Number: text, Name: text }),
    },
    required: ["ThirdPartyPhoneNumber|VoiceConnector", "ThirdPartyConnectionTimeLimitSeconds"],
    next: "required",
    conditions: "none",
    flowKinds: { kinds: [...inboundAndTransfers, "CUSTOMER_QUEUE"], elsewhere: "documented" },
    vary: ({ ContinueFlowExecution, VoiceConnector }, kind) => {
      // AWS documents ContinueFlowExecution for phone numbers only; exports write it for connectors too.
      const required =
        VoiceConnector === undefined
          ? {
              required: [
                "ThirdPartyPhoneNumber|VoiceConnector",
                "ThirdPartyConnectionTimeLimitSeconds",
                "ContinueFlowExecution",
              ],
            }
          : {};
      if (ContinueFlowExecution === "False") {
        return { ...required, errors: { expected: [nme] }, ends: true as const, nextCopies: nme };
      }
      const failures = ["CallFailed", "ConnectionTimeLimitExceeded"];
      return {
        ...required,
        errors: kind === "AGENT_TRANSFER" ? { expected: [nme] } : { expected: [...failures, nme] },
      };
    },
  },
  CreateCallbackContact: {
    title: "Transfer to queue (callback)",
    parameters: {
      InitialCallDelaySeconds: wholeNumber({ min: 1, max: maxDelaySeconds }),
      MaximumConnectionAttempts: wholeNumber({ min: 1, max: Number.POSITIVE_INFINITY }),
      RetryDelaySeconds: wholeNumber({ min: 1, max: maxDelaySeconds }),
      QueueId: text,
      AgentId: text,
      ContactFlowId: text,
      CallerId: anything,
    },
    open: true,
    required: ["InitialCallDelaySeconds", "MaximumConnectionAttempts", "RetryDelaySeconds"],
    atMostOne: [["QueueId", "AgentId"]],
    next: "required",
    errors: { expected: [nme] },
    conditions: "none",
    flowKinds: { kinds: [...inboundAndTransfers, "CUSTOMER_QUEUE"], elsewhere: "documented" },
  },
  UpdateContactCallbackNumber: {
    title: "Set callback number",
    parameters: { CallbackNumber: reference },
    required: ["CallbackNumber"],
    next: "required",
    errors: { required: ["InvalidCallbackNumber", "CallbackNumberNotDialable"] },
    conditions: "none",
    flowKinds: { kinds: [...inboundAndTransfers, "CUSTOMER_QUEUE"], elsewhere: "documented" },
  },
  UpdateContactRoutingBehavior: {
    title: "Change routing priority / age",
    parameters: {
      QueuePriority: wholeNumber({ min: 1, max: Number.POSITIVE_INFINITY }),
      QueueTimeAdjustmentSeconds: textLike(/^-?\d+$/, "a whole number of seconds"),
      RoutingProficiencies: anything,
    },
    required: ["QueuePriority|QueueTimeAdjustmentSeconds|RoutingProficiencies"],
    next: "required",
    conditions: "none",
    vary: ({ RoutingProficiencies }) => ({
      errors: RoutingProficiencies === undefined ? {} : { required: [nme] },
    }),
  },
  UpdateContactRoutingCriteria: {
    title: "Set routing criteria",
    parameters: { RoutingCriteria: record({ Steps: anything }, { open: true }), AgentIds: anything },
    open: true,
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
  },
  UpdatePreviousContactParticipantState: {
    title: "Hold customer or agent",
    parameters: { PreviousContactParticipantState: words("AgentOnHold", "CustomerOnHold", "OffHold") },
    required: ["PreviousContactParticipantState"],
    next: "required",
    errors: { expected: [nme] },
    conditions: "none",
    flowKinds: { kinds: inboundAndTransfers, elsewhere: "documented" },
  },
  StartOutboundChatContact: {
    title: "Send message",
    parameters: {
      SourceEndpoint: anything,
      DestinationEndpoint: anything,
      ContactFlowArn: text,
      ContactSubtype: text,
      InitialSystemMessage: mapOf(text),
      RelatedContact: text,
    },
    open: true,
    required: ["SourceEndpoint", "DestinationEndpoint", "ContactFlowArn", "ContactSubtype"],
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
  },
  StartOutboundEmailContact: {
    title: "Send email",
    parameters: {
      FromEmailAddress: record({ EmailAddress: text }, { required: ["EmailAddress"], open: true }),
      DestinationEmailAddress: anything,
      EmailMessage: anything,
    },
    open: true,
    required: ["FromEmailAddress", "DestinationEmailAddress"],
    next: "required",
    errors: { expected: [nme], open: true },
    conditions: "none",
  },
  DisconnectParticipant: {
    title: "Disconnect",
    ...terminal,
    parameters: {},
    flowKinds: { kinds: [...inboundAndTransfers, "CUSTOMER_QUEUE"], elsewhere: "refused" },
  },
  EndFlowExecution: {
    title: "End flow / Resume",
    ...terminal,
    parameters: {},
    flowKinds: {
      kinds: ["CUSTOMER_QUEUE", ...whisperFlows, ...holdFlows],
      elsewhere: "documented",
    },
  },
  EndFlowModuleExecution: {
    title: "Return",
    ...terminal,
    parameters: { Result: anything, ResultData: anything },
    flowKinds: { kinds: ["MODULE"], elsewhere: "refused" },
  },
  InvokeFlowModule: {
    title: "Invoke module",
    parameters: { FlowModuleId: text, Input: anything },
    required: ["FlowModuleId"],
    next: "required",
    errors: { expected: [nme], optional: ["NoMatchingCondition"] },
    conditions: {},
  },
  RouteContactToAgent: { title: "Route to agent", next: "optional" },
};
