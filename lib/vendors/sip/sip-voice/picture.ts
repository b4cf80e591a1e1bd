import type { Cable, Jack } from "@/lib/blueprints/blueprint";
import { entryJacks, numberCable } from "@/lib/blueprints/shared/picture-parts";
import type { CableProofs } from "@/lib/trail/cable-proofs";
import { metadataNeverPosted } from "@/lib/trail/findings/metadata-never-posted";
import { tellOfConnectorCall } from "@/lib/trail/tell-of-connector-call";
import { namesOf, parseSipConnection, type SipVoiceInput } from "./names";

/** The patch bay: the call from left to right, the metadata on its way back below it, and the queue at the end. */
export function sipVoicePicture(input: SipVoiceInput): { jacks: Jack[]; cables: Cable[] } {
  const { settings } = input;
  const names = namesOf(input);
  const { host, port, user } = parseSipConnection(input.vendors);
  const jacks: Jack[] = [
    ...entryJacks(settings, names.flow),
    { id: "connector", title: "Voice connector", detail: names.connector, lane: "call" },
    { id: "agent", title: "Voice agent", detail: `${user} at ${host}`, lane: "call" },
    ...(settings.hasMetadata ? metadataJacks(input) : []),
    { id: "queue", title: "Queue", detail: "agents", lane: "assist" },
  ];
  const cables: Cable[] = [
    numberCable(settings),
    { id: "sip", hop: "sip", from: "connect", to: "connector", label: "SIP transfer" },
    { id: "sip:agent", hop: "sip", from: "connector", to: "agent", label: `SIP ${port}` },
    ...(settings.hasMetadata ? metadataCables : []),
    { id: "queue", hop: "queue", from: "connect", to: "queue", label: "transfer" },
  ];
  return { jacks, cables };
}

function metadataJacks({ settings, prefix }: SipVoiceInput): Jack[] {
  const names = namesOf({ settings, prefix });
  return [
    { id: "retrieve", title: "Retrieve Lambda", detail: names.functionName("retrieve"), lane: "metadata" },
    { id: "table", title: names.table, detail: `TTL ${settings.table.ttlDays} d`, lane: "metadata" },
    { id: "api", title: "REST API", detail: `/${settings.api.stage}${names.path}`, lane: "metadata" },
  ];
}

const metadataCables: readonly Cable[] = [
  { id: "api", hop: "api", from: "agent", to: "api", label: "POST, token" },
  { id: "store", hop: "store", from: "api", to: "table", label: "store" },
  { id: "retrieve:table", hop: "retrieve", from: "table", to: "retrieve", label: "retrieve" },
  { id: "retrieve", hop: "retrieve", from: "retrieve", to: "connect", label: "customData" },
];

export const sipVoiceProofs: CableProofs = {
  order: ["number", "sip", "sip:agent", "api", "store", "retrieve:table", "retrieve", "queue"],
  tellsOf: (event) => tellOfConnectorCall(event, { answering: "sip:agent", beforeApi: [] }),
  causes: {
    "attributes-too-large": "retrieve",
    "metadata-expired": "retrieve:table",
    "metadata-late": "api",
    "metadata-elsewhere": "api",
    "authorizer-denied": "api",
    [metadataNeverPosted.code]: "api",
    // The voice agent gives the call back to the flow, and that did not happen.
    "flow-not-resumed": "sip",
  },
};
