import type { FinalizeRequestMiddleware, MiddlewareStack } from "@smithy/types";
import { isThrottled } from "@/lib/aws/throttled";

/**
 * Operations that make a second thing when they are sent twice: AWS takes no token for them, and names aren't unique.
 * One whose answer was lost is never sent again blindly: the step looks for what it made first. Names are the SDK's.
 */
const makesAnotherWhenRepeated: Readonly<Record<string, readonly string[]>> = {
  apigateway: ["CreateRestApi"],
  apigatewayv2: ["CreateApi", "CreateIntegration"],
  chime: ["CreateVoiceConnector"],
};

/** The connection broke when AWS may have had the request. One that was refused or not found had no effect. */
const brokenCodes = new Set(["ECONNABORTED", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);

interface FailureLike {
  name: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

/**
 * No one knows whether the call was done. Carries none of the failure's own fields: the SDK's retries must not see in
 * it what they would repeat.
 */
export class AnswerLostError extends Error {
  /** The SDK's own error. */
  readonly failure: Error;

  constructor(failure: Error) {
    super("The response to a call that must not be repeated was lost.");
    this.name = "AnswerLostError";
    this.failure = failure;
  }
}

/** Whether AWS may have done what it was asked although the call failed: no answer, or a fault of its own. */
export function mayHaveTakenEffect(error: unknown): boolean {
  if (error instanceof AnswerLostError) return true;
  if (!(error instanceof Error)) return false;
  const failed: FailureLike = error;
  if (isThrottled(error)) return false;
  const status = failed.$metadata?.httpStatusCode;
  // What is neither an answer nor a broken connection was never sent: our own code has stopped it.
  if (status === undefined) return failed.name === "TimeoutError" || brokenCodes.has(failed.code ?? "");
  // A failure although AWS said yes: its answer was cut. 408 says that it waited for a request which it may have had.
  return status < 300 || status >= 500 || status === 408;
}

/** Keeps this client's SDK from repeating what makes another one; throttled calls had no effect and are repeated. */
export function neverRepeatCreates<Input extends object, Output extends object>(
  service: string,
  stack: MiddlewareStack<Input, Output>,
): void {
  const operations = makesAnotherWhenRepeated[service] ?? [];
  if (operations.length === 0) return;
  const stopAtLostAnswer: FinalizeRequestMiddleware<Input, Output> = (next, context) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      const operation = (context.commandName ?? "").replace(/Command$/, "");
      const isAborted = error instanceof Error && error.name === "AbortError";
      if (!operations.includes(operation) || isAborted || !(error instanceof Error)) throw error;
      throw mayHaveTakenEffect(error) ? new AnswerLostError(error) : error;
    }
  };
  // Inside the retries: each attempt's failure is seen before they decide.
  const inside = { relation: "after", toMiddleware: "retryMiddleware", name: "stopAtLostAnswer" } as const;
  stack.addRelativeTo(stopAtLostAnswer, inside);
}
