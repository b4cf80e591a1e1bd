import type { ShownView, ViewOutcome } from "./agent-view";
import type { CallQueue, CallState } from "./call-state";
import type { FlowDocument } from "./flow-document";
import type { StreamDirections } from "./media-stream";

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
  /** As the API writes it: "AGENT_WHISPER". */
  type: string;
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
  /** Throttled, or a 5xx of the service: retried within the limit. */
  | { kind: "try-again"; status: number }
  /** Not in the instance's list, no resource policy, or no such function. */
  | { kind: "refused"; status: number; code: string }
  | { kind: "timed-out" };

export interface TransferRequest {
  to:
    | { kind: "connector"; arn: string; toUser: string; fromUser: string }
    | { kind: "number"; number: string };
  timeLimitSeconds: number;
  /** When false, the flow doesn't resume: a hang-up by the third party ends the contact. */
  continues: boolean;
}

export type TransferOutcome =
  /** `staysAway`: the flow doesn't continue, whatever the block says. */
  | { kind: "third-party-hung-up"; staysAway?: boolean }
  | { kind: "caller-hung-up" }
  | { kind: "call-failed"; detail: string }
  | { kind: "time-limit-exceeded" }
  /** The transfer couldn't be attempted: no such connector, or it isn't associated with the instance. */
  | { kind: "refused"; detail: string };

/** Everything outside the flow that a block can use. IDs and ARNs are both accepted. */
export interface FlowWorld {
  now(): Date;
  /** Waits as long as a caller would; the sandbox may shorten it. */
  pause(seconds: number): Promise<void>;
  /** A whole number from 1 to 100. */
  rollPercent(): number;
  callerIsGone(): boolean;
  /** The contact has left this flow, as when an agent takes it out of a queue: no further block runs. */
  hasMovedOn(): boolean;
  log(entry: FlowLogEntry): void;
  invokeLambda(request: LambdaRequest, call: CallState): Promise<LambdaOutcome>;
  transfer(request: TransferRequest, call: CallState): Promise<TransferOutcome>;
  findQueue(idOrArn: string): CallQueue | undefined;
  /** "full": QueueAtCapacity. "closed": the queue is switched off. */
  enqueue(queue: CallQueue, call: CallState): "queued" | "full" | "closed";
  /** undefined when there are no such hours. Without an ID: those of the queue. */
  isOpen(hoursId: string | undefined, queue: CallQueue | undefined): boolean | undefined;
  metric(type: string, queueId: string | undefined): number | undefined;
  findFlow(idOrArn: string): RunnableFlow | undefined;
  /** Starts, or changes, the streaming of the caller's audio; false when the instance has no live media streaming. */
  startStreaming(directions: StreamDirections, call: CallState): boolean;
  stopStreaming(call: CallState): void;
  /** undefined when there is no such view. */
  findView(idOrArn: string): Pick<ShownView, "id" | "actions"> | undefined;
  showView(view: ShownView, call: CallState): Promise<ViewOutcome>;
  knowsPrompt(idOrArn: string): boolean;
}
