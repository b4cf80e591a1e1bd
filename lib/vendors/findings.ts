import { attributesTooLarge } from "@/lib/trail/findings/attributes-too-large";
import { authorizerDenied } from "@/lib/trail/findings/authorizer-denied";
import { bypassOn } from "@/lib/trail/findings/bypass-on";
import { callCutOff } from "@/lib/trail/findings/call-cut-off";
import { callerHungUp } from "@/lib/trail/findings/caller-hung-up";
import { type FindingRule, firstOf } from "@/lib/trail/findings/finding-rule";
import { flowChanged } from "@/lib/trail/findings/flow-changed";
import { flowDeadEnd } from "@/lib/trail/findings/flow-dead-end";
import { flowErrorBranch } from "@/lib/trail/findings/flow-error-branch";
import { flowLoggingOff } from "@/lib/trail/findings/flow-logging-off";
import { flowNotResumed } from "@/lib/trail/findings/flow-not-resumed";
import { koreNeverPosted } from "@/lib/trail/findings/kore-never-posted";
import { lambdaNotAllowed } from "@/lib/trail/findings/lambda-not-allowed";
import { lambdaTimeLimit } from "@/lib/trail/findings/lambda-time-limit";
import { logGroupMissing } from "@/lib/trail/findings/log-group-missing";
import { metadataElsewhere } from "@/lib/trail/findings/metadata-elsewhere";
import { metadataExpired } from "@/lib/trail/findings/metadata-expired";
import { metadataLate } from "@/lib/trail/findings/metadata-late";
import { responseTooLarge } from "@/lib/trail/findings/response-too-large";
import { retrieveFailed } from "@/lib/trail/findings/retrieve-failed";
import { sourceNotReadable } from "@/lib/trail/findings/source-not-readable";
import { transferFailed } from "@/lib/trail/findings/transfer-failed";
import { asappFailed } from "./asapp/findings/asapp-failed";
import { asappNoContext } from "./asapp/findings/asapp-no-context";
import { asappNumberExpired } from "./asapp/findings/asapp-number-expired";

/**
 * A new finding is one file and one line here. The order matters: what a finding gives as its evidence is explained,
 * and those after it leave it alone.
 */
export const findings: readonly FindingRule[] = [
  bypassOn,
  lambdaNotAllowed,
  lambdaTimeLimit,
  responseTooLarge,
  attributesTooLarge,
  asappNumberExpired,
  callerHungUp,
  firstOf(asappNoContext, asappFailed),
  transferFailed,
  retrieveFailed,
  firstOf(metadataExpired, metadataLate, metadataElsewhere, authorizerDenied, koreNeverPosted),
  flowNotResumed,
  callCutOff,
  firstOf(flowErrorBranch, flowDeadEnd),
  flowChanged,
  flowLoggingOff,
  logGroupMissing,
  sourceNotReadable,
];
