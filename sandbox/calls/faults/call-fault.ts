import type { CallEdges } from "../call-edges";
import type { LiveCall } from "../live-call";

export interface FaultOptions {
  /** A SIP or HTTP status, for faults that have several. */
  code: number | undefined;
}

/** Restores what a fault changed. */
export type Undo = () => Promise<void> | void;

/** One thing that can go wrong with a test call, to see what the console shows for it. */
export interface CallFault {
  /** "sip-refused" */
  name: string;
  /** For a menu: what goes wrong, in a few words. */
  title: string;
  /**
   * What the call needs for it. "transfer": a transfer to a third party, which returns. "sip": one to a SIP system, which
   * also posts metadata. "agent-ai", "workspace", "agent-page": an assistant that hears the call and helps its agent; an
   * application of the agent workspace; a page beside the softphone. A fault in a vendor's folder also needs that vendor.
   */
  side?: "transfer" | "sip" | "agent-ai" | "workspace" | "agent-page";
  /** The codes that it accepts, the default first. */
  codes?: readonly [number, ...number[]];
  /**
   * The account itself is changed, which is also the evidence. It is restored when the next call comes to the same
   * number, on DELETE /_sandbox/faults/calls, or after ten minutes. All other faults affect only their own call.
   */
  changesAccount?: true;
  /** Calls to other numbers are affected as well: the next call to any number restores it. */
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
