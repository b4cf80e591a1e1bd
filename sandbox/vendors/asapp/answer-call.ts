import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { memberOf, textOf } from "../shared/read-request";
import type { AsappStore } from "./asapp-store";
import { type CallTransfer, statusOf } from "./call-transfer";
import { isAsappNumber } from "./lend-number";
import { type CallScenario, readScenario, writeOutput } from "./scenario";

/**
 * POST /_pstn/calls {to, from, scenario}: a call from the telephone network. Answers with one line of JSON per
 * event, as it happens: {"event":"refused","cause"}, {"event":"answered"}, {"event":"hung-up"}. A broken
 * connection means that the caller hung up. 404: the number isn't one of ASAPP's.
 */
export async function answerCall(
  store: AsappStore,
  owner: string,
  body: unknown,
  response: ServerResponse,
): Promise<void> {
  const to = textOf(body, "to") ?? "";
  if (!isAsappNumber(to)) {
    response.writeHead(404, { "content-type": "application/json" });
    response.end(JSON.stringify({ message: "That number isn't ASAPP's." }));
    return;
  }
  const callerGone = new AbortController();
  response.on("close", () => callerGone.abort());
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  response.flushHeaders();
  const line = (value: object) => void response.write(`${JSON.stringify(value)}\n`);
  try {
    await talk(
      store,
      store.transferOfNumber(owner, to),
      readScenario(memberOf(body, "scenario")),
      line,
      callerGone.signal,
    );
  } finally {
    response.end();
  }
}

async function talk(
  store: AsappStore,
  transfer: CallTransfer | undefined,
  scenario: CallScenario,
  line: (value: object) => void,
  callerGone: AbortSignal,
): Promise<void> {
  if (scenario.ending === "failed") return line({ event: "refused", cause: "busy" });
  if (transfer && scenario.ending === "expired") {
    transfer.expiresAt = Math.min(transfer.expiresAt, Date.now());
    store.save();
  }
  if (!transfer || statusOf(transfer, Date.now()) !== "ACTIVE") {
    if (scenario.expiredNumber === "refused") return line({ event: "refused", cause: "not-in-service" });
    // An announcement that the number isn't in service, then the call ends: the transfer itself stays EXPIRED.
    line({ event: "answered" });
    return line({ event: "hung-up" });
  }
  transfer.callReceivedAt = Date.now();
  store.save();
  line({ event: "answered", transferId: transfer.id });
  const seconds = scenario.ending === "caller-hangs-up" ? 3600 : scenario.talkSeconds;
  await sleep(seconds * 1000, undefined, { signal: callerGone }).catch(() => undefined);
  const left = callerGone.aborted;
  transfer.outputContext = left ? undefined : writeOutput(transfer, scenario);
  transfer.completedAt = Date.now() + scenario.settleMilliseconds;
  store.save();
  if (!left) line({ event: "hung-up" });
}
