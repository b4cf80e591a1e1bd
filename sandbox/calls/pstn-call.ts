import { setTimeout as sleep } from "node:timers/promises";
import type { TransferOutcome, TransferRequest } from "../flow-runner/flow-world";
import { simulatedVendors } from "../vendors/registry";
import { askVendor } from "../vendors/shared/ask-vendor";
import { memberOf } from "../vendors/shared/read-request";
import type { LiveCall } from "./live-call";
import { readJsonLines } from "./read-lines";
import { pauseLikeACaller } from "./wait";

/** How long a caller talks before hanging up, when the request doesn't say. */
const usualTalkSeconds = 0.4;

/** A number of the telephone network: a simulated vendor's, or a person's, who answers, talks, and hangs up. */
export async function callNumber(
  live: LiveCall,
  number: string,
  { timeLimitSeconds }: TransferRequest,
): Promise<TransferOutcome> {
  const { vendorUrls } = live.account.links;
  for (const { name, hasNumbers } of simulatedVendors) {
    if (!hasNumbers || vendorUrls[name] === undefined) continue;
    const outcome = await callVendor(live, name, number, timeLimitSeconds);
    if (outcome) return outcome;
  }
  return talkToAnybody(live);
}

/** undefined when the number isn't one of the vendor's. */
async function callVendor(
  live: LiveCall,
  vendor: string,
  number: string,
  timeLimitSeconds: number,
): Promise<TransferOutcome | undefined> {
  const { account, request } = live;
  const hangUp = new AbortController();
  const timer = setTimeout(() => hangUp.abort(), timeLimitSeconds * 1000);
  let answered = false;
  try {
    const { seconds: talkSeconds, scenario } = request.vendors[vendor] ?? {};
    const response = await askVendor(account, vendor, "/_pstn/calls", {
      body: {
        to: number,
        from: request.from,
        scenario: { ...scenario, ending: request.ending, talkSeconds },
      },
      signal: hangUp.signal,
    });
    if (response.status === 404) return undefined;
    if (!response.ok || !response.body) return { kind: "call-failed", detail: "No route to the number." };
    for await (const line of readJsonLines(response.body)) {
      const event = memberOf(line, "event");
      if (event === "refused") return { kind: "call-failed", detail: String(memberOf(line, "cause")) };
      if (event === "hung-up") return { kind: "third-party-hung-up" };
      if (event !== "answered") continue;
      answered = true;
      clearTimeout(timer);
      if (request.ending === "caller-hangs-up") hangUpLater(live, vendor, hangUp);
    }
  } catch {
    if (live.callerGone) return { kind: "caller-hung-up" };
    if (!answered && hangUp.signal.aborted) return { kind: "time-limit-exceeded" };
    return answered
      ? { kind: "third-party-hung-up" }
      : { kind: "call-failed", detail: "No route to the number." };
  } finally {
    clearTimeout(timer);
  }
  return answered ? { kind: "third-party-hung-up" } : { kind: "call-failed", detail: "No answer." };
}

function hangUpLater(live: LiveCall, vendor: string, hangUp: AbortController): void {
  void sleep((live.request.vendors[vendor]?.seconds ?? usualTalkSeconds) * 1000).then(() => {
    live.callerGone = true;
    hangUp.abort();
  });
}

async function talkToAnybody(live: LiveCall): Promise<TransferOutcome> {
  await pauseLikeACaller(30);
  if (live.request.ending !== "caller-hangs-up") return { kind: "third-party-hung-up" };
  live.callerGone = true;
  return { kind: "caller-hung-up" };
}
