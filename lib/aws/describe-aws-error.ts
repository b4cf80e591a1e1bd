import { UnreadableAnswerError } from "@/lib/aws/check-answers";
import { describeDenial, namedAction } from "@/lib/aws/describe-denial";
import { AnswerLostError } from "@/lib/aws/lost-answer";
import { operationOfError } from "@/lib/aws/operation-of-error";
import { isRead } from "@/lib/aws/reads";
import { isThrottled } from "@/lib/aws/throttled";
import { type Problem, ProblemError } from "@/lib/kernel/result";

interface AwsErrorLike {
  name: string;
  message: string;
  code?: string;
  retryAfterSeconds?: string;
  $metadata?: { httpStatusCode?: number };
}

const quotaNames = new Set([
  "CodeStorageExceededException",
  "LimitExceeded",
  "LimitExceededException",
  "ResourceLimitExceededException",
  "ServiceQuotaExceededException",
]);
const credentialNames = new Set([
  "UnrecognizedClientException",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "ExpiredToken",
  "ExpiredTokenException",
  "CredentialsProviderError",
  "InvalidAccessKeyId",
]);
const neverSentCodes = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);
const unreachableCodes = new Set([...neverSentCodes, "ECONNRESET", "EPIPE", "ETIMEDOUT"]);

/** An SDK error as something a person can act on: the missing action, the throttle, AWS's own words without secrets. */
export function describeAwsError(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (!(error instanceof Error)) return refused({ name: "Error", message: "" }, theCall);
  const failed: AwsErrorLike = error;
  const called = operationOfError(error);
  const asked: Asked =
    called === undefined
      ? theCall
      : { call: `${called.service}:${called.operation}`, isRead: isRead(called.operation) };
  const { call } = asked;
  const theirWords = wordsOf(failed);

  if (isDenied(failed)) return { ...describeDenial(failed.message, call), theirWords };
  if (isThrottled(failed)) {
    return {
      code: "throttled",
      isPassing: true,
      sentence: `AWS throttled ${call}, and retries failed too: the account is making too many of these calls.`,
      wayOut: `Wait a minute and try again.${keptSoFar(asked)}`,
      theirWords,
    };
  }
  if (isUnreadable(failed)) return unreadable(failed, asked);
  if (credentialNames.has(failed.name)) {
    return {
      code: "credentials-refused",
      sentence: "AWS didn't accept this connection's credentials.",
      wayOut: "Open the connection and update its access keys or role, then try again.",
      theirWords,
    };
  }
  if (
    failed instanceof AnswerLostError ||
    failed.name === "TimeoutError" ||
    failed.name === "AbortError" ||
    unreachableCodes.has(failed.code ?? "")
  ) {
    return unreachable(failed, asked);
  }
  if (quotaNames.has(failed.name)) {
    return {
      code: "quota-reached",
      sentence: `The account has reached its AWS quota for ${call}.`,
      wayOut:
        "Delete what you don't need, or request a higher quota in the Service Quotas console, then try again.",
      theirWords,
    };
  }
  return refused(failed, asked);
}

/** A call, and whether it can have changed anything. */
interface Asked {
  /** "connect:ListQueues" */
  call: string;
  isRead: boolean;
}

/** What no one has noted: it may have been a change. */
const theCall: Asked = { call: "the call", isRead: false };

/** A change that got no answer may have been made; a read that got none has only failed. */
function unreachable(failed: AwsErrorLike, { call, isRead: isOfRead }: Asked): Problem {
  const happened = neverSentCodes.has(failed.code ?? "")
    ? `Patchbay couldn't connect to AWS for ${call}.`
    : `AWS didn't respond to ${call} in time.`;
  return {
    code: "aws-unreachable",
    isPassing: true,
    ...(isOfRead
      ? {
          sentence: happened,
          wayOut: "Try again in a moment. If this continues, check the connection to AWS.",
        }
      : {
          // Also where the last attempt never left: one before it may have.
          sentence: `${happened} It isn't known whether the call took effect.`,
          wayOut: "Try again. Patchbay checks the current state before it changes anything.",
        }),
  };
}

