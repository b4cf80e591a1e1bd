import type { ContactId } from "@/lib/kernel/ids";

/** What an agent's page can tell. Codes are stored, so they never change. */
export const agentPageCodes = [
  "loaded",
  "failed",
  "token-expired",
  "microphone-refused",
  "frame-refused",
] as const;
export type AgentPageCode = (typeof agentPageCodes)[number];

/** What this database keeps of a contact from its agents' pages. */
export interface AgentPageRecord {
  events: readonly { id: string; at: Date; code: string }[];
  logs: readonly { id: string; at: Date; userName: string; text: string }[];
}

/** Handed to the source by whoever opens the trail. */
export type ReadAgentPage = (contactId: ContactId) => Promise<AgentPageRecord>;
