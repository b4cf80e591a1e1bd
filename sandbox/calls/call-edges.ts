import type { LambdaRequest } from "../flow-runner/flow-world";

/** How one Lambda invocation of a call goes wrong. */
export type SpoiltLambda =
  /** Connect may not invoke it: HTTP 403 with this code. */
  | { kind: "refused"; code: string }
  /** The function starts and never returns. */
  | { kind: "stalls" }
  /** Its process is killed. */
  | { kind: "crashes" }
  /** Its cold start takes nearly as long as its block waits, which Lambda does not count in the function's own limit. */
  | { kind: "starts-late" }
  /** It answers, and the answer is this many bytes longer. */
  | { kind: "answers-more"; bytes: number };

/** What goes wrong at the edges of one call; an absent member means that nothing does. */
export interface CallEdges {
  /** Sent to the simulated SIP system with the INVITE: {refuseWith: SIP status}, and what its own faults add. */
  vendor?: object;
  /** The INVITE gets no answer at all. */
  sipSilence?: boolean;
  /** Which of the call's invocations fail. */
  lambda?: (request: LambdaRequest) => SpoiltLambda | undefined;
  /** No queue can be found, as if someone had deleted it. */
  queuesGone?: boolean;
  /** The block succeeds, and the contact has no stream. */
  noStream?: boolean;
  /** Nothing is run for the agent who accepts, although a hook names a flow. */
  noAgentWhisper?: boolean;
  /** What the agent says doesn't reach the stream. */
  agentNotStreamed?: boolean;
  /** Half of what is said has been said. */
  inTheMiddle?: () => void;
  /** Set when an agent accepts, as if a flow had done it. */
  attributes?: Record<string, string>;
  /** The phone network drops the call while it is with an agent. */
  networkFails?: boolean;
  /** The third party hangs up, and the flow doesn't continue. */
  staysAway?: boolean;
  /** After the third party has hung up, before the flow continues. */
  beforeResume?: () => Promise<void>;
}
