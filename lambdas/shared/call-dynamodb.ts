import { Agent as PlainAgent } from "node:http";
import { Agent as SecureAgent } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { guardedRequest, RequestError } from "./guarded-request";
import { signRequest } from "./sign-request";

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

/** DynamoDB's refusal, by its own short name: "ConditionalCheckFailedException". Its message is left out on purpose. */
export class DynamoDbError extends Error {
  constructor(kind: string) {
    super(`DynamoDB: ${kind}`);
    this.name = kind;
  }
}

export interface CallOptions {
  /** Milliseconds since the epoch: no attempt goes on after it. */
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
 * One DynamoDB operation over its JSON protocol, with Lambda's own credentials, `AWS_ENDPOINT_URL[_DYNAMODB]` honoured.
 * Throttling, faults of the service and of the network are tried again with growing, jittered pauses until the
 * deadline; every other refusal is thrown at once as DynamoDbError.
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

// Node's own fetch would do, and costs every cold start the loading of a second HTTP client.
const plainAgent = new PlainAgent({ keepAlive: true });
const secureAgent = new SecureAgent({ keepAlive: true });

async function send(operation: string, body: string, timeoutMs: number): Promise<unknown> {
  const { url, region } = endpoint();
  const headers = signRequest(
    {
      host: url.host,
      region,
      service: "dynamodb",
      body,
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${operation}`,
      },
      at: new Date(),
    },
    {
      accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? "",
      sessionToken: process.env.AWS_SESSION_TOKEN,
    },
  );
  const { status, text } = await guardedRequest({
    url,
    method: "POST",
    headers,
    body,
    timeoutMs,
    // AWS, or where the deployment points: an endpoint inside a VPC has an inward address.
    inwardAllowed: true,
    agent: url.protocol === "https:" ? secureAgent : plainAgent,
  }).catch((error: unknown) => {
    // Also what a kept-alive connection does that the far side closed while Lambda was frozen.
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

function endpoint(): { url: URL; region: string } {
  const region = process.env.AWS_REGION ?? "us-east-1";
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  const own = process.env.AWS_ENDPOINT_URL_DYNAMODB || process.env.AWS_ENDPOINT_URL;
  return { url: new URL("/", own || `https://dynamodb.${region}.${suffix}`), region };
}
