import { simulatedVendors } from "../../vendors/registry";
import { attributesOver32Kb } from "./attributes-over-32kb";
import type { CallFault } from "./call-fault";
import { callerHangsUpInTransfer } from "./caller-hangs-up-in-transfer";
import { deadEnd } from "./dead-end";
import { errorBranch } from "./error-branch";
import { flowLoggingOffFlow } from "./flow-logging-off-flow";
import { flowLoggingOffInstance } from "./flow-logging-off-instance";
import { flowNotResumed } from "./flow-not-resumed";
import { functionLogGroupMissing } from "./function-log-group-missing";
import { lambdaNotAssociated } from "./lambda-not-associated";
import { lambdaNotPermitted } from "./lambda-not-permitted";
import { lambdaStartsLate } from "./lambda-starts-late";
import { liveFlowChanged } from "./live-flow-changed";
import { logGroupMissing } from "./log-group-missing";
import { metadataExpired } from "./metadata-expired";
import { networkFails } from "./network-fails";
import { responseOver32Kb } from "./response-over-32kb";
import { retrieveFails } from "./retrieve-fails";
import { retrieveTimesOut } from "./retrieve-times-out";
import { sipRefused } from "./sip-refused";
import { sipTimeout } from "./sip-timeout";
import { sourceNotReadable } from "./source-not-readable";

/** The faults that a call to any vendor can have; another one is one file and one line here. */
const commonFaults: readonly CallFault[] = [
  metadataExpired,
  retrieveTimesOut,
  retrieveFails,
  lambdaStartsLate,
  lambdaNotPermitted,
  lambdaNotAssociated,
  responseOver32Kb,
  attributesOver32Kb,
  sipRefused,
  sipTimeout,
  callerHangsUpInTransfer,
  flowNotResumed,
  networkFails,
  flowLoggingOffInstance,
  flowLoggingOffFlow,
  errorBranch,
  deadEnd,
  liveFlowChanged,
  logGroupMissing,
  functionLogGroupMissing,
  sourceNotReadable,
];

export interface ListedFault extends CallFault {
  /** It needs a call to one of these; absent = any call can have it. */
  vendors?: string[];
}

/** Every fault that a test call can have; those of one vendor are in that vendor's folder. */
export const callFaults: readonly ListedFault[] = [
  ...simulatedVendors.flatMap(({ name, faults }) => faults.map((fault) => ({ ...fault, vendors: [name] }))),
  ...commonFaults.map((fault) => (fault.side === "sip" ? { ...fault, vendors: sipVendors() } : fault)),
];

function sipVendors(): string[] {
  return simulatedVendors.filter((one) => one.listensAt !== undefined).map(({ name }) => name);
}

export type FoundFault = { ok: true; fault: CallFault | undefined } | { ok: false; message: string };

/** The fault of that name; none without a name. A code is accepted only for a fault that has it. */
export function findCallFault(name: string | undefined, code: number | undefined): FoundFault {
  const fault = callFaults.find((one) => one.name === name);
  if (name !== undefined && !fault)
    return { ok: false, message: `fault must be one of ${callFaults.map((one) => one.name).join(", ")}.` };
  if (code !== undefined && !fault?.codes?.includes(code))
    return {
      ok: false,
      message: `code must be one of ${fault?.codes?.join(", ") ?? "none: this fault has no codes"}.`,
    };
  return { ok: true, fault };
}
