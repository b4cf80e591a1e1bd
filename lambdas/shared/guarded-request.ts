import { type IncomingHttpHeaders, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { type GuardedHost, guardedLookup, isInwardLiteral, RequestError } from "./host-guard";

export type RequestMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface GuardedRequest extends GuardedHost {
  method: RequestMethod;
  headers: Record<string, string>;
  body?: string | undefined;
  /** For the whole request: name, connection, answer. */
  timeoutMs: number;
  /** The largest answer that is read; one megabyte when absent. */
  maxBytes?: number | undefined;
  /** How its bytes become text; "latin1" for a file: `Buffer.from(text, "latin1")` gives the bytes back. UTF-8 when absent. */
  encoding?: "utf8" | "latin1" | undefined;
  signal?: AbortSignal | undefined;
}

export interface GuardedAnswer {
  status: number;
  text: string;
  /** Names in lower case. */
  headers: IncomingHttpHeaders;
}

/** Answers of vendors' APIs have a few kilobytes; one that never ends must not fill the memory. */
const usualMaxBytes = 1024 * 1024;

/**
 * One HTTP request, whose connection goes to exactly the addresses that were checked: a name that resolves differently
 * in between changes nothing. Redirects are returned and not followed. It has a connection of its own: a kept-alive one
 * may be closed after Lambda was frozen, and not every request can be sent a second time. Throws RequestError.
 */
export function guardedRequest(options: GuardedRequest): Promise<GuardedAnswer> {
  const { url, method, headers, body, timeoutMs } = options;
  if (isInwardLiteral(options)) return Promise.reject(new RequestError("inward"));
  const timeout = AbortSignal.timeout(Math.max(1, timeoutMs));
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(toRequestError(error, timeout));
    const request = send(
      url,
      {
        method,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
        },
        agent: false,
        signal,
        lookup: guardedLookup(options),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > (options.maxBytes ?? usualMaxBytes)) response.destroy(new RequestError("too-large"));
          else chunks.push(chunk);
        });
        response.on("error", fail);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString(options.encoding ?? "utf8"),
            headers: response.headers,
          }),
        );
      },
    );
    request.on("error", fail);
    request.end(body);
  });
}

function toRequestError(error: unknown, timeout: AbortSignal): RequestError {
  if (error instanceof RequestError) return error;
  return new RequestError(timeout.aborted ? "timeout" : "unreachable", { cause: error });
}
