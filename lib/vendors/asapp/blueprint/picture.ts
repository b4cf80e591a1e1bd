import type { Cable, Jack } from "@/lib/blueprints/blueprint";
import { describeEntry } from "@/lib/blueprints/shared/entry";
import { readAsappConnection } from "./asapp-connection";
import { type AsappInput, namesOf } from "./names";

/** The patch bay: the call from left to right, ASAPP's answers below it, and the queue at the end. */
export function asappPicture(input: AsappInput): { jacks: Jack[]; cables: Cable[] } {
  return { jacks: jacks(input), cables: cables(input) };
}

function jacks(input: AsappInput): Jack[] {
  const { settings } = input;
  const names = namesOf(input);
  const { host } = readAsappConnection(input);
  return [
    { id: "caller", title: "Caller", detail: describeEntry(settings), lane: "call" },
    { id: "connect", title: "Amazon Connect", detail: names.flow, lane: "call" },
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
  const isOwnFlow = settings.entry.kind === "own-flow";
  return [
    {
      id: "number",
      hop: "number",
      from: "caller",
      to: "connect",
      label: isOwnFlow ? "your own flow" : "number → flow",
    },
    { id: "asapp:ask", hop: "asapp", from: "connect", to: "call-transfer", label: "asks for a number" },
    { id: "asapp:number", hop: "asapp", from: "call-transfer", to: "asapp", label: "POST" },
    { id: "flow", hop: "flow", from: "connect", to: "pstn", label: "transfer" },
    { id: "asapp", hop: "asapp", from: "pstn", to: "agent", label: "call" },
    { id: "asapp:context", hop: "asapp", from: "asapp", to: "get-call-context", label: "context" },
    { id: "asapp:back", hop: "asapp", from: "get-call-context", to: "connect", label: "type, task" },
    { id: "queue", hop: "queue", from: "connect", to: "queue", label: "transfer" },
  ];
}
