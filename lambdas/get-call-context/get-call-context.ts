import { type Clock, callAsapp, transfersPath } from "../shared/asapp/call-asapp";
import { type CallTransfer, readCallTransfer } from "../shared/asapp/call-transfer";
import { type ContactEvent, readContactEvent } from "../shared/asapp/contact-event";
import type { AsappFault } from "../shared/asapp/fault";
import { type AsappSettings, readAsappSettings } from "../shared/asapp/settings";
import { statusWord } from "../shared/asapp/status-word";
import { readTransferId, transferIdOf } from "../shared/asapp/transfer-id";
import type { InvocationContext } from "../shared/context";
import { deadlineOf } from "../shared/deadline";
import { errorKind, logLine } from "../shared/log-line";
import { parseUuid } from "../shared/uuid";
import { type CallContextResponse, contextAnswer, noContext } from "./context-answer";

/** ASAPP returns COMPLETED a moment after the call has returned; the caller hears nothing in the meantime. */
const pausesMs = [250, 350, 500, 500, 750, 750];
const lastPauseMs = 1000;

/**
 * What GenerativeAgent returns for the flow, once the status is COMPLETED, for which it waits within the block's time.
 * Never throws: `result` is "ok" or "error", with `reason` for the flow's branches. Parameters: transferId as
 * call-transfer returned it, the contact's first transfer when absent; contactId, the invoking contact when absent.
 */
export function getCallContext(clock: Clock) {
  return async (event: ContactEvent, context: InvocationContext): Promise<CallContextResponse> => {
    const requestId = context.awsRequestId;
    const startedAt = clock.now();
    const { contactId: ownId, parameters } = readContactEvent(event);
    const contactId = parseUuid(parameters.contactId) ?? ownId;
    if (!contactId) {
      logLine("warn", "Call context not asked for", { requestId, reason: "contact-id-invalid" });
      return noContext({ reason: "contact-id-invalid", error: "ContactId not found in event" });
    }
    const transferId = readTransferId(parameters.transferId) || transferIdOf(contactId, "");
    const ids = { contactId, requestId, transferId };
    logLine("info", "Call context asked for", ids);
    const configured = readAsappSettings();
    if (!configured.ok) {
      logLine("error", "Call context not read", { ...ids, reason: configured.reason });
      return noContext(configured, { transferId });
    }
    const { settings } = configured;
    const deadline = deadlineOf(context, settings.blockLimitMs, startedAt);
    try {
      const { response, log } = answer(transferId, await untilDone(settings, transferId, deadline, clock));
      const level = response.result === "ok" ? "info" : log.statusCode === undefined ? "warn" : "error";
      logLine(level, response.result === "ok" ? "Call context returned" : "Call context not returned", {
        ...ids,
        ...log,
        ...(response.status ? { status: response.status } : {}),
        ...(response.leftOut ? { leftOut: response.leftOut } : {}),
        tookMs: clock.now() - startedAt,
      });
      return response;
    } catch (error) {
      logLine("error", "Call context not read", { ...ids, error: errorKind(error) });
      return noContext({ reason: "internal", error: "The function failed" }, { transferId });
    }
  };
}

interface Looked {
  /** ASAPP's last answer. */
  transfer?: CallTransfer;
  /** Why the last request had no answer. */
  fault?: AsappFault;
  looks: number;
}

/** Polls until the transfer has ended or the time is up. */
async function untilDone(
  settings: AsappSettings,
  transferId: string,
  deadline: number,
  clock: Clock,
): Promise<Looked> {
  const path = `${transfersPath}/${encodeURIComponent(transferId)}`;
  let transfer: CallTransfer | undefined;
  for (let looks = 1; ; looks++) {
    const look = await callAsapp(settings, { method: "GET", path }, deadline, clock);
    // A request that the deadline cut off has less information than the one before it.
    if (!look.ok)
      return {
        ...(transfer && look.fault.reason === "timeout" ? { transfer } : { fault: look.fault }),
        looks,
      };
    transfer = readCallTransfer(look.value);
    if (transfer.status === "COMPLETED" || transfer.status === "EXPIRED") return { transfer, looks };
    const pauseMs = pausesMs[looks - 1] ?? lastPauseMs;
    if (clock.now() + pauseMs >= deadline) return { transfer, looks };
    await clock.wait(pauseMs);
  }
}

function answer(
  transferId: string,
  { transfer, fault, looks }: Looked,
): { response: CallContextResponse; log: Record<string, string | number> } {
  if (!transfer) {
    const { error, ...log } = fault ?? { reason: "timeout", error: "ASAPP did not answer in time" };
    return { response: noContext({ reason: log.reason, error }, { transferId }), log: { ...log, looks } };
  }
  const reason = missing(transfer);
  const response = reason
    ? noContext(reason, { transferId, status: statusWord(transfer.status) })
    : contextAnswer(transferId, transfer, transfer.outputContext ?? {});
  return { response, log: { looks, ...(response.reason ? { reason: response.reason } : {}) } };
}

function missing({ status, outputContext }: CallTransfer): { reason: string; error: string } | undefined {
  // The context is what was requested, even when the status is a little late.
  if (outputContext?.transferType) return undefined;
  if (status === "EXPIRED") return { reason: "expired", error: "The number expired before it was called" };
  if (status !== "COMPLETED")
    return { reason: "not-completed", error: "The call transfer is not completed yet" };
  return outputContext
    ? undefined
    : { reason: "no-context", error: "Output context not found in ASAPP API response" };
}
