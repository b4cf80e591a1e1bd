import type { Cable, Jack } from "@/lib/blueprints/blueprint";
import type { CableProofs, ToldCables } from "@/lib/trail/cable-proofs";
import type { TrailEvent } from "@/lib/trail/event";
import { parseKoreConnection } from "../kore-voice/kore-connection";
import { hostTitle, presetRoutes } from "../kore-voice/presets";
import type { KoreZoomInput } from "./names";

/** The patch bay: the call from left to right, and the queue in Zoom at the end. */
export function koreZoomPicture(input: KoreZoomInput): { jacks: Jack[]; cables: Cable[] } {
  const { flowName, entryPoints, connector } = input.settings;
  const { botId, voiceGatewayRegion } = parseKoreConnection(input.vendors);
  const [first = "", ...more] = entryPoints;
  const gateway = presetRoutes(voiceGatewayRegion)[0]?.host ?? "";
  const jacks: Jack[] = [
    {
      id: "caller",
      title: "Caller",
      detail: more.length > 0 ? `${first} and ${more.length} more` : first,
      lane: "call",
    },
    { id: "flow", title: "Zoom flow", detail: flowName, lane: "call" },
    { id: "connector", title: "Voice Bot widget", detail: connector.name, lane: "call" },
    { id: "gateway", title: "Kore Voice Gateway", detail: hostTitle(gateway), lane: "call" },
    { id: "bot", title: "Kore bot", detail: botId, lane: "call" },
    { id: "queue", title: "Queue", detail: "in Zoom", lane: "assist" },
  ];
  const cables: Cable[] = [
    { id: "number", hop: "number", from: "caller", to: "flow", label: "entry point" },
    { id: "flow", hop: "flow", from: "flow", to: "connector", label: "voice bot" },
    { id: "sip", hop: "sip", from: "connector", to: "gateway", label: "SIP TLS" },
    { id: "kore", hop: "kore", from: "gateway", to: "bot", label: "start flow" },
    { id: "queue", hop: "queue", from: "flow", to: "queue", label: "route" },
  ];
  return { jacks, cables };
}

const order: CableProofs["order"] = ["number", "flow", "sip", "kore", "queue"];

export const koreZoomProofs: CableProofs = { order, tellsOf, causes: {} };

/** A cable has its hop's name, and an agent's answer is the queue's. */
function tellsOf({ hop }: TrailEvent): ToldCables {
  const own = order.find((id) => id === (hop === "agent" ? "queue" : hop));
  return own === undefined ? {} : { own };
}
