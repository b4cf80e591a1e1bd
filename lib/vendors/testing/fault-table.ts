import type { EventFacts } from "@/lib/trail/event";

/** A fault by the sandbox's name, the one finding that a call with it must have, and what that must say of its cause. */
export type FaultRow = [fault: string, code: string, facts: EventFacts];

/** What can go wrong with calls through one kind of integration on the sandbox. */
export interface FaultTable {
  /** The blueprint's. */
  kind: string;
  /** Endings of a healthy call. */
  endings: readonly string[];
  /** They spoil their one call alone, so that such calls can go on side by side. */
  ofOneCall: FaultRow[];
  /** They change the account, or what other calls show: one call after the other. */
  ofTheAccount: FaultRow[];
  /** A post that the API refuses. Told by API and time alone, so that a call beside it could be taken for it. */
  refused?: FaultRow;
  /** The one cable of the overview's picture that each fault colors; none where the call itself went well. */
  colored: Readonly<Record<string, string | undefined>>;
}
