import { operationOfError } from "@/lib/aws/operation-of-error";

/** What AWS's services call the same thing: too many calls. Those with status 429 need no name here. */
const throttlingNames = new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledClientException",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
]);

/** A quota, although Connect answers it with status 429, too. */
const quotaNames = new Set(["LimitExceededException", "ServiceQuotaExceededException"]);

interface ThrottledLike {
  name: string;
  $metadata?: { httpStatusCode?: number };
  $retryable?: { throttling?: boolean };
}

/** AWS refused because it was asked too often; the call had no effect. */
export function isThrottled(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const failed: ThrottledLike = error;
  if (throttlingNames.has(failed.name) || failed.$retryable?.throttling === true) return true;
  // API Gateway alone means the rate by it: "The request exceeded the rate limit."
  if (failed.name === "LimitExceededException" && operationOfError(error)?.service === "apigateway")
    return true;
  return failed.$metadata?.httpStatusCode === 429 && !quotaNames.has(failed.name);
}
