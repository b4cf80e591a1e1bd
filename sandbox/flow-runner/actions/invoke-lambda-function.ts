import {
  type ActionType,
  type Block,
  next,
  noMatchingError,
  rawParameter,
  textMap,
  textParameter,
  wholeNumber,
} from "../block";
import type { LambdaOutcome } from "../flow-world";
import { lambdaEvent } from "./lambda-event";
import { readLambdaAnswer } from "./read-lambda-answer";

/** Connect's own default, and its ceiling: retries are inside the limit. */
const usualTimeLimitSeconds = 3;
const maxTimeLimitSeconds = 8;
const maxAsynchronousSeconds = 60;
const maxRetries = 3;

export const invokeLambdaFunction: ActionType = {
  type: "InvokeLambdaFunction",
  logType: "InvokeExternalResource",
  async run(block) {
    const functionArn = textParameter(block, "LambdaFunctionARN");
    const asynchronous = rawParameter(block, "InvocationType") === "ASYNCHRONOUS";
    const most = asynchronous ? maxAsynchronousSeconds : maxTimeLimitSeconds;
    const limit =
      wholeNumber(textParameter(block, "InvocationTimeLimitSeconds"), 1, most) ?? usualTimeLimitSeconds;
    const responseType = textParameter(block, "ResponseValidation", "ResponseType") ?? "STRING_MAP";
    const parameters = textMap(block, "LambdaInvocationAttributes");
    const logged = {
      FunctionArn: functionArn ?? "",
      TimeLimit: String(limit * 1000),
      ...(Object.keys(parameters).length > 0 ? { Parameters: parameters } : {}),
      ResponseValidation: { ResponseType: responseType },
    };
    if (functionArn === undefined) {
      block.log({ Parameters: logged, Results: "The Lambda Function Returned An Error." });
      return noMatchingError;
    }
    const event = lambdaEvent(block.call, parameters);
    const outcome = await invokeWithin(block, functionArn, event, limit * 1000, asynchronous);
    const answer =
      outcome.kind === "answered"
        ? asynchronous
          ? {}
          : readLambdaAnswer(outcome.payload, responseType)
        : undefined;
    if (answer === undefined) {
      block.log({ Parameters: logged, Results: sayFailure(outcome) });
      return noMatchingError;
    }
    block.call.external = answer;
    block.log({ Parameters: logged, ExternalResults: answer });
    return next;
  },
};

async function invokeWithin(
  block: Block,
  functionArn: string,
  event: string,
  limitMilliseconds: number,
  asynchronous: boolean,
): Promise<LambdaOutcome> {
  const deadline = block.world.now().getTime() + limitMilliseconds;
  let outcome: LambdaOutcome = { kind: "timed-out" };
  for (let attempt = 0; attempt <= maxRetries; attempt += 1) {
    const timeLimitMilliseconds = deadline - block.world.now().getTime();
    if (timeLimitMilliseconds <= 0) return { kind: "timed-out" };
    outcome = await block.world.invokeLambda(
      { functionArn, event, timeLimitMilliseconds, asynchronous },
      block.call,
    );
    if (outcome.kind !== "try-again") return outcome;
  }
  return outcome;
}

function sayFailure(outcome: LambdaOutcome): string {
  switch (outcome.kind) {
    case "refused":
      return `Status Code: ${outcome.status}; Error Code: ${outcome.code}`;
    case "try-again":
      return `Status Code: ${outcome.status}; Error Code: ${outcome.status === 429 ? "TooManyRequestsException" : "ServiceException"}`;
    case "answered":
    case "function-error":
    case "timed-out":
      return "The Lambda Function Returned An Error.";
  }
}
