import { setTimeout as sleep } from "node:timers/promises";
import type { TransferOutcome, TransferRequest } from "../flow-runner/flow-world";
import { askVendor } from "../vendor/ask-vendor";
import { memberOf } from "../vendor/read-request";
import type { LiveCall } from "./live-call";
import { readJsonLines } from "./read-lines";
import { pauseLikeACaller } from "./wait";

/** Talk of a caller who then hangs up, when the call did not say how long. */
const usualTalkSeconds = 0.4;

/** A number of the telephone network: ASAPP's, or somebody's who answers, talks and hangs up. */
export async function callNumber(
  live: LiveCall,
  number: string,
  { timeLimitSeconds }: TransferRequest,
): Promise<TransferOutcome> {
  const { account, request } = live;
  if (account.links.asappUrl === "") return talkToAnybody(live);
  const hangUp = new AbortController();
  const timer = setTimeout(() => hangUp.abort(), timeLimitSeconds * 1000);
  let answered = false;
  try {
    const { ending, asappSeconds: talkSeconds } = request;
    const response = await askVendor(account, "asapp", "/_pstn/calls", {
      body: {
        to: number,
        from: request.from,
        scenario: { ...request.asapp, ending: ending === "bot" ? "system" : ending, talkSeconds },
      },
      signal: hangUp.signal,
    });
    if (response.status === 404) return talkToAnybody(live);
    if (!response.ok || !response.body) return { kind: "call-failed", detail: "No route to the number." };
    for await (const line of readJsonLines(response.body)) {
      const event = memberOf(line, "event");
      if (event === "refused") return { kind: "call-failed", detail: String(memberOf(line, "cause")) };
      if (event === "hung-up") return { kind: "third-party-hung-up" };
      if (event !== "answered") continue;
      answered = true;
      clearTimeout(timer);
      if (request.ending === "caller-hangs-up") hangUpLater(live, hangUp);
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

function hangUpLater(live: LiveCall, hangUp: AbortController): void {
  void sleep((live.request.asappSeconds ?? usualTalkSeconds) * 1000).then(() => {
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
