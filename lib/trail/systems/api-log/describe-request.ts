import type { Hop } from "@/lib/hops/hop";
import type { ContactId } from "@/lib/kernel/ids";
import type { Severity, TrailEvent } from "../../event";
import { severityOfStatus } from "../../http-status";
import type { AccessLogLine } from "./access-log-line";
import { apiRequest } from "./api-log-events";

const source = "api-access-log";

/**
 * How surely a request is this contact's: by an id, by the time at which its metadata was stored, as the only call that
 * went on then, or by API and time alone.
 */
export type Certainty = "tied" | "by-time" | "only-call" | "likely";

/** Pure: a request as an event. */
export function describeApiRequest(
  contactId: ContactId,
  line: AccessLogLine,
  certainty: Certainty,
): TrailEvent {
  const { status, latencyMs } = line;
  const words = outcomeOf(line, certainty);
  const reasons = [words.reason, ...(certainty === "tied" ? [] : [joinedBy[certainty]])];
  const detail = reasons.filter(Boolean).join(" ") || (latencyMs === undefined ? "" : `${latencyMs} ms`);
  return {
    id: `${source}:${line.requestId}`,
    at: new Date(line.at).toISOString(),
    ...(latencyMs !== undefined && { tookMs: latencyMs }),
    source,
    hop: words.hop,
    severity: words.severity,
    ...apiRequest.of({ status }),
    title: `${words.title} (${status})`,
    ...(detail && { detail }),
    contactId,
    ...(ties[certainty] && { tie: ties[certainty] }),
    raw: { ...line.raw, certainty },
  };
}

/** The function behind the API took the post. */
export function isServed(status: number): boolean {
  return severityOfStatus(status) === "good";
}

const ties: Partial<Record<Certainty, TrailEvent["tie"]>> = { "only-call": "only-call", likely: "none" };

const joinedBy: Record<Exclude<Certainty, "tied">, string> = {
  "by-time": "Matched by the time when the metadata was stored.",
  "only-call": "No other call was in progress at that time.",
  likely: "API Gateway isn't told which contact a post is for. This one is matched only by API and time.",
};

interface Outcome {
  hop: Hop;
  severity: Severity;
  title: string;
  reason?: string | undefined;
}

function outcomeOf({ status, reachedFunction, errorType }: AccessLogLine, certainty: Certainty): Outcome {
  const whose = certainty === "likely" ? "a post, possibly for another call" : "this call's post";
  if (isServed(status)) return { hop: "api", severity: "good", title: "The API accepted the post" };
  // A redirection, or a number that is no status: nobody's post is known to be in, and nobody's refused.
  if (severityOfStatus(status) === "unknown") {
    return {
      hop: "api",
      severity: "unknown",
      title: "The API gave the post an answer that is not known here",
    };
  }
  if (status === 401) {
    const reason = "It had no token, or one in the wrong format, so the authorizer wasn't called.";
    return { hop: "api", severity: "attention", title: `The API refused ${whose}`, reason };
  }
  if (status === 403) {
    const reason =
      errorType === undefined || errorType === "ACCESS_DENIED"
        ? "The token was wrong."
        : `API Gateway reports ${errorType}.`;
    return { hop: "api", severity: "attention", title: `The API refused ${whose}`, reason };
  }
  if (status === 429) {
    return {
      hop: "api",
      severity: "attention",
      title: `The API throttled ${whose}`,
      reason: "There were more requests than API Gateway allows at once.",
    };
  }
  // The store function knew the token to be right: what is wrong is behind the door.
  const hop = reachedFunction ? "store" : "api";
  const title = `The API couldn't process ${whose}`;
  return { hop, severity: certainty === "likely" ? "attention" : "bad", title, reason: behind[status] };
}

const behind: Record<number, string> = {
  400: "The function rejected the contact ID or the body.",
  413: "The body is larger than the function allows.",
  500: "The authorizer or the function failed.",
  502: "The function returned no response that API Gateway can pass on.",
  504: "The function timed out.",
};
