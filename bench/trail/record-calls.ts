import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { performance } from "node:perf_hooks";
import type { RecordedCall } from "./recorded-call";

type Request = typeof http.request;
const maxReplayMs = 30_000;

/** Where calls are recorded; undefined while nothing records. */
let active: RecordedCall[] | undefined;
const plain = http.request;
// In place from the start, because the AWS SDK keeps the function that it uses for its first call.
http.request = ((...given: Parameters<Request>) => {
  const calls = active;
  const startedMs = performance.now();
  const request = plain(...given);
  if (calls) watch(request, startedMs, (call) => calls.push({ index: calls.length, ...call }));
  return request;
}) as Request;
// For modules that imported the function by name.
syncBuiltinESMExports();

/**
 * Records every HTTP request that this process sends until `stop` is called, where Node sends it: the AWS SDK's and those
 * to vendors alike, including retries, each from its start until the last byte of its answer. The console has no code for
 * it. Only plain HTTP, as the sandbox uses. One recording at a time; import this file before anything that sends.
 */
export function recordCalls(): { calls: RecordedCall[]; stop: () => void } {
  const calls: RecordedCall[] = [];
  active = calls;
  return {
    calls,
    stop() {
      active = undefined;
      calls.sort((one, other) => one.startedMs - other.startedMs);
      for (const [index, call] of calls.entries()) call.index = index;
    },
  };
}

function watch(
  request: ClientRequest,
  startedMs: number,
  add: (call: Omit<RecordedCall, "index">) => void,
): void {
  const body: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) body.push(Buffer.from(chunk));
  };
  const [write, end] = [request.write.bind(request), request.end.bind(request)];
  request.write = ((...given: Parameters<typeof write>) => {
    keep(given[0]);
    return write(...given);
  }) as typeof request.write;
  request.end = ((...given: Parameters<typeof end>) => {
    keep(given[0]);
    return end(...given);
  }) as typeof request.end;
  request.once("response", (response: IncomingMessage) => {
    const answer: Buffer[] = [];
    // Observed where it is passed on: a listener would start the answer's flow before anything reads it.
    const emit = response.emit.bind(response);
    response.emit = (event: string | symbol, ...given: unknown[]) => {
      if (event === "data" && given[0] instanceof Uint8Array) answer.push(Buffer.from(given[0]));
      if (event === "end") {
        const endedMs = performance.now();
        const sent = Buffer.concat(body);
        add({
          name: nameOf(request),
          asked: `${request.path} ${sent.toString("utf8")}`,
          answered: Buffer.concat(answer).toString("utf8"),
          startedMs,
          endedMs,
          again: () => sendAgain(request, sent),
        });
      }
      return emit(event, ...given);
    };
  });
}

function nameOf(request: ClientRequest): string {
  const target = request.getHeader("x-amz-target");
  return typeof target === "string"
    ? (target.split(".").at(-1) ?? target)
    : `${request.method} ${request.path.split("?")[0]}`;
}

/** On a kept-alive connection, as the SDK's are. */
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function sendAgain(original: ClientRequest, body: Buffer): Promise<void> {
  const options: RequestOptions = {
    host: original.host,
    port: original.socket?.remotePort ?? Number(new URL(`http://${original.getHeader("host")}`).port),
    method: original.method,
    path: original.path,
    headers: original.getHeaders(),
    agent,
    timeout: maxReplayMs,
  };
  return new Promise((resolve, reject) => {
    const request = plain(options, (response) => {
      response.on("end", resolve).on("error", reject).resume();
    });
    request.on("error", reject).end(body);
  });
}
