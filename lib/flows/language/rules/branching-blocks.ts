import type { ActionRule, ConditionRule } from "./action-rule";
import { HOLD_FLOWS, TRANSFER_FLOWS } from "./flow-kind";
import { isWholeReference, listOf, reference, text, wholeNumber, words } from "./value-rules";

const NME = "NoMatchingError";
const NMC = "NoMatchingCondition";
const NUMBERS = ["NumberGreaterThan", "NumberGreaterOrEqualTo", "NumberLessThan", "NumberLessOrEqualTo"];
/** All that the service was seen to take; KeyExists is documented nowhere. */
const ALL_OPERATORS = ["Equals", "TextStartsWith", "TextEndsWith", "TextContains", ...NUMBERS, "KeyExists"];

const AGENT_METRICS = ["NumberOfAgentsAvailable", "NumberOfAgentsStaffed", "NumberOfAgentsOnline"];
const QUEUE_METRICS = ["OldestContactInQueueAgeSeconds", "NumberOfContactsInQueue"];

const isOneOf =
  (...known: string[]) =>
  (operand: string) =>
    known.includes(operand);

const VOICE_ID_RESULTS: Readonly<Record<string, readonly string[]>> = {
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
    errors: { required: [NMC] },
    conditions: { operators: ALL_OPERATORS, atLeastOne: true },
    nextCopies: NMC,
  },
  Loop: {
    title: "Loop",
    parameters: { LoopCount: wholeNumber({ min: 0, max: 100, dynamic: true, asNumber: true }) },
    required: ["LoopCount"],
    next: "required",
    errors: { optional: [NME] },
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
    nextCopies: NME,
    vary: ({ ContinueExecution, Events }) => {
      const events = Array.isArray(Events) ? Events.filter((each) => typeof each === "string") : [];
      const isContinuing = ContinueExecution === "True";
      const branches = ["WaitCompleted", ...(isContinuing ? ["Continue"] : events)];
      return {
        errors: {
          expected: [NME],
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
    errors: { required: [NMC] },
    conditions: { operators: ["NumberLessThan"], operands: (operand) => /^\d+$/.test(operand) },
    nextCopies: NMC,
    flowKinds: {
      kinds: ["CONTACT_FLOW", ...TRANSFER_FLOWS, "CUSTOMER_QUEUE", "OUTBOUND_WHISPER", ...HOLD_FLOWS],
      elsewhere: "documented",
    },
  },
  CheckHoursOfOperation: {
    title: "Check hours of operation",
    parameters: { HoursOfOperationId: text },
    next: "required",
    errors: { required: [NME] },
    conditions: { operands: isOneOf("True", "False"), required: ["True", "False"] },
    nextCopies: "False",
    flowKinds: {
      kinds: ["CONTACT_FLOW", ...TRANSFER_FLOWS, "CUSTOMER_QUEUE"],
      elsewhere: "documented",
    },
  },
  CheckMetricData: {
    title: "Check queue status",
    parameters: { MetricType: words(...AGENT_METRICS, ...QUEUE_METRICS), QueueId: text, AgentId: text },
    required: ["MetricType"],
    atMostOne: [["QueueId", "AgentId"]],
    next: "required",
    errors: { required: [NME, NMC] },
    nextCopies: NME,
    vary: ({ MetricType }) => ({ conditions: metricConditions(MetricType) }),
    flowKinds: {
      kinds: ["CONTACT_FLOW", ...TRANSFER_FLOWS, "CUSTOMER_QUEUE"],
      elsewhere: "documented",
    },
  },
  GetMetricData: {
    title: "Get queue metrics",
    parameters: { QueueId: text, AgentId: text, QueueChannel: text },
    open: true,
    atMostOne: [["QueueId", "AgentId"]],
    next: "required",
    errors: { expected: [NME] },
    conditions: "none",
  },
  CheckVoiceId: {
    title: "Check Voice ID",
    parameters: { CheckVoiceIdOption: words(...Object.keys(VOICE_ID_RESULTS)) },
    required: ["CheckVoiceIdOption"],
    next: "required",
    errors: { expected: [NME] },
    vary: ({ CheckVoiceIdOption }) => {
      const known = typeof CheckVoiceIdOption === "string" ? VOICE_ID_RESULTS[CheckVoiceIdOption] : undefined;
      return known === undefined ? {} : { conditions: { operands: isOneOf(...known) } };
    },
  },
  StartVoiceIdStream: {
    title: "Set Voice ID",
    next: "required",
    errors: { expected: [NME] },
    conditions: "none",
  },
  CheckSegmentMembership: { title: "Check segment membership", next: "optional" },
};

/** Of agents it can only be asked whether there is one. */
function metricConditions(metric: unknown): ConditionRule {
  if (typeof metric === "string" && AGENT_METRICS.includes(metric)) {
    return { operators: ["NumberGreaterThan"], operands: isOneOf("0"), atLeastOne: true };
  }
  const isNumber = (operand: string) => /^\d+$/.test(operand) || isWholeReference(operand);
  return { operators: ["Equals", ...NUMBERS], operands: isNumber, atLeastOne: true };
}
