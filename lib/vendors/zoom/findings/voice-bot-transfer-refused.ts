import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { transferRefused, voiceBotCalled } from "../trail/zoom-events";

/** The voice bot asked for a transfer by REFER, and Zoom's side said no. */
export const voiceBotTransferRefused = defineFinding({
  code: "zoom-transfer-refused",
  name: "Transfer refused",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const refused = trail.events.find(transferRefused.is);
  if (!refused) return [];
  const { status } = refused.facts;
  return [
    {
      severity: "bad",
      facts: { status },
      title: `The voice bot's transfer was refused${status === undefined ? "" : `: SIP ${status}`}`,
      cause:
        "The voice bot asked Zoom to transfer the call to a number or a SIP URI, and was refused. The caller didn't get to that target.",
      ...atIntegration(
        trail,
        "Settings",
        "Check the transfer's target in {screen}: Zoom must be allowed to call it. Or let the voice bot hang up with SIP BYE, so that Zoom's flow goes on.",
      ),
      evidence: ids([...trail.events.filter(voiceBotCalled.is), refused]),
    },
  ];
}
