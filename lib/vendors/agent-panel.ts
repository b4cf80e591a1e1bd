import type { ContactId } from "@/lib/kernel/ids";
import type { Result } from "@/lib/kernel/result";

/** A message to or from a panel's frame: plain JSON. */
export type PanelMessage = Readonly<Record<string, unknown>>;

/** What is known of the contact that an agent has in hand, from Amazon Connect itself. */
export interface PanelContact {
  contactId: ContactId;
  /** The first contact of the call; the contact's own ID where it is the first. */
  initialContactId: ContactId;
  attributes: Readonly<Record<string, string>>;
}

export interface MintedPanelToken {
  token: string;
  expiresAt: Date;
  /** What the panel shows: the same for each agent who has the caller. */
  conversationId: string;
  /** What the frame is given once it has announced itself. Holds the token. */
  opening: PanelMessage;
}

export interface PanelSecrets {
  [field: string]: string;
}

/**
 * A vendor's panel beside the softphone, as one deployed integration offers it. Nothing in it is secret but what `mint`
 * returns. The page that shows it knows no vendor: what it sends into the frame is made here, on the server.
 */
export interface AgentPanel {
  /** For people: "Agent AI". */
  title: string;
  /** The frame's address, without a token and without anything of a contact. */
  url: string;
  /** Where agents sign in to a Connect instance with SAML. */
  loginUrl?: string;
  /** The contact attribute that names the conversation; without it, the call's first contact is the conversation. */
  conversationAttribute: string;
  /** How the frame says that it listens: a message with these members. */
  announcement: PanelMessage;
  /** Longest handling and after-contact work together, in seconds. */
  tokenSeconds: number;
  /** Pure but for the token's own random ID. */
  mint(contact: PanelContact, secrets: PanelSecrets, nowMs: number): MintedPanelToken;
  /** What the frame is given when the contact has ended, so that its summary is made. Reads at the vendor. */
  fetchClosing(
    contact: PanelContact,
    secrets: PanelSecrets,
    signal: AbortSignal,
  ): Promise<Result<PanelMessage>>;
}

/** An integration as the panel's vendor reads it: settings as deployed, and its connection with the vendor. */
export interface PanelIntegration {
  kind: string;
  settings: unknown;
  connection: unknown;
}

/** undefined: this integration doesn't offer the agents' page. */
export type OpenAgentPanel = (integration: PanelIntegration) => AgentPanel | undefined;
