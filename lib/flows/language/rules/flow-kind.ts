/** Amazon Connect's types of flow, and a flow module, which is none of them. */
export const flowKinds = [
  "CONTACT_FLOW",
  "CUSTOMER_QUEUE",
  "CUSTOMER_HOLD",
  "CUSTOMER_WHISPER",
  "AGENT_HOLD",
  "AGENT_WHISPER",
  "OUTBOUND_WHISPER",
  "AGENT_TRANSFER",
  "QUEUE_TRANSFER",
  "CAMPAIGN",
  "MODULE",
] as const;
export type FlowKind = (typeof flowKinds)[number];

/** "CONTACT_FLOW" as the API writes it, "contactFlow" as exports do, "contactFlowModule"; undefined for any other word. */
export function flowKindOf(word: string | undefined): FlowKind | undefined {
  if (word === undefined || word === "") return undefined;
  const name = word.replaceAll(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
  if (name === "CONTACT_FLOW_MODULE" || name === "FLOW_MODULE") return "MODULE";
  return flowKinds.find((kind) => kind === name);
}

export const transferFlows = ["AGENT_TRANSFER", "QUEUE_TRANSFER"] as const;
export const holdFlows = ["CUSTOMER_HOLD", "AGENT_HOLD"] as const;
export const whisperFlows = ["CUSTOMER_WHISPER", "AGENT_WHISPER", "OUTBOUND_WHISPER"] as const;

/**
 * Flows that a contact never begins with: their logging is what the flow before them left it at. Source: Amazon Connect
 * administrator guide, "Set logging behavior".
 */
export const laterFlows: ReadonlySet<FlowKind> = new Set([
  ...transferFlows,
  ...holdFlows,
  ...whisperFlows,
  "CUSTOMER_QUEUE",
  "MODULE",
]);
