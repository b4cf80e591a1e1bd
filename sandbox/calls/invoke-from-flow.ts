import { setTimeout as sleep } from "node:timers/promises";
import type { LambdaOutcome, LambdaRequest } from "../flow-runner/flow-world";
import { instanceArn } from "../services/connect/arns";
import { connectState } from "../services/connect/connect-state";
import { invokeFunction } from "../services/lambda/invoke-function";
import type { SandboxAccount } from "../state/account";
import type { SpoiltLambda } from "./call-edges";

/** Network time between Connect and Lambda, for a function that has used up nearly all of its block's time. */
const wayMs = 400;

/** Connect calls a function on the instance's behalf: it must be in the instance's list, and its policy must allow it. */
export async function invokeFromFlow(
  account: SandboxAccount,
  request: LambdaRequest,
  spoilt?: SpoiltLambda,
): Promise<LambdaOutcome> {
  const { data } = connectState(account);
  if (!data.lambdaArns.includes(request.functionArn)) {
    return { kind: "refused", status: 403, code: "AccessDeniedException" };
  }
  if (spoilt?.kind === "refused") return { kind: "refused", status: 403, code: spoilt.code };
  const timeOver = new AbortController();
  const late = sleep(request.timeLimitMilliseconds, undefined, { signal: timeOver.signal }).then(
    (): LambdaOutcome => ({ kind: "timed-out" }),
    (): LambdaOutcome => ({ kind: "timed-out" }),
  );
  const answer = invokeFunction(account, request.functionArn, request.event, {
    principal: "connect.amazonaws.com",
    sourceArn: instanceArn(account, data.instance.id),
    sourceAccount: account.accountId,
    ends: spoilt?.kind === "stalls" || spoilt?.kind === "crashes" ? spoilt.kind : undefined,
    coldStartMilliseconds: spoilt?.kind === "starts-late" ? request.timeLimitMilliseconds - wayMs : undefined,
  })
    .then(async (result) => {
      // Its own time was within the limit, but not with the network time added, however late this process' timers are.
      if (spoilt?.kind === "starts-late") await Promise.all([sleep(wayMs), late]);
      return result;
    })
    .then(
      (result): LambdaOutcome => {
        if (result.kind === "answered") {
          return result.functionError === undefined
            ? { kind: "answered", payload: lengthen(result.payload, spoilt) }
            : { kind: "function-error" };
        }
        const again = result.status === 429 || result.status >= 500;
        return again
          ? { kind: "try-again", status: result.status }
          : { kind: "refused", status: result.status, code: result.code };
      },
      (): LambdaOutcome => ({ kind: "try-again", status: 500 }),
    );
  if (request.asynchronous) {
    timeOver.abort();
    return { kind: "answered", payload: "{}" };
  }
  const outcome = await Promise.race([answer, late]);
  timeOver.abort();
  return outcome;
}

function lengthen(payload: string, spoilt: SpoiltLambda | undefined): string {
  if (spoilt?.kind !== "answers-more") return payload;
  const answer: unknown = JSON.parse(payload);
  const members = typeof answer === "object" && answer !== null ? answer : {};
  return JSON.stringify({ ...members, padding: "x".repeat(spoilt.bytes) });
}
