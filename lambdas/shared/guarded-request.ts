import { lookup as resolveHost } from "node:dns";
import { type Agent, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isInwardAddress } from "./inward-address";

/** inward: the host leads into a network of one's own. The others say themselves. */
export type RequestFault = "inward" | "timeout" | "too-large" | "unreachable";

/** A request that came to no answer. Its message is the fault alone: the system's own words may hold addresses. */
export class RequestError extends Error {
  readonly fault: RequestFault;
  constructor(fault: RequestFault, options?: ErrorOptions) {
    super(fault, options);
    this.name = "RequestError";
    this.fault = fault;
  }
}

export interface GuardedRequest {
  url: URL;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string | undefined;
  /** For all of it: name, connection, answer. */
  timeoutMs: number;
  /** Only for a host that the operator has named. */
  inwardAllowed: boolean;
  signal?: AbortSignal | undefined;
  /** Keeps connections open between requests; without it each request has its own. */
  agent?: Agent | undefined;
  /** How names become addresses; the system's own way when absent. */
  resolve?: typeof resolveHost | undefined;
}

export interface GuardedAnswer {
  status: number;
  text: string;
}

/** Answers of vendors' APIs have some kilobytes; one that never ends must not fill the memory. */
const largestAnswerBytes = 1024 * 1024;

/**
 * One HTTP request, whose connection goes to the very addresses that were looked at: a name that resolves anew between
 * the look and the connection changes nothing. Redirects are answers and are not followed. Without an agent it has a
 * connection of its own: one kept open may be dead after Lambda has slept, and not every request can be sent a second
 * time to find out. Throws RequestError.
 */
export function guardedRequest(options: GuardedRequest): Promise<GuardedAnswer> {
  const { url, method, headers, body, timeoutMs, inwardAllowed } = options;
  // An address in place of a name is not looked up, so the look has to happen here.
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (!inwardAllowed && isIP(literal) !== 0 && isInwardAddress(literal))
    return Promise.reject(new RequestError("inward"));
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
        agent: options.agent ?? false,
        signal,
        lookup: inwardAllowed ? undefined : lookOnlyOutward(options.resolve ?? resolveHost),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > largestAnswerBytes) response.destroy(new RequestError("too-large"));
          else chunks.push(chunk);
        });
        response.on("error", fail);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
        );
      },
    );
    request.on("error", fail);
    request.end(body);
  });
}

/** One inward address among several is enough to refuse the name: which of them is taken is not ours to say. */
function lookOnlyOutward(resolve: typeof resolveHost): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error) callback(error, "");
      else if (!first) callback(new RequestError("unreachable"), "");
      else if (addresses.some(({ address }) => isInwardAddress(address)))
        callback(new RequestError("inward"), "");
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function toRequestError(error: unknown, timeout: AbortSignal): RequestError {
  if (error instanceof RequestError) return error;
  return new RequestError(timeout.aborted ? "timeout" : "unreachable", { cause: error });
}
