import type { ConnectClient } from "@aws-sdk/client-connect";
import type { EventFacts } from "@/lib/trail/event";
import type { AgentPageCode } from "@/lib/trail/systems/agent-page/agent-page-record";

/** A fault by the sandbox's name, the one finding that a call with it must have, and what that must say of its cause. */
export type FaultRow = [fault: string, code: string, facts: EventFacts];

/** What can go wrong with calls through one kind of integration on the sandbox. */
export interface FaultTable {
  /** The blueprint's. */
  kind: string;
  /** Before the names of its resources, where another kind in the same account has the same ones. */
  prefix?: string;
  /** What has to be chosen beside its defaults, so that everything that may go wrong is there. */
  choose?(instance: { connect: ConnectClient; instanceId: string }): Promise<object>;
  /** Endings of a healthy call. */
  endings: readonly string[];
  /** They spoil their one call alone, so that such calls can go on side by side. */
  ofOneCall: FaultRow[];
  /** They change the account, or what other calls show: one call after the other. */
  ofTheAccount: FaultRow[];
  /**
   * They show only on an agent's page that opens the contact during the call. `panelUrl`: what that page would load, on the
   * simulated vendors at these URLs. `met`: what no call can bring about, because only time in the browser does, by what the
   * page tells of it.
   */
  onAgentPage?: {
    panelUrl(vendorUrls: Readonly<Record<string, string>>): string;
    rows: FaultRow[];
    met: [told: AgentPageCode, code: string, facts: EventFacts][];
  };
  /** A post that the API refuses. Told by API and time alone, so that a call beside it could be taken for it. */
  refused?: FaultRow;
  /** The one cable of the overview's picture that each fault colors; none where the call itself went well. */
  colored: Readonly<Record<string, string | undefined>>;
}
