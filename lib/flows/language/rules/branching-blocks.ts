import type { ActionRule, ConditionRule } from "./action-rule";
import { holdFlows, transferFlows } from "./flow-kind";
import { isWholeReference, listOf, reference, text, wholeNumber, words } from "./value-rules";

const nme = "NoMatchingError";
const nmc = "NoMatchingCondition";
const numbers = ["NumberGreaterThan", "NumberGreaterOrEqualTo", "NumberLessThan", "NumberLessOrEqualTo"];
/** All that the service was seen to take; KeyExists is documented nowhere. */
const allOperators = ["Equals", "TextStartsWith", "TextEndsWith", "TextContains", ...numbers, "KeyExists"];

const agentMetrics = ["NumberOfAgentsAvailable", "NumberOfAgentsStaffed", "NumberOfAgentsOnline"];
const queueMetrics = ["OldestContactInQueueAgeSeconds", "NumberOfContactsInQueue"];

const isOneOf =
  (...known: string[]) =>
  (operand: string) =>
    known.includes(operand);

const voiceIdResults: Readonly<Record<string, readonly string[]>> = {
  enrollmentStatus: ["Enrolled", "NotEnrolled", "OptedOut"],
  voiceAuthentication: ["Authenticated", "NotAuthenticated", "Inconclusive", "NotEnrolled", "OptedOut"],
  fraudDetection: ["HighRisk", "LowRisk", "Inconclusive"],
};

/** Blocks that choose a way. Sources as in talking-blocks.ts. */
export const branchingBlocks: Readonly<Record<string, ActionRule>> = {
  Compare: {
    title: "Check contact attributes",
    parameters: { ComparisonValue: reference },
    required: ["ComparisonValue"],
    next: "required",
    errors: { required: [nmc] },
    conditions: { operators: allOperators, atLeastOne: true },
    nextCopies: nmc,
  },
  Loop: {
    title: "Loop",
    parameters: { LoopCount: wholeNumber({ min: 0, max: 100, dynamic: true, asNumber: true }) },
    required: ["LoopCount"],
    next: "required",
    errors: { optional: [nme] },
    conditions: {
      operands: isOneOf("ContinueLooping", "DoneLooping"),
      required: ["ContinueLooping", "DoneLooping"],
    },
    nextCopies: "DoneLooping",
  },
  Wait: {
    title: "Wait",
    parameters: {
      TimeLimitSeconds: wholeNumber({ min: 1, max: 604_800, dynamic: true }),
      Events: listOf(words("CustomerReturned", "BotParticipantDisconnected")),
      ContinueExecution: words("True", "False"),
      MinimumWaitTimeSeconds: wholeNumber({ min: 1, max: 604_800, dynamic: true }),
    },
    required: ["TimeLimitSeconds"],
    next: "required",
    nextCopies: nme,
    vary: ({ ContinueExecution, Events }) => {
      const events = Array.isArray(Events) ? Events.filter((each) => typeof each === "string") : [];
      const isContinuing = ContinueExecution === "True";
      const branches = ["WaitCompleted", ...(isContinuing ? ["Continue"] : events)];
      return {
        errors: {
          expected: [nme],
          optional: events.includes("BotParticipantDisconnected") ? ["ParticipantNotFound"] : [],
        },
        conditions: { operands: isOneOf(...branches), required: branches },
        ...(isContinuing ? { required: ["TimeLimitSeconds", "MinimumWaitTimeSeconds"] } : {}),
      };
    },
  },
  DistributeByPercentage: {
    title: "Distribute by percentage",
    parameters: {},
    next: "required",
    errors: { required: [nmc] },
    conditions: { operators: ["NumberLessThan"], operands: (operand) => /^\d+$/.test(operand) },
    nextCopies: nmc,
    flowKinds: {
      kinds: ["CONTACT_FLOW", ...transferFlows, "CUSTOMER_QUEUE", "OUTBOUND_WHISPER", ...holdFlows],
      elsewhere: "documented",
    },
  },
  CheckHoursOfOperation: {
    title: "Check hours of operation",
    parameters: { HoursOfOperationId: text },
    next: "required",
    errors: { required: [nme] },
    conditions: { operands: isOneOf("True", "False"), required: ["True", "False"] },
    nextCopies: "False",
    flowKinds: {
      kinds: ["CONTACT_FLOW", ...transferFlows, "CUSTOMER_QUEUE"],
      elsewhere: "documented",
    },
  },
  CheckMetricData: {
    title: "Check queue status",
    parameters: { MetricType: words(...agentMetrics, ...queueMetrics), QueueId: text, AgentId: text },
    required: ["MetricType"],
    atMostOne: [["QueueId", "AgentId"]],
    next: "required",
    errors: { required: [nme, nmc] },
    nextCopies: nme,
    vary: ({ MetricType }) => ({ conditions: metricConditions(MetricType) }),
    flowKinds: {
      kinds: ["CONTACT_FLOW", ...transferFlows, "CUSTOMER_QUEUE"],
      elsewhere: "documented",
    },
  },
  GetMetricData: {
    title: "Get queue metrics",
    parameters: { QueueId: text, AgentId: text, QueueChannel: text },
    open: true,
    atMostOne: [["QueueId", "AgentId"]],
    next: "required",
    errors: { expected: [nme] },
    conditions: "none",
  },
  CheckVoiceId: {
    title: "Check Voice ID",
    parameters: { CheckVoiceIdOption: words(...Object.keys(voiceIdResults)) },
    required: ["CheckVoiceIdOption"],
    next: "required",
    errors: { expected: [nme] },
    vary: ({ CheckVoiceIdOption }) => {
      const known = typeof CheckVoiceIdOption === "string" ? voiceIdResults[CheckVoiceIdOption] : undefined;
      return known === undefined ? {} : { conditions: { operands: isOneOf(...known) } };
    },
  },
  StartVoiceIdStream: {
    title: "Set Voice ID",
    next: "required",
    errors: { expected: [nme] },
    conditions: "none",
  },
  CheckSegmentMembership: { title: "Check segment membership", next: "optional" },
};

/** Of agents it can only be asked whether there is one. */
function metricConditions(metric: unknown): ConditionRule {
  if (typeof metric === "string" && agentMetrics.includes(metric)) {
    return { operators: ["NumberGreaterThan"], operands: isOneOf("0"), atLeastOne: true };
  }
  const isNumber = (operand: string) => /^\d+$/.test(operand) || isWholeReference(operand);
  return { operators: ["Equals", ...numbers], operands: isNumber, atLeastOne: true };
}
