import {
  type ActionType,
  type Block,
  next,
  noMatchingError,
  type Outcome,
  rawParameter,
  textParameter,
  wholeNumber,
} from "../block";
import type { TransferOutcome, TransferRequest } from "../flow-world";

const usualTimeLimitSeconds = 30;
const e164 = /^\+[1-9]\d{6,14}$/;

/**
 * The flow resumes only when the third party hangs up first. When the caller does, nothing after this block
 * runs; with ContinueFlowExecution "False" nothing does in any case once the call was connected.
 */
export const transferParticipantToThirdParty: ActionType = {
  type: "TransferParticipantToThirdParty",
  logType: "TransferParticipantToThirdParty",
  async run(block) {
    const continues = rawParameter(block, "ContinueFlowExecution") !== "False";
    // Exports and the live service write TimeLimit; AWS's documentation calls it Timeout.
    const limit =
      textParameter(block, "ThirdPartyConnectionTimeLimitSeconds") ??
      textParameter(block, "ThirdPartyConnectionTimeoutSeconds");
    const to = readTarget(block);
    block.log({
      Parameters: { ...describe(to), TimeLimit: limit, ContinueFlowExecution: String(continues) },
    });
    if (to === undefined) return noMatchingError;
    const timeLimitSeconds = wholeNumber(limit, 1, 600) ?? usualTimeLimitSeconds;
    const outcome = await block.world.transfer({ to, timeLimitSeconds, continues }, block.call);
    block.log({ Results: sayOutcome(outcome) });
    return toOutcome(outcome, continues);
  },
};

function readTarget(block: Block): TransferRequest["to"] | undefined {
  const number = textParameter(block, "ThirdPartyPhoneNumber");
  if (number !== undefined) return e164.test(number) ? { kind: "number", number } : undefined;
  const arn = textParameter(block, "VoiceConnector", "VoiceConnectorArn");
  const toUser = textParameter(block, "VoiceConnector", "ToUser");
  const fromUser = textParameter(block, "VoiceConnector", "FromUser") ?? block.call.systemEndpoint?.Address;
  if (arn === undefined || toUser === undefined || fromUser === undefined) return undefined;
  return { kind: "connector", arn, toUser, fromUser };
}

function describe(to: TransferRequest["to"] | undefined): Record<string, unknown> {
  if (to === undefined) return { ThirdParty: "unreadable" };
  if (to.kind === "number") return { PhoneNumber: to.number };
  return { VoiceConnectorArn: to.arn, ToUser: to.toUser, FromUser: to.fromUser };
}

function sayOutcome(outcome: TransferOutcome): string {
  switch (outcome.kind) {
    case "third-party-hung-up":
      return "true";
    case "caller-hung-up":
      return "The customer disconnected.";
    case "call-failed":
      return `false: CallFailed: ${outcome.detail}`;
    case "time-limit-exceeded":
      return "false: ConnectionTimeLimitExceeded";
    case "refused":
      return `false: ${outcome.detail}`;
  }
}

function toOutcome(outcome: TransferOutcome, continues: boolean): Outcome {
  switch (outcome.kind) {
    case "third-party-hung-up":
      return continues && !outcome.staysAway ? next : { kind: "ended", how: "third-party-disconnect" };
    case "caller-hung-up":
      return { kind: "ended", how: "caller-hung-up" };
    case "call-failed":
      return { kind: "error", errorType: "CallFailed" };
    case "time-limit-exceeded":
      return { kind: "error", errorType: continues ? "ConnectionTimeLimitExceeded" : "CallFailed" };
    case "refused":
      return noMatchingError;
  }
}
