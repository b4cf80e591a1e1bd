import type { FindingStep } from "@/lib/trail/findings/finding-rule";
import { attributesTooLarge } from "./attributes-too-large";
import { authorizerDenied } from "./authorizer-denied";
import { bypassOn } from "./bypass-on";
import { callCutOff } from "./call-cut-off";
import { callerHungUp } from "./caller-hung-up";
import { flowChanged } from "./flow-changed";
import { flowDeadEnd } from "./flow-dead-end";
import { flowErrorBranch } from "./flow-error-branch";
import { flowLoggingOff } from "./flow-logging-off";
import { flowNotResumed } from "./flow-not-resumed";
import { lambdaNotAllowed } from "./lambda-not-allowed";
import { lambdaTimeLimit } from "./lambda-time-limit";
import { logGroupMissing } from "./log-group-missing";
import { metadataElsewhere } from "./metadata-elsewhere";
import { metadataExpired } from "./metadata-expired";
import { metadataLate } from "./metadata-late";
import { metadataNeverPosted } from "./metadata-never-posted";
import { responseTooLarge } from "./response-too-large";
import { retrieveFailed } from "./retrieve-failed";
import { sourceNotReadable } from "./source-not-readable";
import { transferFailed } from "./transfer-failed";

/**
 * A new finding is one file and one line here. The order matters: what a finding gives as its evidence is explained, and
 * those after it leave it alone.
 */
export const sharedFindings = [
  [bypassOn],
  [lambdaNotAllowed],
  [lambdaTimeLimit],
  [responseTooLarge],
  [attributesTooLarge],
  [callerHungUp],
  [transferFailed],
  [retrieveFailed],
  [metadataExpired, metadataLate, metadataElsewhere, authorizerDenied, metadataNeverPosted],
  [flowNotResumed],
  [callCutOff],
  [flowErrorBranch, flowDeadEnd],
  [flowChanged],
  [flowLoggingOff],
  [logGroupMissing],
  [sourceNotReadable],
] as const satisfies readonly FindingStep[];

/** A finding that any vendor's trail may have. */
export type SharedFindingCode = (typeof sharedFindings)[number][number]["code"];
