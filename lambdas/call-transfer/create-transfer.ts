import { type Clock, callAsapp, transfersPath } from "../shared/asapp/call-asapp";
import { type CallTransfer, readCallTransfer } from "../shared/asapp/call-transfer";
import { type ContactEvent, type ReadContactEvent, readContactEvent } from "../shared/asapp/contact-event";
import type { AsappFault } from "../shared/asapp/fault";
import { type AsappSettings, readAsappSettings, readCountry } from "../shared/asapp/settings";
import { statusWord } from "../shared/asapp/status-word";
import { readTransferId, transferIdOf } from "../shared/asapp/transfer-id";
import type { InvocationContext } from "../shared/context";
import { deadlineOf } from "../shared/deadline";
import { errorKind, logLine } from "../shared/log-line";

/**
 * In the flow, `$.External.transferNumber` and so on: text only, so that a block can validate STRING_MAP or JSON.
 * Every field is always present, "" when it has no value.
 */
export type CallTransferResponse = Record<
  "result" | "error" | "reason" | "transferNumber" | "transferId" | "status" | "country" | "expiresAt",
  string
>;

/** Parameters that this function uses; all others are sent to ASAPP as input variables. */
const ownParameters = new Set(["taskName", "customerId", "country", "previousTransferId", "transferId"]);

/**
 * Requests a number from ASAPP that this contact's call can be transferred to. Never throws: `result` is "ok" or "error",
 * with `reason` for the flow's branches. Parameters: taskName; customerId, the caller's number when absent; country,
 * which overrides the function's own setting; previousTransferId, for another attempt in the same contact.
 */
export function createTransfer(clock: Clock) {
  return async (event: ContactEvent, context: InvocationContext): Promise<CallTransferResponse> => {
    const requestId = context.awsRequestId;
    const startedAt = clock.now();
    const read = readContactEvent(event);
    const { contactId } = read;
    if (!contactId) {
      logLine("warn", "Call transfer not asked for", { requestId, reason: "contact-id-invalid" });
      return failure({ reason: "contact-id-invalid", error: "ContactId not found in event" });
    }
    const transferId = transferIdOf(contactId, previousTransferId(read));
    const ids = { contactId, requestId, transferId };
    logLine("info", "Call transfer asked for", ids);
    const configured = readAsappSettings();
    if (!configured.ok) {
      logLine("error", "Call transfer failed", { ...ids, reason: configured.reason });
      return failure(configured, { transferId });
    }
    const { settings } = configured;
    const deadline = deadlineOf(context, settings.blockLimitMs, startedAt);
    try {
      const { response, log } = await ask(settings, read, { contactId, transferId, deadline, clock });
      const failed = response.result !== "ok";
      logLine(failed ? "error" : "info", failed ? "Call transfer failed" : "Call transfer created", {
        ...ids,
        ...log,
        tookMs: clock.now() - startedAt,
      });
      return response;
    } catch (error) {
      logLine("error", "Call transfer failed", { ...ids, error: errorKind(error) });
      return failure({ reason: "internal", error: "The function failed" }, { transferId });
    }
  };
}

function previousTransferId({ parameters }: ReadContactEvent): string {
  return readTransferId(parameters.previousTransferId) || readTransferId(parameters.transferId);
}

interface Asking {
  contactId: string;
  transferId: string;
  deadline: number;
  clock: Clock;
}
interface Answered {
  response: CallTransferResponse;
  log: Record<string, string | number>;
}

async function ask(settings: AsappSettings, read: ReadContactEvent, asking: Asking): Promise<Answered> {
  const { contactId, transferId, deadline, clock } = asking;
  const country = readCountry(read.parameters.country) ?? settings.country;
  const body = JSON.stringify({
    id: transferId,
    externalConversationId: contactId,
    type: "PHONE_NUMBER",
    phoneNumber: { country },
    inputContext: inputContext(read),
  });
  let answer = await callAsapp(settings, { method: "POST", path: transfersPath, body }, deadline, clock);
  let attempts = answer.attempts;
  if (!answer.ok && answer.fault.statusCode === 409) {
    // An earlier invocation of the same attempt created it: Connect repeats invocations without an answer.
    const path = `${transfersPath}/${encodeURIComponent(transferId)}`;
    answer = await callAsapp(settings, { method: "GET", path }, deadline, clock);
    attempts += answer.attempts;
  }
  if (!answer.ok) return failed(answer.fault, { transferId }, attempts);
  const transfer = readCallTransfer(answer.value);
  const known = { transferId, status: statusWord(transfer.status), expiresAt: short(transfer.expiresAt) };
  const fault = unusable(transfer, clock.now());
  if (fault) return failed(fault, known, attempts);
  return {
    response: {
      ...empty,
      ...known,
      result: "ok",
      transferNumber: transfer.transferNumber,
      country: short(transfer.country) || country,
    },
    log: { attempts, status: known.status },
  };
}

function inputContext({ parameters, callerNumber }: ReadContactEvent): Record<string, unknown> {
  const customerId = parameters.customerId || callerNumber;
  const others = Object.entries(parameters).filter(([name]) => !ownParameters.has(name));
  return {
    ...(parameters.taskName ? { taskName: parameters.taskName } : {}),
    inputVariables: { ...Object.fromEntries(others), ...(customerId ? { customerId } : {}) },
  };
}

/** A number that can't be reached or isn't a number. */
function unusable({ status, transferNumber, expiresAt }: CallTransfer, now: number): AsappFault | undefined {
  if (status === "EXPIRED" || Date.parse(expiresAt) <= now)
    return { reason: "expired", error: "The number of this call transfer has expired" };
  if (status === "COMPLETED" || status === "ONGOING")
    return { reason: "already-used", error: "The number of this call transfer has been called already" };
  if (!/^\+[1-9]\d{6,14}$/.test(transferNumber))
    return { reason: "malformed", error: "Transfer number not found in ASAPP API response" };
  return undefined;
}

const empty: CallTransferResponse = {
  result: "error",
  error: "",
  reason: "",
  transferNumber: "",
  transferId: "",
  status: "",
  country: "",
  expiresAt: "",
};

function failure(
  { reason, error }: Pick<AsappFault, "error" | "reason">,
  known: Partial<CallTransferResponse> = {},
): CallTransferResponse {
  return { ...empty, ...known, reason, error };
}

function failed(fault: AsappFault, known: Partial<CallTransferResponse>, attempts: number): Answered {
  const { error: _forPeople, ...log } = fault;
  return { response: failure(fault, known), log: { ...log, attempts } };
}

/** A time or a country; anything longer is neither. */
function short(text: string): string {
  return text.length <= 64 ? text : "";
}
