import { type GuardedAnswer, guardedRequest, type RequestMethod } from "@/lambdas/shared/guarded-request";
import { RequestError } from "@/lambdas/shared/host-guard";
import { isListedHost } from "@/lambdas/shared/read-host";
import { config } from "@/lib/kernel/config";
import { log } from "@/lib/kernel/log";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";

export interface VendorRequest {
  /** Its name, for people. */
  vendor: string;
  url: string;
  method: RequestMethod;
  headers: Record<string, string>;
  body?: string;
  /** For all of it: name, connection, answer. */
  timeoutMs: number;
  /** The largest answer that is read; one megabyte when absent. */
  maxBytes?: number;
  /** "latin1" for a file: `Buffer.from(text, "latin1")` gives the bytes back. UTF-8 when absent. */
  encoding?: "utf8" | "latin1";
  /** The other side is the sandbox's, on this machine. */
  simulated: boolean;
  signal?: AbortSignal | undefined;
}

/**
 * One request to a host that a tenant has named. The name is resolved here and the connection goes to the addresses
 * that were looked at; what leads into a private network, to this machine or to a cloud's metadata is refused, unless
 * the operator has named the host in PATCHBAY_ALLOWED_HOSTS or the connection is the sandbox's. Redirects aren't
 * followed. Any answer of the other side is a success here; fails with host-inward, host-slow, host-unreachable,
 * answer-too-large.
 */
export async function requestVendor(request: VendorRequest): Promise<Result<GuardedAnswer>> {
  const url = new URL(request.url);
  try {
    const { method, headers, body, timeoutMs, maxBytes, encoding, signal } = request;
    const inwardAllowed = request.simulated || isListedHost(url, config().allowedHosts);
    return succeed(
      await guardedRequest({
        url,
        method,
        headers,
        body,
        timeoutMs,
        maxBytes,
        encoding,
        signal,
        inwardAllowed,
      }),
    );
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    request.signal?.throwIfAborted();
    // A certificate that doesn't fit is in the reason; an inward host is someone who tries what is inside.
    log.warn(
      { vendor: request.vendor, host: url.host, fault: error.fault, ...reasonOf(error) },
      "a request to a vendor got no response",
    );
    return fail(problemOf(error, url.host, request));
  }
}

/** The system's code alone ("CERT_HAS_EXPIRED"): its words may hold addresses. */
function reasonOf({ cause }: RequestError): { reason?: string } {
  const code: unknown = typeof cause === "object" && cause !== null ? Reflect.get(cause, "code") : undefined;
  return typeof code === "string" ? { reason: code } : {};
}

/** Codes of a request that may have been carried out, although no answer of it came that can be read. */
export const lostAnswerCodes = ["host-slow", "host-unreachable", "answer-too-large"] as const;

/** A connection that was refused or broke off. What has no address, or another's certificate, stays so until it's corrected. */
const passingReasons = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EAI_AGAIN"],
  ...["EHOSTUNREACH", "ENETUNREACH", "ENETDOWN"],
]);

/** What was left of a longer time isn't a round number. */
function secondsOf(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 100)) / 10;
  return seconds === 1 ? "1 second" : `${seconds} seconds`;
}

function problemOf(error: RequestError, host: string, { vendor, timeoutMs }: VendorRequest): Problem {
  switch (error.fault) {
    case "inward":
      return {
        code: "host-inward",
        sentence: `The host ${host} resolves to an address in a private network, so nothing was sent to it.`,
        wayOut: `Enter the host that ${vendor} gave you. Your operator can allow others in PATCHBAY_ALLOWED_HOSTS.`,
      };
    case "timeout":
      return {
        code: "host-slow",
        isPassing: true,
        sentence: `${vendor} (${host}) didn't respond within ${secondsOf(timeoutMs)}.`,
        wayOut: `Try again. If it keeps failing, ask ${vendor} whether the service is available.`,
      };
    case "too-large":
      return {
        code: "answer-too-large",
        sentence: `${host} returned a response that is far larger than any ${vendor} response.`,
        wayOut: "Check the host against the one that the vendor gave you.",
      };
    case "unreachable":
      return {
        code: "host-unreachable",
        ...(passingReasons.has(reasonOf(error).reason ?? "") && { isPassing: true }),
        sentence: `Couldn't reach ${vendor} (${host}).`,
        wayOut:
          "Check the host against the one that the vendor gave you, and check that this network allows connections to it.",
      };
  }
}
