/** AWS's types of flow, in the designer's words. */
const titles: Readonly<Record<string, string>> = {
  CONTACT_FLOW: "Contact flow",
  CUSTOMER_QUEUE: "Customer queue flow",
  CUSTOMER_HOLD: "Customer hold flow",
  CUSTOMER_WHISPER: "Customer whisper flow",
  AGENT_HOLD: "Agent hold flow",
  AGENT_WHISPER: "Agent whisper flow",
  OUTBOUND_WHISPER: "Outbound whisper flow",
  AGENT_TRANSFER: "Transfer to agent flow",
  QUEUE_TRANSFER: "Transfer to queue flow",
  CAMPAIGN: "Campaign flow",
};

/** What a new flow may be. */
export const flowTypes: readonly string[] = Object.keys(titles);

export function flowTypeTitle(type: string): string {
  return Object.hasOwn(titles, type) ? (titles[type] ?? type) : type;
}

/**
 * The type that a file's metadata speaks of: exports write "contactFlow", the API "CONTACT_FLOW". undefined when it says
 * none that we know, as every exported file may.
 */
export function flowTypeOf(metadataType: unknown): string | undefined {
  if (typeof metadataType !== "string") return undefined;
  const word = metadataType.replaceAll(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
  return flowTypes.find((type) => type === word);
}
