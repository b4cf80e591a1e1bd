import type { LambdaRequest } from "../flow-runner/flow-world";

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
  /** Told to the simulated SIP system with the INVITE: {refuseWith: SIP status}, and what its own faults say. */
  vendor?: object;
  /** The INVITE gets no answer at all. */
  sipSilence?: boolean;
  /** Which of the call's invocations are spoilt. */
  lambda?: (request: LambdaRequest) => SpoiltLambda | undefined;
  /** No queue can be found, as if somebody had deleted it. */
  queuesGone?: boolean;
  /** The phone network drops the call while it is with an agent. */
  networkFails?: boolean;
  /** The third party hangs up, and the flow does not go on. */
  staysAway?: boolean;
  /** After the third party has hung up, before the flow goes on. */
  beforeResume?: () => Promise<void>;
}
