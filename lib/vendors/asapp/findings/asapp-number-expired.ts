import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids, unclaimed } from "@/lib/trail/findings/finding-rule";
import { functionFacts } from "@/lib/trail/findings/function-facts";
import { numberExpired } from "../trail/asapp-events";

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
  return [
    {
      severity: "bad",
      facts: { explainsTransfer: true },
      title: "The temporary number expired",
      cause: "The call didn't reach ASAPP while the number was valid. The default is one minute.",
      nextStep:
        "In Amazon Connect, open Routing › Flows › the flow and place the transfer directly after call-transfer, without long prompts in between.",
      needs: "elsewhere",
      evidence: ids([...expired, ...failed]),
    },
  ];
}
