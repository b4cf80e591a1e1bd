import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { SandboxAccount } from "../../state/account";
import { returnEnvironment, takeEnvironment } from "./environment-pool";
import type { ExecutionEnvironment, FunctionFault, Outcome } from "./execution-environment";
import { FunctionLog } from "./function-log";
import { type FoundFunction, findFunction, functionArn } from "./function-store";
import { allowsService } from "./permission-handlers";

export interface InvokeOptions {
  /** A service that calls on its own behalf and so depends on the function's resource policy: "connect.amazonaws.com". */
  principal?: string;
  /** On whose behalf: an instance's or an API method's ARN. */
  sourceArn?: string;
  /** The account of the source; read from the ARN when absent. */
  sourceAccount?: string;
  qualifier?: string | undefined;
  /** ID of the request that caused it, when the caller has one; a new one otherwise. */
  requestId?: string;
  /** For testing faults: the process never answers, or is killed. */
  ends?: "stalls" | "crashes" | undefined;
  /** For testing faults: a cold start that takes this long. */
  coldStartMilliseconds?: number | undefined;
}

export type InvokeResult =
  | {
      kind: "answered";
      /** What the handler returned, as JSON text; or, with functionError, Lambda's error document. */
      payload: string;
      functionError?: "Unhandled";
      executedVersion: string;
      requestId: string;
      /** The last 4 KB of its log, as Invoke returns with LogType Tail. */
      logTail: string;
    }
  | { kind: "refused"; code: string; status: number; message: string };

/** How long a function that is set to fail may run before its first log line. */
const maxSilenceMs = 1_000;

export const maxPayloadBytes = 6 * 1024 * 1024;

/**
 * Runs a deployed function: by name, `name:qualifier` or ARN. Never throws for what AWS would answer.
 * With a principal the resource policy of exactly that name and qualifier decides (AccessDeniedException, 403).
 */
export async function invokeFunction(
  account: SandboxAccount,
  arnOrName: string,
  payload: string,
  options: InvokeOptions = {},
): Promise<InvokeResult> {
  const found = findFunction(account, arnOrName, options.qualifier);
  if (!found) return refused("ResourceNotFoundException", 404, `Function not found: ${arnOrName}`);
  const { principal, sourceArn, sourceAccount } = options;
  if (principal !== undefined && !allowsService(account, found, { principal, sourceArn, sourceAccount })) {
    const arn = functionArn(account, found.record.name, found.qualifier);
    return refused(
      "AccessDeniedException",
      403,
      `User: ${principal} is not authorized to perform: lambda:InvokeFunction on resource: ${arn} because no resource-based policy allows the lambda:InvokeFunction action`,
    );
  }
  if (found.version.version === "$LATEST" && account.clock.now() < found.record.activeAt)
    return refused(
      "ResourceConflictException",
      409,
      "The operation cannot be performed at this time. The function is currently in the following state: Pending",
    );
  return run(account, found, payload, options);
}

function refused(code: string, status: number, message: string): InvokeResult {
  return { kind: "refused", code, status, message };
}

