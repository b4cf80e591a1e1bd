import type { CableProofs } from "@/lib/trail/cable-proofs";
import type { TrailEvent } from "@/lib/trail/event";
import { functionRan } from "@/lib/trail/systems/lambda-log/lambda-events";
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

function tellsOf(event: TrailEvent): ReturnType<CableProofs["tellsOf"]> {
  switch (event.hop) {
    case "number":
      return { own: "number" };
    case "sip":
      if (event.source === "sip-messages") return { own: "sip:gateway", passed: ["sip"] };
      // Amazon Connect tells of both parts in one: only a call that was answered has come through the second.
      return { own: "sip", ...(event.severity === "good" && { passed: ["sip:gateway"] }) };
    case "kore":
      return handedOff.is(event) ? { own: "kore:service" } : { own: "kore" };
    case "api":
      return { own: "api", passed: ["kore:service"] };
    case "store":
      return { own: "store", passed: ["kore:service", "api"] };
    case "retrieve":
      // A function that broke off gave no answer; what it told before that is of the table.
      return functionRan.is(event) && event.facts.stopped === undefined
        ? { own: "retrieve:table" }
        : { own: "retrieve" };
    case "queue":
      return { own: "queue" };
    default:
      return {};
  }
}
