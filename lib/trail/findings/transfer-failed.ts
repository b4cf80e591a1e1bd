import type { Finding, Trail, TrailEvent } from "@/lib/trail/event";
import { failedBy } from "@/lib/trail/failure-kind";
import { callerHungUp } from "@/lib/trail/findings/caller-hung-up";
import { explainSipStatus } from "@/lib/trail/findings/explain-sip-status";
import {
  defineFinding,
  endOfCall,
  eventsOf,
  type FoundTrouble,
  ids,
  isFound,
  isTransferExplained,
  unclaimed,
} from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { type SipInvite, sipInvites } from "@/lib/trail/findings/sip-invites";
import { goesByPhone, transfersOf } from "@/lib/trail/findings/transfers";
import { wordsOf } from "@/lib/trail/findings/vendor-words";
import { thirdParty, thirdPartyEnded } from "@/lib/trail/systems/flow-log/flow-events";

/** The call did not get to the voice agent; the SIP log says why when it has the call, else the flow log's words do. */
export const transferFailed = defineFinding({ code: "transfer-failed", name: "Transfer failed", find });

function find(trail: Trail): FoundTrouble[] {
  // A number that has expired is the cause; the failed call is what comes of it.
  if (isTransferExplained(trail)) return [];
  const told = eventsOf(trail, "flow-log", "sip");
  const failed = unclaimed(
    trail,
    told.filter(({ severity }) => severity === "bad"),
  );
  const refused = refusedInvites(trail);
  // Where the flow log does not tell how the transfer went, the SIP log decides.
  const isTold = isFound(trail, callerHungUp) || told.some(({ severity }) => severity === "good");
  if (failed.length === 0 && (isTold || !isRefusedForGood(trail, refused))) return [];
  return [
    {
      severity: "bad",
      ...explain(trail, failed, refused.at(-1)),
      evidence: ids([...failed, ...refused.map(({ event }) => event)]),
    },
  ];
}

function refusedInvites(trail: Trail): SipInvite[] {
  return sipInvites(trail).filter(({ event }) => event.severity !== "good");
}

/** Another attempt may have got through, it may still be ringing, and a caller may have left while it rang. */
function isRefusedForGood(trail: Trail, refused: SipInvite[]): boolean {
  if (refused.length === 0 || refused.length < sipInvites(trail).length) return false;
  const end = endOfCall(trail);
  if (end === undefined && refused.some(({ status }) => status === undefined)) return false;
  return !(end?.reason === "CUSTOMER_DISCONNECT" && refused.at(-1)?.status === 487);
}

function explain(
  trail: Trail,
  failed: TrailEvent[],
  invite: SipInvite | undefined,
): Pick<Finding, "facts" | "title" | "cause" | "nextStep" | "needs" | "link"> {
  const words = failed.map(({ detail }) => (detail ?? "").replace(/^false:\s*/, "")).join(" ");
  const status = invite?.status ?? failed.map(sipStatusOf).find((one) => one !== undefined);
  const timedOut =
    failed.some((event) => failedBy(event, "timed-out", "no-answer")) ||
    (invite !== undefined && status === undefined);
  if (byPhone(transfersOf(trail))) {
    return {
      facts: { reason: timedOut ? "timed-out" : "failed", byPhone: true },
      title: timedOut ? "The number that was called didn't answer" : "The call to the number failed",
      cause: words
        ? `The transfer over the phone network failed: ${words}`
        : "The transfer over the phone network failed.",
      nextStep:
        "In Amazon Connect, check under Routing › Flows › the flow that the transfer block calls the vendor's number. In the AWS console, check that the instance is allowed to call that country.",
      needs: "elsewhere",
    };
  }
  const { reason, screen, title, cause, nextStep } = explainSipStatus(
    wordsOf(trail),
    status,
    timedOut,
    words,
  );
  const facts = { reason, ...(status !== undefined && { status }) };
  return { facts, title, cause, ...atIntegration(trail, screen, nextStep) };
}

function byPhone(transfers: TrailEvent[]): boolean {
  return transfers.length > 0 && transfers.every(goesByPhone);
}

/** As the flow log names it in its words. */
function sipStatusOf(event: TrailEvent): number | undefined {
  return thirdParty.is(event) || thirdPartyEnded.is(event) ? event.facts.sipStatus : undefined;
}
