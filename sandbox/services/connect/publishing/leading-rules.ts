import { z } from "zod";
import type { ActionRule, FlowType } from "./action-rule";
import { count, countOrReference, isReference, leaf, map, oneOf, some, unchecked } from "./values";

const nme = "NoMatchingError";
const nmc = "NoMatchingCondition";
const inbound: readonly FlowType[] = ["CONTACT_FLOW", "AGENT_TRANSFER", "QUEUE_TRANSFER", "CAMPAIGN"];
const last = { next: "none", errors: {}, conditions: "none" } as const;
const numeric = ["NumberGreaterThan", "NumberGreaterOrEqualTo", "NumberLessThan", "NumberLessOrEqualTo"];

/** What publishing requires of actions that branch, transfer a contact, or end it. */
export const leadingRules: Readonly<Record<string, ActionRule>> = {
  UpdateContactTargetQueue: {
    parameters: { QueueId: some, AgentId: some },
    exactlyOne: [["QueueId", "AgentId"]],
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
    types: inbound,
    resources: { QueueId: "queue", AgentId: "agent" },
  },
  TransferContactToQueue: {
    parameters: {},
    next: "required",
    errors: { required: ["QueueAtCapacity", nme] },
    conditions: "none",
    types: inbound,
  },
  DequeueContactAndTransferToQueue: {
    parameters: { QueueId: some, AgentId: some },
    atMostOne: [["QueueId", "AgentId"]],
    next: "required",
    errors: { required: ["QueueAtCapacity", nme] },
    conditions: "none",
    types: ["CUSTOMER_QUEUE"],
    resources: { QueueId: "queue", AgentId: "agent" },
  },
  TransferContactToAgent: { parameters: {}, ...last, types: ["AGENT_TRANSFER", "QUEUE_TRANSFER"] },
  TransferToFlow: {
    parameters: { ContactFlowId: some },
    required: ["ContactFlowId"],
    next: "required",
    errors: { optional: [nme] },
    conditions: "none",
    types: inbound,
    resources: { ContactFlowId: "flow" },
  },
  TransferParticipantToThirdParty: {
    parameters: {
      ThirdPartyPhoneNumber: some,
      VoiceConnector: z.looseObject({ VoiceConnectorArn: some }),
      ThirdPartyConnectionTimeLimitSeconds: countOrReference(0, 600),
      ContinueFlowExecution: oneOf("True", "False"),
      ThirdPartyDTMFDigits: some,
      CallerId: z.strictObject({ Number: some.optional(), Name: some.optional() }),
    },
    exactlyOne: [["ThirdPartyPhoneNumber", "VoiceConnector"]],
    required: ["ThirdPartyConnectionTimeLimitSeconds"],
    next: "required",
    errors: { optional: ["CallFailed", "ConnectionTimeLimitExceeded", nme] },
    conditions: "none",
    types: [...inbound, "CUSTOMER_QUEUE"],
    resources: { "VoiceConnector.VoiceConnectorArn": "connector" },
    given: ({ ContinueFlowExecution, ThirdPartyPhoneNumber }, type) => ({
      ...(ThirdPartyPhoneNumber === undefined
        ? {}
        : { required: ["ThirdPartyConnectionTimeLimitSeconds", "ContinueFlowExecution"] }),
      // There is no one to return to after a blind transfer or in a transfer to agent flow.
      ...(ContinueFlowExecution === "False" || type === "AGENT_TRANSFER"
        ? { errors: { optional: [nme] } }
        : {}),
    }),
  },
  CreateCallbackContact: {
    parameters: {
      InitialCallDelaySeconds: count(1, 259_200),
      MaximumConnectionAttempts: count(1),
      RetryDelaySeconds: count(1, 259_200),
      QueueId: some,
      AgentId: some,
      ContactFlowId: some,
    },
    open: true,
    required: ["InitialCallDelaySeconds", "MaximumConnectionAttempts", "RetryDelaySeconds"],
    atMostOne: [["QueueId", "AgentId"]],
    next: "required",
    errors: { optional: [nme] },
    conditions: "none",
    resources: { QueueId: "queue", AgentId: "agent", ContactFlowId: "flow" },
  },
  UpdateContactCallbackNumber: {
    parameters: { CallbackNumber: leaf },
    required: ["CallbackNumber"],
    next: "required",
    errors: { required: ["InvalidCallbackNumber", "CallbackNumberNotDialable"] },
    conditions: "none",
  },
  UpdateContactRoutingBehavior: {
    parameters: {
      QueuePriority: count(1),
      QueueTimeAdjustmentSeconds: z.string(),
      RoutingProficiencies: unchecked,
    },
    exactlyOne: [["QueuePriority", "QueueTimeAdjustmentSeconds", "RoutingProficiencies"]],
    next: "required",
    errors: {},
    conditions: "none",
    given: (parameters) => ("RoutingProficiencies" in parameters ? { errors: { required: [nme] } } : {}),
  },
  UpdateContactRoutingCriteria: {
    parameters: { RoutingCriteria: unchecked },
    open: true,
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
  },
  UpdatePreviousContactParticipantState: {
    parameters: { PreviousContactParticipantState: oneOf("AgentOnHold", "CustomerOnHold", "OffHold") },
    required: ["PreviousContactParticipantState"],
    next: "required",
    errors: { optional: [nme] },
    conditions: "none",
  },
  StartOutboundChatContact: {
    parameters: {
      SourceEndpoint: unchecked,
      DestinationEndpoint: unchecked,
      ContactFlowArn: some,
      ContactSubtype: some,
    },
    open: true,
    required: ["SourceEndpoint", "DestinationEndpoint", "ContactFlowArn", "ContactSubtype"],
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
    resources: { ContactFlowArn: "flow" },
  },
  StartOutboundEmailContact: {
    parameters: {
      FromEmailAddress: z.looseObject({ EmailAddress: some }),
      DestinationEmailAddress: unchecked,
    },
    open: true,
    required: ["FromEmailAddress", "DestinationEmailAddress"],
    next: "required",
    errors: "any",
    conditions: "none",
  },
  DisconnectParticipant: { parameters: {}, ...last, types: [...inbound, "CUSTOMER_QUEUE"] },
  EndFlowExecution: { parameters: {}, ...last },
  EndFlowModuleExecution: {
    parameters: { Result: unchecked, ResultData: unchecked },
    ...last,
    types: ["MODULE"],
  },
  InvokeFlowModule: {
    parameters: { FlowModuleId: some, Input: unchecked },
    required: ["FlowModuleId"],
    next: "required",
    errors: { optional: [nme, nmc] },
    conditions: {},
    resources: { FlowModuleId: "module" },
  },
  Compare: {
    parameters: { ComparisonValue: leaf },
    required: ["ComparisonValue"],
    next: "required",
    errors: { required: [nmc] },
    conditions: {
      operators: ["Equals", "TextStartsWith", "TextEndsWith", "TextContains", "KeyExists", ...numeric],
      atLeastOne: true,
    },
  },
  Loop: {
    parameters: { LoopCount: z.union([countOrReference(0, 100), z.int().min(0).max(100)]) },
    required: ["LoopCount"],
    next: "required",
    errors: { optional: [nme] },
    conditions: { operand: /^(ContinueLooping|DoneLooping)$/, required: ["ContinueLooping", "DoneLooping"] },
  },
  Wait: {
    parameters: {
      TimeLimitSeconds: countOrReference(1, 604_800),
      MinimumWaitTimeSeconds: countOrReference(1, 604_800),
      ContinueExecution: oneOf("True", "False"),
      Events: z.array(oneOf("CustomerReturned", "BotParticipantDisconnected")),
    },
    required: ["TimeLimitSeconds"],
    next: "required",
    errors: { optional: [nme] },
    conditions: {},
    given({ ContinueExecution, Events }) {
      const events = Array.isArray(Events) ? Events.map(String) : [];
      const goesOn = ContinueExecution === "True";
      const required = ["WaitCompleted", ...(goesOn ? ["Continue"] : events)];
      return {
        required: goesOn ? ["TimeLimitSeconds", "MinimumWaitTimeSeconds"] : ["TimeLimitSeconds"],
        conditions: {
          required,
          operand: new RegExp(`^(${required.map((each) => each.replace(/\W/g, "")).join("|")})$`),
        },
        errors: {
          optional: [nme, ...(events.includes("BotParticipantDisconnected") ? ["ParticipantNotFound"] : [])],
        },
      };
    },
  },
  DistributeByPercentage: {
    parameters: {},
    next: "required",
    errors: { required: [nmc] },
    conditions: { operators: ["NumberLessThan"], operand: /^\d+$/ },
  },
  CheckHoursOfOperation: {
    parameters: { HoursOfOperationId: some },
    next: "required",
    errors: { required: [nme] },
    conditions: { operand: /^(True|False)$/, required: ["True", "False"] },
    resources: { HoursOfOperationId: "hours" },
  },
  CheckMetricData: {
    parameters: {
      MetricType: oneOf(
        "NumberOfAgentsAvailable",
        "NumberOfAgentsStaffed",
        "NumberOfAgentsOnline",
        "OldestContactInQueueAgeSeconds",
        "NumberOfContactsInQueue",
      ),
      QueueId: some,
      AgentId: some,
    },
    required: ["MetricType"],
    atMostOne: [["QueueId", "AgentId"]],
    next: "required",
    errors: { required: [nme, nmc] },
    conditions: { operators: ["Equals", ...numeric], atLeastOne: true },
    given: ({ MetricType }) =>
      String(MetricType).startsWith("NumberOfAgents")
        ? { conditions: { operators: ["NumberGreaterThan"], operand: /^0$/, atLeastOne: true } }
        : {},
    resources: { QueueId: "queue" },
  },
  GetMetricData: {
    parameters: { QueueId: some, AgentId: some },
    open: true,
    atMostOne: [["QueueId", "AgentId"]],
    next: "required",
    errors: { optional: [nme] },
    conditions: "none",
    resources: { QueueId: "queue" },
  },
  CheckVoiceId: {
    parameters: { CheckVoiceIdOption: oneOf("enrollmentStatus", "voiceAuthentication", "fraudDetection") },
    required: ["CheckVoiceIdOption"],
    next: "required",
    errors: { optional: [nme] },
    conditions: {
      operand:
        /^(Enrolled|NotEnrolled|OptedOut|Authenticated|NotAuthenticated|Inconclusive|HighRisk|LowRisk)$/,
    },
  },
  StartVoiceIdStream: { parameters: {}, open: true, next: "required", errors: "any", conditions: "none" },
  CreateTask: {
    parameters: {
      Name: some,
      ContactFlowId: some,
      TaskTemplateId: some,
      Attributes: map(some),
      DelaySeconds: z.union([count(1, 518_400), z.string().refine(isReference)]),
    },
    open: true,
    required: ["Name"],
    atLeastOne: [["ContactFlowId", "TaskTemplateId"]],
    atMostOne: [["DelaySeconds", "ScheduledTime"]],
    next: "required",
    errors: { required: [nme] },
    conditions: "none",
    resources: { ContactFlowId: "flow" },
  },
};
