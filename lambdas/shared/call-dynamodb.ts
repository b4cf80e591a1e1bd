import { setTimeout as wait } from "node:timers/promises";
import { callAws } from "./call-aws";
import { RequestError } from "./host-guard";

export type AttributeValue =
  | { S: string }
  | { N: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { B: string }
  | { M: Record<string, AttributeValue> }
  | { L: AttributeValue[] }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] };
export type Item = Record<string, AttributeValue>;

/** DynamoDB's error by its short name: "ConditionalCheckFailedException". Its message is left out on purpose. */
export class DynamoDbError extends Error {
  constructor(kind: string) {
    super(`DynamoDB: ${kind}`);
    this.name = kind;
  }
}

export interface CallOptions {
  /** Milliseconds since the epoch: no attempt continues after it. */
  deadline: number;
  /** Milliseconds for one attempt. */
  attemptMs?: number;
}

const worthRetrying = new Set([
  "InternalServerError",
  "LimitExceededException",
  "NetworkError",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ServiceUnavailable",
  "ThrottlingException",
  "TimeoutError",
]);

/**
 * One DynamoDB operation over its JSON protocol, with Lambda's own credentials, respecting `AWS_ENDPOINT_URL[_DYNAMODB]`.
 * Throttling and errors of the service and the network are retried with growing, jittered pauses until the
 * deadline; every other refusal is thrown immediately as DynamoDbError.
 */
export async function callDynamoDb<Output>(
  operation: "GetItem" | "UpdateItem",
  input: Record<string, unknown>,
  { deadline, attemptMs = 1000 }: CallOptions,
): Promise<Output> {
  const body = JSON.stringify(input);
  for (let attempt = 0; ; attempt++) {
    const pauseMs = 40 * 2 ** attempt * (0.5 + Math.random() / 2);
    try {
      const leftMs = Math.max(1, deadline - Date.now());
      return (await send(operation, body, Math.min(attemptMs, leftMs))) as Output;
    } catch (error) {
      const retry = error instanceof DynamoDbError && worthRetrying.has(error.name);
      if (!retry || Date.now() + pauseMs >= deadline) throw error;
    }
    await wait(pauseMs);
  }
}

async function send(operation: string, body: string, timeoutMs: number): Promise<unknown> {
  const { status, text } = await callAws({
    service: "dynamodb",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
    },
    body,
    timeoutMs,
  }).catch((error: unknown) => {
    const isTimeout = error instanceof RequestError && error.fault === "timeout";
    throw new DynamoDbError(isTimeout ? "TimeoutError" : "NetworkError");
  });
  const answer = parse(text);
  if (status === 200 && answer) return answer;
  if (status >= 500) throw new DynamoDbError("InternalServerError");
  // "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"
  const kind = typeof answer?.__type === "string" ? answer.__type.split("#").pop() : undefined;
  throw new DynamoDbError(
    kind && /^\w{1,80}$/.test(kind) ? kind : status === 200 ? "InternalServerError" : `Http${status}`,
  );
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
