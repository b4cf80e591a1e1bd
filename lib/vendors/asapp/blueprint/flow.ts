import {
  type ClosingBlock,
  closingBlocks,
  lambdaLimitSeconds,
  type OpeningBlock,
  openingBlocks,
  say,
  setAttributes,
} from "@/lib/blueprints/shared/flow-blocks";
import { type Block, buildFlow } from "@/lib/flows/language/build-flow";
import type { FlowDocument, FlowValue } from "@/lib/flows/language/flow-document";
import { attributeNames } from "./attributes";
import { type AsappInput, namesOf } from "./names";
import { type RoutingBlock, routingBlocks } from "./route-by-context";

export const flowDescription =
  "Transfers callers to ASAPP's GenerativeAgent and routes them afterwards based on its result.";

type BlockName =
  | OpeningBlock
  | ClosingBlock
  | RoutingBlock
  | "welcome"
  | "ask-for-number"
  | "number-given"
  | "keep-transfer"
  | "mark-transfer-not-saved"
  | "mark-no-number"
  | "mark-not-asked"
  | "say-no-number"
  | "transfer-to-asapp"
  | "say-call-failed"
  | "say-call-timed-out"
  | "say-transfer-error"
  | "mark-call-failed"
  | "get-context"
  | "context-given"
  | "why-no-context"
  | "mark-expired"
  | "mark-no-context"
  | "mark-unavailable"
  | "say-expired"
  | "say-no-context"
  | "say-unavailable";

type Blocks<Name extends BlockName> = { [name in Name]: Block<BlockName> };

/**
 * The flow of ASAPP's guide, on this tenant's resources. Whatever fails, the caller hears it and still comes to a queue;
 * only closed hours, a full queue and a call without context (when so set) end with a disconnect, and each says so first.
 * A caller who hangs up needs nothing: the flow does not go on. While bypassed, callers go straight to the queue.
 */
export function asappFlow(input: AsappInput): FlowDocument {
  return buildFlow<BlockName>({
    name: namesOf(input).flow,
    description: flowDescription,
    start: "logging",
    blocks: {
      ...openingBlocks(input, input.bypassed ? "set-queue" : "welcome"),
      welcome: say(input.settings.texts.welcome, "ask-for-number"),
      ...asking(input),
      ...transfer(input),
      ...context(input),
      ...routingBlocks(input),
      ...closingBlocks(input),
    },
  });
}

function asking({
  settings,
}: AsappInput): Blocks<
  | "ask-for-number"
  | "number-given"
  | "keep-transfer"
  | "mark-transfer-not-saved"
  | "mark-no-number"
  | "mark-not-asked"
  | "say-no-number"
> {
  const { taskName, customerId, inputVariables } = settings;
  return {
    "ask-for-number": invoke("call-transfer", "number-given", "mark-not-asked", {
      ...(taskName === "" ? {} : { taskName }),
      // Without it the function takes the caller's number.
      ...(customerId === "" ? {} : { customerId }),
      ...Object.fromEntries(inputVariables.map(({ name, value }) => [name, value])),
      // A caller who comes a second time in the same contact: ASAPP wants another id for another attempt.
      previousTransferId: `$.Attributes.${attributeNames.transferId}`,
    }),
    "number-given": {
      type: "Compare",
      parameters: { ComparisonValue: "$.External.result" },
      when: { ok: "keep-transfer" },
      errors: { NoMatchingCondition: "mark-no-number" },
    },
    // Kept before anything else: the next function's answer takes the place of this one's.
    "keep-transfer": setAttributes(
      { [attributeNames.transferId]: "$.External.transferId", [attributeNames.status]: "transferred" },
      "transfer-to-asapp",
      "mark-transfer-not-saved",
    ),
    // An earlier transfer's id must not stand for this one: its context would route this caller. Connect refuses to
    // publish an empty value and takes a single space; the functions read it as no id.
    "mark-transfer-not-saved": setAttributes(
      { [attributeNames.transferId]: " ", [attributeNames.status]: "not-saved" },
      "transfer-to-asapp",
    ),
    "mark-no-number": setAttributes(
      { [attributeNames.transferId]: "$.External.transferId", [attributeNames.status]: "failed" },
      "say-no-number",
    ),
    "mark-not-asked": setAttributes({ [attributeNames.status]: "failed" }, "say-no-number"),
    "say-no-number": say(settings.texts.error, "set-queue"),
  };
}

