import type { CallTransfer } from "../shared/asapp/call-transfer";
import { statusWord } from "../shared/asapp/status-word";
import { objectOf, type PlainObject } from "../shared/plain-values";
import { answerFitsConnect } from "../shared/response-limit";

/**
 * In the flow, with response validation JSON: `$.External.result`, `$.External.outputContext.transferType` and so on.
 * `result`, `error`, `reason`, `transferId`, `status`, and `outputContext` are always present; what else ASAPP returns for
 * the transfer is included with "ok".
 */
export interface CallContextResponse {
  result: "ok" | "error";
  error: string;
  /** A code for the flow's branches: "", or why there is no context. */
  reason: string;
  transferId: string;
  /** ACTIVE, ONGOING, COMPLETED, EXPIRED; "" when ASAPP was not reached. */
  status: string;
  /** transferType (AGENT or SYSTEM), currentTaskName, referenceVariables, transferVariables; {} without a context. */
  outputContext: PlainObject;
  /** Names of parts that were left out, because Amazon Connect accepts less than 32 KB: "inputContext,transferVariables". */
  leftOut?: string;
  ID?: string;
  externalConversationId?: string;
  type?: string;
  createdAt?: string;
  callReceivedAt?: string;
  completedAt?: string;
  inputContext?: PlainObject;
  phoneNumber?: PlainObject;
}

/** Pure: a transfer with its context, in the form for the flow. */
export function contextAnswer(
  transferId: string,
  transfer: CallTransfer,
  outputContext: PlainObject,
): CallContextResponse {
  const { country, transferNumber, expiresAt, inputContext } = transfer;
  return shrinkToLimit({
    result: "ok",
    error: "",
    reason: "",
    transferId,
    status: statusWord(transfer.status),
    outputContext,
    ID: transfer.id || transferId,
    externalConversationId: transfer.externalConversationId,
    type: transfer.type,
    createdAt: transfer.createdAt,
    callReceivedAt: transfer.callReceivedAt,
    completedAt: transfer.completedAt,
    ...(inputContext ? { inputContext } : {}),
    phoneNumber: { country, transferNumber, expiresAt },
  });
}

/** Pure: why there is no context; `status` when ASAPP returned it. */
export function noContext(
  { reason, error }: { reason: string; error: string },
  known: { transferId?: string; status?: string } = {},
): CallContextResponse {
  return { result: "error", error, reason, transferId: "", status: "", ...known, outputContext: {} };
}

/**
 * Leaves out whole parts until the answer fits, least important first: the caller still reaches the
 * agent or the task that GenerativeAgent chose. Truncating a value would pass on wrong data.
 */
function shrinkToLimit(answer: CallContextResponse): CallContextResponse {
  const leftOut: string[] = [];
  let fitting = answer;
  for (const [name, without] of reductions(answer)) {
    if (answerFitsConnect(fitting)) return fitting;
    leftOut.push(name);
    fitting = { ...without(fitting), leftOut: leftOut.join() };
  }
  if (answerFitsConnect(fitting)) return fitting;
  const error = "The call transfer is larger than the 32 KB that Amazon Connect takes";
  return noContext({ reason: "too-large", error }, { transferId: answer.transferId, status: answer.status });
}

type Reduction = readonly [name: string, (answer: CallContextResponse) => CallContextResponse];

function reductions({ outputContext }: CallContextResponse): Reduction[] {
  const known = ["transferType", "currentTaskName", "referenceVariables", "transferVariables"];
  const variables = ["referenceVariables", "transferVariables"]
    .filter((name) => objectOf(outputContext[name]))
    .sort((one, other) => size(outputContext[other]) - size(outputContext[one]));
  return [
    ["inputContext", ({ inputContext: _, ...rest }) => rest],
    [
      "others",
      ({ result, error, reason, transferId, status, outputContext: context }) => ({
        ...{ result, error, reason, transferId, status },
        outputContext: Object.fromEntries(Object.entries(context).filter(([name]) => known.includes(name))),
      }),
    ],
    ...variables.map(
      (name): Reduction => [
        name,
        (answer) => ({ ...answer, outputContext: { ...answer.outputContext, [name]: {} } }),
      ],
    ),
  ];
}

function size(value: unknown): number {
  return JSON.stringify(value).length;
}
