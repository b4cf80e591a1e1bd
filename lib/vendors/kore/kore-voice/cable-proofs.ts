import type { CableProofs, ToldCables } from "@/lib/trail/cable-proofs";
import type { TrailEvent } from "@/lib/trail/event";
import { tellOfConnectorCall } from "@/lib/trail/tell-of-connector-call";
import { handedOff } from "../trail/kore-events";

export const koreVoiceProofs: CableProofs = {
  order: [
    "number",
    "sip",
    "sip:gateway",
    "kore",
    "kore:service",
    "api",
    "store",
    "retrieve:table",
    "retrieve",
    "queue",
  ],
  tellsOf,
  causes: {
    "attributes-too-large": "retrieve",
    "metadata-expired": "retrieve:table",
    // What the service node did, or did not do.
    "metadata-late": "api",
    "metadata-elsewhere": "api",
    "authorizer-denied": "api",
    "kore-never-posted": "api",
    // The transfer gives the call back to the flow, and that did not happen.
    "flow-not-resumed": "sip",
  },
};

function tellsOf(event: TrailEvent): ToldCables {
  if (event.hop === "kore") return { own: handedOff.is(event) ? "kore:service" : "kore" };
  return tellOfConnectorCall(event, { answering: "sip:gateway", beforeApi: ["kore:service"] });
}