async function run(
  account: SandboxAccount,
  { record, version, qualifier }: FoundFunction,
  payload: string,
  { requestId = randomUUID(), ends, coldStartMilliseconds }: InvokeOptions,
): Promise<InvokeResult> {
  const taken = takeEnvironment(account, record, version);
  if (!taken) return refused("TooManyRequestsException", 429, "Rate Exceeded.");
  const { environment, isNew } = taken;
  const log = new FunctionLog(account, version, environment.logStream);
  environment.onLog = (text, at) => log.write(text, at);
  try {
    if (isNew || coldStartMilliseconds !== undefined) log.initStart();
    const initFailure = isNew ? await environment.start() : undefined;
    const usualStart = environment.initMilliseconds;
    environment.initMilliseconds = undefined;
    const initMilliseconds = coldStartMilliseconds ?? usualStart;
    if (coldStartMilliseconds !== undefined) await sleep(coldStartMilliseconds - (usualStart ?? 0));
    log.start(requestId);
    const startedAt = performance.now();
    const timeoutMilliseconds = version.timeoutSeconds * 1000;
    const message = {
      requestId,
      payload,
      deadline: Date.now() + timeoutMilliseconds,
      arn: functionArn(account, record.name, qualifier),
      functionName: record.name,
    };
    const running = () =>
      ends === undefined
        ? environment.invoke(message, timeoutMilliseconds)
        : endBadly(ends, environment, message, timeoutMilliseconds);
    const outcome = initFailure ?? (await running());
    const milliseconds = outcome.kind === "timeout" ? timeoutMilliseconds : performance.now() - startedAt;
    if (outcome.kind === "timeout")
      log.write(
        `${new Date().toISOString()} ${requestId} Task timed out after ${version.timeoutSeconds.toFixed(2)} seconds\n\n`,
      );
    if (outcome.kind === "exited")
      log.write(
        `RequestId: ${requestId} Error: Runtime exited with error: ${outcome.status}\nRuntime.ExitError\n`,
      );
    log.end(requestId);
    log.report(requestId, {
      milliseconds,
      initMilliseconds: initFailure ? undefined : initMilliseconds,
      memoryBytes: "memoryBytes" in outcome ? outcome.memoryBytes : 0,
      status: outcome.kind === "timeout" ? "timeout" : outcome.kind === "exited" ? "error" : undefined,
    });
    if (outcome.kind !== "result" && outcome.kind !== "error") environment.kill();
    return {
      kind: "answered",
      ...settle(outcome, requestId, version.timeoutSeconds),
      executedVersion: version.version,
      requestId,
      logTail: log.tail,
    };
  } finally {
    returnEnvironment(account, environment);
  }
}

/** During its work, as processes hang and crash: it gets as far as its first log line. */
async function endBadly(
  ends: "stalls" | "crashes",
  environment: ExecutionEnvironment,
  message: object,
  timeoutMilliseconds: number,
): Promise<Outcome> {
  const startedAt = performance.now();
  const write = environment.onLog;
  const begun = new Promise<void>((resolve) => {
    environment.onLog = (text, at) => {
      environment.onLog = () => undefined;
      write(`${text.split("\n", 1)[0]}\n`, at);
      resolve();
    };
  });
  const silent = new AbortController();
  void environment.invoke(message, timeoutMilliseconds);
  await Promise.race([
    begun,
    sleep(Math.min(maxSilenceMs, timeoutMilliseconds), undefined, {
      signal: silent.signal,
    }).catch(() => undefined),
  ]);
  silent.abort();
  environment.onLog = () => undefined;
  if (ends === "crashes") return { kind: "exited", status: "signal: killed" };
  await sleep(Math.max(0, timeoutMilliseconds - (performance.now() - startedAt)));
  return { kind: "timeout" };
}

function settle(
  outcome: Outcome,
  requestId: string,
  timeoutSeconds: number,
): { payload: string; functionError?: "Unhandled" } {
  switch (outcome.kind) {
    case "result":
      if (Buffer.byteLength(outcome.payload) > maxPayloadBytes)
        return unhandled({
          errorType: "Function.ResponseSizeTooLarge",
          errorMessage: `Response payload size exceeded maximum allowed payload size (${maxPayloadBytes} bytes).`,
        });
      return { payload: outcome.payload };
    case "error":
    case "init-error":
      return unhandled(outcome.error);
    case "exited":
      return unhandled({
        errorType: "Runtime.ExitError",
        errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${outcome.status}`,
      });
    case "timeout":
      return unhandled({
        errorType: "Sandbox.Timedout",
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
      });
  }
}

function unhandled(fault: FunctionFault): { payload: string; functionError: "Unhandled" } {
  return { payload: JSON.stringify(fault), functionError: "Unhandled" };
}
