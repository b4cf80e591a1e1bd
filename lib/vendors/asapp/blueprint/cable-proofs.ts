import type { CableProofs, ToldCables } from "@/lib/trail/cable-proofs";
import type { TrailEvent } from "@/lib/trail/event";
import { functionAsked } from "@/lib/trail/systems/flow-log/flow-events";
import { functionRan } from "@/lib/trail/systems/lambda-log/lambda-events";
import { callReceived, numberLent } from "../trail/asapp-events";

export const asappProofs: CableProofs = {
  order: ["number", "asapp:ask", "asapp:number", "flow", "asapp", "asapp:context", "asapp:back", "queue"],
  tellsOf,
  causes: {
    // The call came too late to the number, or never.
    "asapp-number-expired": "asapp",
    "asapp-no-context": "asapp:context",
    "attributes-too-large": "asapp:back",
    // The transfer gives the call back to the flow, and that did not happen.
    "flow-not-resumed": "flow",
  },
};

function tellsOf(event: TrailEvent): ToldCables {
  switch (event.hop) {
    case "number":
      return { own: "number" };
    // The transfer block, over the telephone network.
    case "sip":
      return { own: "flow" };
    case "asapp":
      return ofAsapp(event);
    case "queue":
      return { own: "queue" };
    default:
      return {};
  }
}

function ofAsapp(event: TrailEvent): ToldCables {
  if (numberLent.is(event)) return { own: "asapp:number", passed: ["asapp:ask"] };
  if (callReceived.is(event)) return { own: "asapp", passed: ["flow"] };
  if (functionAsked.is(event)) return { own: isFirst(event.facts.functionName) ? "asapp:ask" : "asapp:back" };
  if (!functionRan.is(event)) return { own: "asapp" };
  // A function that broke off gave no answer to the flow; else it tells how ASAPP answered.
  const { functionName, stopped } = event.facts;
  if (!isFirst(functionName)) return { own: stopped ? "asapp:back" : "asapp:context" };
  return stopped ? { own: "asapp:ask" } : { own: "asapp:number", passed: ["asapp:ask"] };
}

/** The function that asks ASAPP for a number, whatever prefix stands before its name. */
function isFirst(functionName: string): boolean {
  return /call-transfer/i.test(functionName);
}
