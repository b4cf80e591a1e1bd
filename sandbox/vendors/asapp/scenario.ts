import { memberOf, textOf } from "../shared/read-request";
import type { CallTransfer, OutputContext } from "./call-transfer";

const asappEndings = ["agent", "system", "expired", "failed", "caller-hangs-up", "no-context"] as const;
export type AsappEnding = (typeof asappEndings)[number];

/** How a test call goes on ASAPP's side. In a real call, what the caller says decides. */
export interface CallScenario {
  /**
   * agent, system: the transfer type of the context. expired: the number has expired when the call arrives.
   * failed: the line is busy. no-context: GenerativeAgent hangs up without a context.
   */
  ending: AsappEnding;
  talkSeconds: number;
  /** How long after the call's end the status becomes COMPLETED. */
  settleMilliseconds: number;
  /** What a caller of an expired number gets. */
  expiredNumber: "announced" | "refused";
  transferType: OutputContext["transferType"] | undefined;
  taskName: string | undefined;
  referenceVariables: Record<string, unknown>;
  transferVariables: Record<string, unknown>;
}

const usualTalkSeconds = 0.4;
const maxTalkSeconds = 3600;
const usualSettleMs = 200;
const maxSettleMs = 60_000;

export function readScenario(value: unknown): CallScenario {
  const type = textOf(value, "transferType");
  const wanted = textOf(value, "ending");
  return {
    ending: asappEndings.find((one) => one === (wanted === "bot" ? "system" : wanted)) ?? "agent",
    talkSeconds: numberOf(value, "talkSeconds", usualTalkSeconds, maxTalkSeconds),
    settleMilliseconds: numberOf(value, "settleMilliseconds", usualSettleMs, maxSettleMs),
    expiredNumber: textOf(value, "expiredNumber") === "refused" ? "refused" : "announced",
    transferType: type === "AGENT" || type === "SYSTEM" ? type : undefined,
    taskName: textOf(value, "taskName"),
    referenceVariables: recordOf(value, "referenceVariables"),
    transferVariables: recordOf(value, "transferVariables"),
  };
}

/** What GenerativeAgent returns for the flow. */
export function writeOutput(transfer: CallTransfer, scenario: CallScenario): OutputContext | undefined {
  if (scenario.ending === "no-context") return undefined;
  return {
    transferType: scenario.transferType ?? (scenario.ending === "system" ? "SYSTEM" : "AGENT"),
    currentTaskName: scenario.taskName ?? transfer.inputContext.taskName ?? "GeneralInquiry",
    referenceVariables: scenario.referenceVariables,
    transferVariables: scenario.transferVariables,
  };
}

function numberOf(value: unknown, name: string, otherwise: number, most: number): number {
  const given = memberOf(value, name);
  return typeof given === "number" && given >= 0 ? Math.min(given, most) : otherwise;
}

function recordOf(value: unknown, name: string): Record<string, unknown> {
  const given = memberOf(value, name);
  return typeof given === "object" && given !== null && !Array.isArray(given) ? { ...given } : {};
}
