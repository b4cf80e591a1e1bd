import type { Cable, Jack } from "@/lib/blueprints/blueprint";
import { entryJacks, numberCable } from "@/lib/blueprints/shared/picture-parts";
import { parseAsappConnection } from "./asapp-connection";
import { type AsappInput, namesOf } from "./names";

/** The patch bay: the call from left to right, ASAPP's answers below it, and the queue at the end. */
export function asappPicture(input: AsappInput): { jacks: Jack[]; cables: Cable[] } {
  return { jacks: jacks(input), cables: cables(input) };
}

function jacks(input: AsappInput): Jack[] {
  const { settings } = input;
  const names = namesOf(input);
  const { host } = parseAsappConnection(input);
  return [
    ...entryJacks(settings, names.flow),
    { id: "pstn", title: "Phone network", detail: `temporary number, ${settings.country}`, lane: "call" },
    {
      id: "agent",
      title: "GenerativeAgent",
      detail: settings.taskName || "its own first task",
      lane: "call",
    },
    {
      id: "call-transfer",
      title: "call-transfer",
      detail: names.functionName("call-transfer"),
      lane: "metadata",
    },
    {
      id: "get-call-context",
      title: "get-call-context",
      detail: names.functionName("get-call-context"),
      lane: "metadata",
    },
    { id: "asapp", title: "ASAPP API", detail: host, lane: "metadata" },
    { id: "queue", title: "Queue", detail: "in Amazon Connect", lane: "assist" },
  ];
}

function cables({ settings }: AsappInput): Cable[] {
  return [
    numberCable(settings),
    { id: "asapp:ask", hop: "asapp", from: "connect", to: "call-transfer", label: "asks for a number" },
    { id: "asapp:number", hop: "asapp", from: "call-transfer", to: "asapp", label: "POST" },
    { id: "flow", hop: "flow", from: "connect", to: "pstn", label: "transfer" },
    { id: "asapp", hop: "asapp", from: "pstn", to: "agent", label: "call" },
    { id: "asapp:context", hop: "asapp", from: "asapp", to: "get-call-context", label: "context" },
    { id: "asapp:back", hop: "asapp", from: "get-call-context", to: "connect", label: "type, task" },
    { id: "queue", hop: "queue", from: "connect", to: "queue", label: "transfer" },
  ];
}
