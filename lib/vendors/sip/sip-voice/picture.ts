import type { Cable, Jack } from "@/lib/blueprints/blueprint";
import { describeEntry } from "@/lib/blueprints/shared/entry";
import type { CableProofs } from "@/lib/trail/cable-proofs";
import type { TrailEvent } from "@/lib/trail/event";
import { metadataNeverPosted } from "@/lib/trail/findings/metadata-never-posted";
import { functionRan } from "@/lib/trail/systems/lambda-log/lambda-events";
import { namesOf, readSipConnection, type SipVoiceInput } from "./names";

/** The patch bay: the call from left to right, the metadata on its way back below it, and the queue at the end. */
export function sipVoicePicture(input: SipVoiceInput): { jacks: Jack[]; cables: Cable[] } {
  const { settings } = input;
  const names = namesOf(input);
  const { host, port, user } = readSipConnection(input.vendors);
  const jacks: Jack[] = [
    { id: "caller", title: "Caller", detail: describeEntry(settings), lane: "call" },
    { id: "connect", title: "Amazon Connect", detail: names.flow, lane: "call" },
    { id: "connector", title: "Voice connector", detail: names.connector, lane: "call" },
    { id: "agent", title: "Voice agent", detail: `${user} at ${host}`, lane: "call" },
    ...(settings.hasMetadata ? metadataJacks(input) : []),
    { id: "queue", title: "Queue", detail: "agents", lane: "assist" },
  ];
  const cables: Cable[] = [
    {
      id: "number",
      hop: "number",
      from: "caller",
      to: "connect",
      label: settings.entry.kind === "own-flow" ? "your own flow" : "number → flow",
    },
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
  tellsOf,
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

function tellsOf(event: TrailEvent): ReturnType<CableProofs["tellsOf"]> {
  switch (event.hop) {
    case "number":
      return { own: "number" };
    case "sip":
      if (event.source === "sip-messages") return { own: "sip:agent", passed: ["sip"] };
      // Amazon Connect tells of both parts in one: only a call that was answered has come through the second.
      return { own: "sip", ...(event.severity === "good" && { passed: ["sip:agent"] }) };
    case "api":
      return { own: "api" };
    case "store":
      return { own: "store", passed: ["api"] };
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