/** What a change had done before it failed; a read does nothing. */
function keptSoFar({ isRead: isOfRead }: Asked): string {
  return isOfRead ? "" : " What was done so far is kept.";
}

/** "lambda:CreateFunction", from AWS's sentence, else from the call itself. undefined when it isn't a denial. */
export function missingActionOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !isDenied(error)) return undefined;
  const told = namedAction(error.message);
  if (told !== undefined) return told;
  const called = operationOfError(error);
  return called === undefined ? undefined : `${called.service}:${called.operation}`;
}

export function isAwsError(error: unknown, ...names: string[]): error is Error {
  return error instanceof Error && names.includes(error.name);
}

function isDenied(failed: AwsErrorLike): boolean {
  return (
    [
      "AccessDeniedException",
      "AccessDenied",
      "UnauthorizedOperation",
      "ForbiddenException",
      "AuthorizationError",
    ].includes(failed.name) || /is not authorized to perform/.test(failed.message)
  );
}

/**
 * The SDK couldn't make anything of the answer: what it throws then comes from its own code, and has none of the marks
 * of AWS's errors. A fault of AWS's own may come with any body, and is told as that.
 */
function isUnreadable(failed: AwsErrorLike): boolean {
  const error = failed instanceof AnswerLostError ? failed.failure : failed;
  if (statusOf(error) >= 500) return false;
  const isRedirected = /^Unknown(Error)?$/.test(error.name) && statusOf(error) > 0 && statusOf(error) < 400;
  return (
    error instanceof UnreadableAnswerError ||
    isRedirected ||
    (!("$fault" in error) && /^\s*Deserialization error:/m.test(error.message))
  );
}

/** Without words of the answer: they may be a contact's data, or a page of whoever answered in AWS's place. */
function unreadable(failed: AwsErrorLike, { call, isRead: isOfRead }: Asked): Problem {
  const status = statusOf(failed instanceof AnswerLostError ? failed.failure : failed);
  return {
    code: "aws-answer-unreadable",
    sentence: `The answer to ${call} couldn't be read${status > 0 ? ` (HTTP ${status})` : ""}.${isOfRead ? "" : " It isn't known what the call did."}`,
    wayOut: `Try again.${isOfRead ? "" : " Patchbay checks the current state before it changes anything."} If this continues, check whether a proxy or firewall is responding in place of AWS.`,
  };
}

function statusOf(failed: AwsErrorLike): number {
  return failed.$metadata?.httpStatusCode ?? 0;
}

function refused(failed: AwsErrorLike, asked: Asked): Problem {
  const { call } = asked;
  return statusOf(failed) >= 500
    ? {
        code: "aws-fault",
        isPassing: true,
        sentence: `AWS returned an internal error for ${call}, and retries failed too.`,
        wayOut: `Try again in a few minutes.${keptSoFar(asked)}`,
        theirWords: wordsOf(failed),
      }
    : {
        code: "aws-refused",
        sentence: `AWS refused ${call}.`,
        wayOut: "See the original error message, correct what it names, and try again.",
        theirWords: wordsOf(failed),
      };
}

/**
 * Their name and message, cut, and without anything that looks like a key, a token or an encoded authorization message.
 */
function wordsOf(failed: AwsErrorLike): string {
  const message = failed.message
    .replace(/\b(AKIA|ASIA)[A-Z0-9]{12,}\b/g, "[access key]")
    .replace(/[A-Za-z0-9+/_-]{80,}={0,2}/g, "[…]")
    .replace(
      /("?(?:AUTH_TOKEN|secret|token|password)[A-Z_a-z]*"?\s*[:=]\s*)("[^"]*"|[^\s,}]+)/gi,
      "$1[hidden]",
    );
  return `${failed.name}: ${message}`.slice(0, 600);
}
