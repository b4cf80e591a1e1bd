import { eventKind } from "../../event-kind";
import { type FailureKind, failureKinds } from "../../failure-kind";
import type { BlockOutcome } from "./block-outcome";
import type { FlowLogEntry } from "./flow-log-entry";

export type BlockFacts = {
  /** As the log has it: "PlayPrompt". */
  type: string;
  outcome: BlockOutcome["kind"];
  /** What a block that failed has failed by; empty when the log's words are not known here. */
  failures?: readonly FailureKind[];
};

/** Pure. */
export function blockFacts({ ContactFlowModuleType: type }: FlowLogEntry, outcome: BlockOutcome): BlockFacts {
  const { kind, words } = outcome;
  return { type, outcome: kind, ...(kind === "failed" && { failures: failureKinds(words) }) };
}

export const blockRan = eventKind<BlockFacts>("flow-log.block");
export const loggingSwitchedOff = eventKind<BlockFacts>("flow-log.logging-off");
/** A block that calls a Lambda function. `statusCode` is the function's answer, where it has one. */
export const functionAsked = eventKind<BlockFacts & { functionName: string; statusCode?: number }>(
  "flow-log.function",
);

/** `sipStatus`: where the log names one in its words. `callerLeft`: the caller hung up meanwhile. */
type TransferFacts = BlockFacts & { callerLeft: boolean; sipStatus?: number };
/** The call goes to a third party: the block's begin, or all of it where its end has no line. */
export const thirdParty = eventKind<TransferFacts>("flow-log.third-party");
export const thirdPartyEnded = eventKind<TransferFacts>("flow-log.third-party-ended");
