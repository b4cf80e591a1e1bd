import type { LambdaRequest } from "../../flow-runner/flow-world";
import type { LiveCall } from "../live-call";

/** How one Lambda invocation of a call goes wrong. */
export type SpoiltLambda =
  /** Connect is not let in: HTTP 403 with this code. */
  | { kind: "refused"; code: string }
  /** The function starts, and never ends by itself. */
  | { kind: "stalls" }
  /** Its process is killed. */
  | { kind: "crashes" }
  /** Its cold start takes nearly as long as its block waits, which Lambda does not count in the function's own limit. */
  | { kind: "starts-late" }
  /** It answers, and the answer is this much longer. */
  | { kind: "answers-more"; bytes: number };

/** What is wrong at the edges of one call; whatever is absent is well. */
export interface CallEdges {
  /** Told to the simulated Kore with the INVITE. */
  kore?: {
    posting?: "never" | "late" | "other-contact" | "wrong-token";
    refuseWith?: number;
  };
  /** The INVITE gets no answer at all. */
  sipSilence?: boolean;
  /** Which of the call's invocations are spoilt. */
  lambda?: (request: LambdaRequest) => SpoiltLambda | undefined;
  /** No queue can be found, as if somebody had deleted it. */
  queuesGone?: boolean;
  /** The telephone network loses the call while it is with an agent. */
  networkFails?: boolean;
  /** The third party hangs up, and the flow does not go on. */
  staysAway?: boolean;
  /** After the third party has hung up, before the flow goes on. */
  beforeResume?: () => Promise<void>;
}

export interface FaultOptions {
  /** A SIP or HTTP status, for faults that have several. */
  code: number | undefined;
}

/** Puts back what a fault changed. */
export type Undo = () => Promise<void> | void;

/** One thing that can go wrong with a test call, so that it can be seen what the console says of it. */
export interface CallFault {
  /** "kore-never-posts" */
  name: string;
  /** For a menu: what goes wrong, in a few words. */
  title: string;
  /** Needs a call that goes to this vendor. */
  vendor?: "kore" | "asapp";
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
