import { parseLine } from "../../filter-log-events";

/** One request to the API, as its stage's access log has it. */
export interface AccessLogLine {
  requestId: string;
  /** Milliseconds since the epoch. */
  at: number;
  status: number;
  method: string;
  path: string;
  /** API Gateway's name for its own refusal: "UNAUTHORIZED", "ACCESS_DENIED". */
  errorType?: string;
  /** Milliseconds until the whole answer was out. */
  latencyMs?: number;
  /** Whether the function behind the API was called. */
  reachedFunction: boolean;
  authorizerRequestId?: string;
  /** The line itself. */
  raw: Record<string, unknown>;
}

/** undefined for what is no line of ours. A dash stands where API Gateway knew nothing. Pure. */
export function parseAccessLogLine(line: { at: number; message: string }): AccessLogLine | undefined {
  const raw = parseLine(line.message);
  if (!raw) return undefined;
  const text = (key: string) => {
    const value = raw[key];
    return typeof value === "number"
      ? String(value)
      : typeof value === "string" && value !== "-"
        ? value
        : "";
  };
  const number = (key: string) => (/^\d+(\.\d+)?$/.test(text(key)) ? Number(text(key)) : undefined);
  const status = number("status");
  const requestId = text("requestId");
  if (requestId === "" || status === undefined) return undefined;
  const latencyMs = number("responseLatency");
  return {
    requestId,
    at: number("requestTimeEpoch") ?? line.at,
    status,
    method: text("httpMethod"),
    path: text("resourcePath"),
    ...(text("errorType") && { errorType: text("errorType") }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    reachedFunction: text("integrationStatus") !== "" || text("integrationLatency") !== "",
    ...(text("authorizerRequestId") && { authorizerRequestId: text("authorizerRequestId") }),
    raw,
  };
}
