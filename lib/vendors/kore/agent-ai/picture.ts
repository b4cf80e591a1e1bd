import type { Cable, Jack } from "@/lib/blueprints/blueprint";
import { entryJacks, numberCable } from "@/lib/blueprints/shared/picture-parts";
import { type AgentAiInput, agentAiNames } from "./names";

/** The patch bay: the call to the agent above, the sound's way to Agent AI below it. */
export function agentAiPicture(
  input: AgentAiInput,
  { flowName, host, desktop }: { flowName: string; host: string; desktop: { title: string; detail: string } },
): { jacks: Jack[]; cables: Cable[] } {
  return { jacks: jacks(input, flowName, host, desktop), cables: cables(input) };
}

function jacks(
  input: AgentAiInput,
  flowName: string,
  host: string,
  desktop: { title: string; detail: string },
): Jack[] {
  const { settings } = input;
  return [
    ...entryJacks(settings, flowName),
    { id: "queue", title: "Queue", detail: agentAiNames(input).queueFlow, lane: "call" },
    { id: "agent", title: "Agent", detail: desktop.detail, lane: "call" },
    {
      id: "stream",
      title: "Kinesis video stream",
      detail: settings.startAt === "whisper" ? "from the agent's answer" : "from the call's start",
      lane: "assist",
    },
    {
      id: "trigger",
      title: "KVS trigger",
      detail: agentAiNames(input).functionName("kvs-trigger"),
      lane: "assist",
    },
    { id: "agent-ai", title: "Agent AI", detail: host.replace(/^https?:\/\//, ""), lane: "assist" },
    { id: "widget", title: desktop.title, detail: "Agent AI widget", lane: "assist" },
  ];
}

function cables({ settings }: AgentAiInput): Cable[] {
  return [
    numberCable(settings),
    { id: "queue", hop: "queue", from: "connect", to: "queue", label: "transfer" },
    { id: "agent", hop: "agent", from: "queue", to: "agent", label: "answers" },
    { id: "flow", hop: "flow", from: "connect", to: "stream", label: "audio of both sides" },
    { id: "kore:ask", hop: "kore", from: "stream", to: "trigger", label: "credentials for one stream" },
    { id: "kore", hop: "kore", from: "trigger", to: "agent-ai", label: "POST" },
    // Whether an agent opened the widget is seen on Patchbay's page alone.
    { id: "kore:widget", hop: "kore", from: "agent-ai", to: "widget", label: "suggestions", isBeside: true },
  ];
}
