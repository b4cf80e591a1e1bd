import type { CallEdges } from "../call-edges";
import type { LiveCall } from "../live-call";

export interface FaultOptions {
  /** A SIP or HTTP status, for faults that have several. */
  code: number | undefined;
}

/** Puts back what a fault changed. */
export type Undo = () => Promise<void> | void;

/** One thing that can go wrong with a test call, so that it can be seen what the console says of it. */
export interface CallFault {
  /** "sip-refused" */
  name: string;
  /** For a menu: what goes wrong, in a few words. */
  title: string;
  /** Needs a call to a SIP system, which also posts metadata. What a vendor's folder has needs a call to that vendor. */
  side?: "sip";
  /** The codes that it takes, the usual one first. */
  codes?: readonly [number, ...number[]];
  /**
   * The account itself is changed, which is also the evidence: it is put back when the next call comes to the same
   * number, on DELETE /_sandbox/faults/calls, or after ten minutes. All others spoil their one call alone.
   */
  changesAccount?: true;
  /** Calls to other numbers meet the change as well: the next call to any number puts it back. */
  changesEveryCall?: true;
  /** Before the call's flow begins. */
  begin(live: LiveCall, options: FaultOptions): Promise<Undo | undefined> | Undo | undefined;
}

/** A fault that only sets edges of the call. */
export function edgeFault(
  fault: Omit<CallFault, "begin" | "changesAccount" | "changesEveryCall">,
  edges: (live: LiveCall, options: FaultOptions) => Partial<CallEdges>,
): CallFault {
  return {
    ...fault,
    begin(live, options) {
      Object.assign(live.edges, edges(live, options));
      return undefined;
    },
  };
}
