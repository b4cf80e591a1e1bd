import type { Trail, TrailEvent } from "@/lib/trail/event";
import {
  defineFinding,
  endOfCall,
  type FoundTrouble,
  ids,
  unclaimed,
} from "@/lib/trail/findings/finding-rule";
import { functionFacts } from "@/lib/trail/findings/function-facts";
import { transfersOf } from "@/lib/trail/findings/transfers";
import { callReceived, numberExpired } from "../trail/asapp-events";

/** The number that ASAPP lends for one call was called too late, or never. */
export const asappNumberExpired = defineFinding({
  code: "asapp-number-expired",
  name: "ASAPP's number expired",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const expired = unclaimed(
    trail,
    trail.events.filter(
      (event) =>
        numberExpired.is(event) || (event.hop === "asapp" && functionFacts(event).reason === "expired"),
    ),
  );
  if (!expired.some(({ severity }) => severity === "bad" || severity === "attention")) return [];
  // The call to a number that is no longer lent fails: that is told once.
  const failed = trail.events.filter(
    ({ hop, severity }) => severity === "bad" && (hop === "sip" || hop === "asapp"),
  );
  const evidence = ids([...expired, ...failed]);
  if (failed.every((event) => expired.includes(event)) && leftBefore(trail, expired)) {
    const isRinging = transfersOf(trail).length > 0;
    return [
      {
        severity: "attention",
        facts: { explainsTransfer: true, reason: "caller-hung-up" },
        title: "The caller hung up before ASAPP had the call",
        cause: isRinging
          ? "The caller hung up while the call to ASAPP was being connected. The temporary number expired unused after the call."
          : "The caller hung up before the transfer to ASAPP. The temporary number expired unused after the call.",
        nextStep: isRinging
          ? "No action is needed for a single call. If it rings for many callers, check that ASAPP answers its numbers."
          : "No action is needed for a single call. If many callers hang up here, check what they hear between call-transfer and the transfer.",
        needs: "nothing",
        evidence,
      },
    ];
  }
  return [
    {
      severity: "bad",
      facts: { explainsTransfer: true },
      title: "The temporary number expired",
      cause: "The call didn't reach ASAPP while the number was valid. The default is one minute.",
      nextStep:
        "In Amazon Connect, open Routing › Flows › the flow and place the transfer directly after call-transfer, without long prompts in between.",
      needs: "elsewhere",
      evidence,
    },
  ];
}

/** A number that expires after the caller has left was never called late: there was no call anymore. */
function leftBefore(trail: Trail, expired: readonly TrailEvent[]): boolean {
  const end = endOfCall(trail);
  if (end?.reason !== "CUSTOMER_DISCONNECT") return false;
  // Who got further left for another reason.
  if (trail.events.some((event) => callReceived.is(event) || event.hop === "queue" || event.hop === "agent"))
    return false;
  return expired.every(({ at }) => Date.parse(at) > Date.parse(end.event.at));
}
