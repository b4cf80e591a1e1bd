import { randomUUID } from "node:crypto";
import type { TransferOutcome, TransferRequest } from "../flow-runner/flow-world";
import { readVoiceConnector } from "../services/chime-sdk-voice/connector-store";
import { connectState } from "../services/connect/connect-state";
import { simulatedVendors } from "../vendors/registry";
import { writeInvite } from "./invite-text";
import type { LiveCall } from "./live-call";
import { callNumber } from "./pstn-call";
import { holdDialog } from "./sip-dialog";
import { logSipMessage } from "./sip-log";
import { pauseLikeACaller } from "./wait";

/** The third party of a transfer block: a SIP system behind a voice connector, or a plain phone number. */
export async function transferCall(live: LiveCall, request: TransferRequest): Promise<TransferOutcome> {
  if (request.to.kind === "number") return callNumber(live, request.to.number, request);
  const { arn, toUser, fromUser } = request.to;
  const { data } = connectState(live.account);
  const connector = readVoiceConnector(live.account, arn);
  const associated = data.integrations.some(
    (one) => one.type === "CALL_TRANSFER_CONNECTOR" && one.arn === arn,
  );
  if (!connector || !associated)
    return { kind: "refused", detail: "The voice connector is not associated with this instance." };
  const origination = connector.origination;
  const routes = [...(origination?.routes ?? [])].sort(
    (one, other) => one.Priority - other.Priority || other.Weight - one.Weight,
  );
  if (!origination || origination.disabled || routes.length === 0) {
    return { kind: "call-failed", detail: "The voice connector has no origination route." };
  }
  let outcome: TransferOutcome = { kind: "time-limit-exceeded" };
  for (const route of routes) {
    const port = route.Port ?? 5060;
    const callId = `${randomUUID()}@${connector.outboundHostName}`;
    const { contactId, initialContactId } = live.call;
    const ids = { callId, contactId, initialContactId, instanceId: data.instance.id };
    const invite = writeInvite(live.account, {
      connector,
      host: route.Host,
      port,
      protocol: route.Protocol,
      toUser,
      fromUser,
      ...ids,
    });
    const vendor = simulatedVendors.find((one) =>
      one.listensAt?.(route.Host, port, connector.requireEncryption),
    )?.name;
    if (vendor !== undefined && live.account.links.vendorUrls[vendor] !== undefined)
      return holdDialog({
        live,
        vendor,
        connector,
        invite,
        callId,
        timeLimitSeconds: request.timeLimitSeconds,
      });
    // Nothing answers there: the INVITE is sent, and the block times out.
    logSipMessage(live.account, connector, callId, invite);
    await pauseLikeACaller(request.timeLimitSeconds);
    outcome = { kind: "time-limit-exceeded" };
  }
  return outcome;
}
