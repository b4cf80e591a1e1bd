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
import { vendors } from "./registry";

/**
 * The shared rules, each with the name that vendors' rules take their place by. A new finding is one file and one line here.
 * The order matters: what a finding gives as its evidence is explained, and those after it leave it alone.
 */
const shared: readonly (readonly [name: string, rule: FindingRule])[] = [
  ["bypass-on", bypassOn],
  ["lambda-not-allowed", lambdaNotAllowed],
  ["lambda-time-limit", lambdaTimeLimit],
  ["response-too-large", responseTooLarge],
  ["attributes-too-large", attributesTooLarge],
  ["caller-hung-up", callerHungUp],
  ["transfer-failed", transferFailed],
  ["retrieve-failed", retrieveFailed],
  [
    "metadata-missing",
    firstOf(metadataExpired, metadataLate, metadataElsewhere, authorizerDenied, koreNeverPosted),
  ],
  ["flow-not-resumed", flowNotResumed],
  ["call-cut-off", callCutOff],
  ["flow-error-branch", firstOf(flowErrorBranch, flowDeadEnd)],
  ["flow-changed", flowChanged],
  ["flow-logging-off", flowLoggingOff],
  ["log-group-missing", logGroupMissing],
  ["source-not-readable", sourceNotReadable],
];

/** All rules, the vendors' between them. */
export const findings: readonly FindingRule[] = shared.flatMap(([name, rule]) => [
  ...vendors.flatMap((vendor) =>
    vendor.findings.flatMap(({ rule: own, before }) => (before === name ? [own] : [])),
  ),
  rule,
]);
