import type { RequestFault } from "../host-guard";
import { objectOf, parseObject, textOf } from "../plain-values";

/** Why ASAPP gave no usable answer: a code for the flow's branches, a sentence for people. Never ASAPP's own words. */
export interface AsappFault {
  reason: string;
  error: string;
  /** The HTTP status, when ASAPP answered. */
  statusCode?: number;
  /** ASAPP's error code: "400-03". */
  code?: string;
  /** The request ID that ASAPP's support asks for. */
  asappRequestId?: string;
}

const ofStatus: Record<number, [string, string]> = {
  401: ["unauthorized", "ASAPP does not accept the API credentials"],
  403: ["forbidden", "ASAPP does not allow this account to do that"],
  404: ["not-found", "ASAPP knows no such call transfer"],
  409: ["conflict", "ASAPP has this call transfer already"],
  429: ["rate-limited", "ASAPP is rate limiting requests"],
};

export function faultOfStatus(statusCode: number, text: string): AsappFault {
  const [reason, error] =
    ofStatus[statusCode] ??
    (statusCode >= 500
      ? ["unavailable", "ASAPP had a fault of its own"]
      : ["refused", "ASAPP rejected the request"]);
  const details = objectOf(parseObject(text)?.error);
  const code = safeId(details?.code);
  const asappRequestId = safeId(details?.requestId);
  return {
    reason,
    error: `${error} (${code || statusCode})`,
    statusCode,
    ...(code ? { code } : {}),
    ...(asappRequestId ? { asappRequestId } : {}),
  };
}

const ofRequest: Record<RequestFault, [string, string]> = {
  inward: ["host-inward", "ASAPP_API_HOST leads to an address inside a private network"],
  timeout: ["timeout", "ASAPP did not answer in time"],
  "too-large": ["malformed", "ASAPP gave an answer that is far too large"],
  unreachable: ["unreachable", "ASAPP cannot be reached"],
};

export function faultOfRequest(fault: RequestFault): AsappFault {
  const [reason, error] = ofRequest[fault];
  return { reason, error };
}

export const malformed: AsappFault = {
  reason: "malformed",
  error: "ASAPP gave an answer that is no JSON object",
};

/** It is used in a log and in a flow, so anything that isn't an ID is dropped. */
function safeId(value: unknown): string {
  return /^[\w.:-]{1,80}$/.test(textOf(value)) ? textOf(value) : "";
}
