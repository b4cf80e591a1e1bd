import type { Cable, Jack } from "@/lib/blueprints/blueprint";
import { entryJacks, numberCable } from "@/lib/blueprints/shared/picture-parts";
import { routesOf } from "./desired";
import { parseKoreConnection } from "./kore-connection";
import { apiPath, type KoreVoiceInput, namesOf } from "./names";
import { hostTitle } from "./presets";

/** The patch bay: the call from left to right, the metadata on its way back below it, and the queue at the end. */
export function koreVoicePicture(input: KoreVoiceInput): { jacks: Jack[]; cables: Cable[] } {
  return { jacks: jacks(input), cables: cables(input) };
}

function jacks(input: KoreVoiceInput): Jack[] {
  const { settings } = input;
  const names = namesOf(input);
  const { botId } = parseKoreConnection(input.vendors);
  return [
    ...entryJacks(settings, names.flow),
    { id: "connector", title: "Voice connector", detail: names.connector, lane: "call" },
    {
      id: "gateway",
      title: "Kore Voice Gateway",
      detail: hostTitle(routesOf(input)[0]?.host ?? ""),
      lane: "call",
    },
    { id: "bot", title: "Kore bot", detail: botId, lane: "call" },
    {
      id: "retrieve",
      title: "Retrieve Lambda",
      detail: names.functionName("retrieve"),
      lane: "metadata",
    },
    { id: "table", title: names.table, detail: `TTL ${settings.table.ttlDays} d`, lane: "metadata" },
    { id: "api", title: "REST API", detail: `/${settings.api.stage}${apiPath}`, lane: "metadata" },
    { id: "service-node", title: "Service node", detail: "Agent Transfer", lane: "metadata" },
    { id: "queue", title: "Queue", detail: "in Amazon Connect", lane: "assist" },
  ];
}

function cables(input: KoreVoiceInput): Cable[] {
  const port = routesOf(input)[0]?.port;
  return [
    numberCable(input.settings),
    { id: "sip", hop: "sip", from: "connect", to: "connector", label: "SIP transfer" },
    { id: "sip:gateway", hop: "sip", from: "connector", to: "gateway", label: `SIP ${port ?? ""}`.trim() },
    { id: "kore", hop: "kore", from: "gateway", to: "bot", label: "start flow" },
    { id: "kore:service", hop: "kore", from: "bot", to: "service-node", label: "agent transfer" },
    { id: "api", hop: "api", from: "service-node", to: "api", label: "POST, token" },
    { id: "store", hop: "store", from: "api", to: "table", label: "store" },
    { id: "retrieve:table", hop: "retrieve", from: "table", to: "retrieve", label: "retrieve" },
    { id: "retrieve", hop: "retrieve", from: "retrieve", to: "connect", label: "customData" },
    { id: "queue", hop: "queue", from: "connect", to: "queue", label: "transfer" },
  ];
}
