import type { CallQueue, CallState } from "./call-state";
import type { FlowDocument } from "./flow-document";

/** One line of a flow log, in AWS's form (members with capitals as there). */
export interface FlowLogEntry {
  ContactId: string;
  ContactFlowId: string;
  ContactFlowName: string;
  ContactFlowModuleType: string;
  Identifier: string;
  Timestamp: string;
  Parameters?: Record<string, unknown>;
  Results?: string;
  ExternalResults?: Record<string, unknown>;
}

export interface RunnableFlow {
  id: string;
  arn: string;
  name: string;
  document: FlowDocument;
}

export interface LambdaRequest {
  functionArn: string;
  /** JSON text of the event. */
  event: string;
  timeLimitMilliseconds: number;
  asynchronous: boolean;
}

export type LambdaOutcome =
  | { kind: "answered"; payload: string }
  /** The function itself failed, or ran out of its own time. */
  | { kind: "function-error" }
  /** Throttled, or a 5xx of the service: worth another try inside the limit. */
  | { kind: "try-again"; status: number }
  /** Not in the instance's list, no resource policy, or no such function. */
  | { kind: "refused"; status: number; code: string }
  | { kind: "timed-out" };

export interface TransferRequest {
  to:
    | { kind: "connector"; arn: string; toUser: string; fromUser: string }
    | { kind: "number"; number: string };
  timeLimitSeconds: number;
  /** With false the flow never comes back: a hang-up by the third party ends the contact. */
  continues: boolean;
}

export type TransferOutcome =
  /** `staysAway`: the flow does not go on, whatever the block says. */
  | { kind: "third-party-hung-up"; staysAway?: boolean }
  | { kind: "caller-hung-up" }
  | { kind: "call-failed"; detail: string }
  | { kind: "time-limit-exceeded" }
  /** The block could not even be tried: no such connector, or not associated with the instance. */
  | { kind: "refused"; detail: string };

/** Everything outside the flow that a block may ask. Ids and ARNs are both accepted. */
export interface FlowWorld {
  now(): Date;
  /** Waits as long as a caller would; a sandbox may shorten it. */
  pause(seconds: number): Promise<void>;
  /** A whole number from 1 to 100. */
  rollPercent(): number;
  callerIsGone(): boolean;
  log(entry: FlowLogEntry): void;
  invokeLambda(request: LambdaRequest, call: CallState): Promise<LambdaOutcome>;
  transfer(request: TransferRequest, call: CallState): Promise<TransferOutcome>;
  findQueue(idOrArn: string): CallQueue | undefined;
  /** "full": QueueAtCapacity. "closed": the queue is switched off. */
  enqueue(queue: CallQueue, call: CallState): "queued" | "full" | "closed";
  /** undefined when there are no such hours. Without an id: those of the queue. */
  isOpen(hoursId: string | undefined, queue: CallQueue | undefined): boolean | undefined;
  metric(type: string, queueId: string | undefined): number | undefined;
  findFlow(idOrArn: string): RunnableFlow | undefined;
  knowsPrompt(idOrArn: string): boolean;
}