function transfer({
  settings,
}: AsappInput): Blocks<
  "transfer-to-asapp" | "say-call-failed" | "say-call-timed-out" | "say-transfer-error" | "mark-call-failed"
> {
  return {
    "transfer-to-asapp": {
      type: "TransferParticipantToThirdParty",
      parameters: {
        ThirdPartyPhoneNumber: "$.External.transferNumber",
        ThirdPartyConnectionTimeLimitSeconds: String(settings.transferTimeoutSeconds),
        ContinueFlowExecution: "True",
      },
      next: "get-context",
      errors: {
        CallFailed: "say-call-failed",
        ConnectionTimeLimitExceeded: "say-call-timed-out",
        NoMatchingError: "say-transfer-error",
      },
    },
    // Three blocks with one text: the flow's log then says which of the three it was.
    "say-call-failed": say(settings.texts.error, "mark-call-failed"),
    "say-call-timed-out": say(settings.texts.error, "mark-call-failed"),
    "say-transfer-error": say(settings.texts.error, "mark-call-failed"),
    "mark-call-failed": setAttributes({ [attributeNames.status]: "failed" }, "set-queue"),
  };
}

function context({
  settings,
}: AsappInput): Blocks<
  | "get-context"
  | "context-given"
  | "why-no-context"
  | "mark-expired"
  | "mark-no-context"
  | "mark-unavailable"
  | "say-expired"
  | "say-no-context"
  | "say-unavailable"
> {
  const mark = (status: string, next: BlockName) => setAttributes({ [attributeNames.status]: status }, next);
  return {
    "get-context": invoke("get-call-context", "context-given", "mark-unavailable", {
      contactId: "$.ContactId",
      transferId: `$.Attributes.${attributeNames.transferId}`,
    }),
    "context-given": {
      type: "Compare",
      parameters: { ComparisonValue: "$.External.result" },
      when: { ok: "keep-context" },
      errors: { NoMatchingCondition: "why-no-context" },
    },
    "why-no-context": {
      type: "Compare",
      parameters: { ComparisonValue: "$.External.reason" },
      when: { expired: "mark-expired", "no-context": "mark-no-context" },
      errors: { NoMatchingCondition: "mark-unavailable" },
    },
    "mark-expired": mark("expired", "say-expired"),
    "mark-no-context": mark(
      "no-context",
      settings.noContext === "goodbye" ? "say-goodbye" : "say-no-context",
    ),
    "mark-unavailable": mark("unavailable", "say-unavailable"),
    "say-expired": say(settings.texts.error, "set-queue"),
    "say-no-context": say(settings.texts.noContext, "set-queue"),
    "say-unavailable": say(settings.texts.error, "set-queue"),
  };
}

function invoke(
  part: "call-transfer" | "get-call-context",
  next: BlockName,
  failed: BlockName,
  attributes: { [name: string]: FlowValue },
): Block<BlockName> {
  return {
    type: "InvokeLambdaFunction",
    parameters: {
      LambdaFunctionARN: { $ref: `${part}-function.aliasArn` },
      InvocationTimeLimitSeconds: lambdaLimitSeconds,
      InvocationType: "SYNCHRONOUS",
      LambdaInvocationAttributes: attributes,
      ResponseValidation: { ResponseType: "JSON" },
    },
    next,
    errors: { NoMatchingError: failed },
  };
}
