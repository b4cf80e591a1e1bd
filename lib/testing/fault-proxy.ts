import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import {
  type AwsCallName,
  changesSomething,
  nameAwsCall,
  type WireProtocol,
} from "@/lib/testing/name-aws-call";

/**
 * What happens to one call. "Before" means that AWS never sees it, "after" that AWS does what it was asked and the
 * caller is not told.
 */
export type CallFault =
  /** The process that calls is killed (see `onKill`). */
  | { kind: "kill-before" | "kill-after" }
  /** The connection is reset. After the effect: the answer is lost. */
  | { kind: "reset-before" | "reset-after" }
  /** AWS's own fault, HTTP 500. After the effect: the answer lies. */
  | { kind: "error-before" | "error-after" }
  /** Held back after the effect; longer than the client's time-out, it is an answer lost. */
  | { kind: "delay"; milliseconds: number }
  /** Refusals: without any effect. */
  | { kind: "throttle" }
  | { kind: "deny" };

export interface ProxiedCall extends AwsCallName {
  /** Of this proxy, from 1. */
  number: number;
  /** "chime:CreateVoiceConnector", "iam:CreateRole my-role": the same in each run of the same deployment. */
  key: string;
  /** Whether it may change something in the account. */
  changes: boolean;
  /** The calling process: what it has as AWS_SDK_UA_APP_ID; "" for those without. */
  who: string;
  body: Buffer;
  /** Milliseconds, as performance.now() counts. */
  startedAt: number;
  endedAt?: number;
  /** What AWS answered, whatever the caller was told. Absent when AWS never saw it. */
  status?: number;
}

/** Stands between the console and the account, names each call, and lets chosen ones go wrong. */
export interface FaultProxy {
  /** What the console takes as the sandbox's address (PATCHBAY_SANDBOX_URL). */
  url: string;
  calls: ProxiedCall[];
  /** Asked at each call; undefined lets it pass. */
  decide: ((call: ProxiedCall) => CallFault | undefined) | undefined;
  /** Kills a calling process, by the name it has in `who`. */
  onKill(who: string): void;
  /** Forgets the calls so far and lets everything pass. */
  reset(): void;
  stop(): Promise<void>;
}

/**
 * @param target address of the account behind, without a trailing slash; asked at each call, as a sandbox may move
 */
export async function startFaultProxy(target: () => string): Promise<FaultProxy> {
  const server = createServer((incoming, answer) => {
    pass(incoming, answer).catch(() => answer.destroy());
  });
  const proxy: FaultProxy = {
    url: "",
    calls: [],
    decide: undefined,
    onKill: () => undefined,
    reset() {
      proxy.calls.length = 0;
      proxy.decide = undefined;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  let count = 0;

  async function pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await readAll(incoming);
    if (incoming.url?.startsWith("/_sandbox/")) {
      // No call of AWS's: the sandbox's own routes.
      const theirs = await forward(new URL(target()), incoming, body);
      answer.writeHead(theirs.status, theirs.headers);
      return void answer.end(theirs.body);
    }
    const name = nameAwsCall(incoming, body);
    count += 1;
    const call: ProxiedCall = {
      ...name,
      number: count,
      key: `${name.service}:${name.operation}${name.hint === "" ? "" : ` ${name.hint}`}`,
      changes: changesSomething(name),
      who: whoCalls(incoming.headers),
      body,
      startedAt: performance.now(),
    };
    proxy.calls.push(call);
    const fault = proxy.decide?.(call);
    const drop = () => incoming.socket.destroy();
    switch (fault?.kind) {
      case "kill-before":
        proxy.onKill(call.who);
        return void drop();
      case "reset-before":
        return void drop();
      case "error-before":
      case "throttle":
      case "deny":
        return writeFault(answer, call, fault.kind);
      case "kill-after":
      case "reset-after":
      case "error-after":
      case "delay":
      case undefined:
        break;
    }
    const theirs = await forward(new URL(target()), incoming, body);
    call.status = theirs.status;
    call.endedAt = performance.now();
    if (fault?.kind === "kill-after") proxy.onKill(call.who);
    if (fault?.kind === "kill-after" || fault?.kind === "reset-after") return void drop();
    if (fault?.kind === "error-after") return writeFault(answer, call, fault.kind);
    if (fault?.kind === "delay") await pause(fault.milliseconds, undefined, { ref: false });
    if (answer.destroyed) return;
    answer.writeHead(theirs.status, theirs.headers);
    answer.end(theirs.body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Longer than the SDK keeps an idle connection: none is reset but those that are meant to be.
  server.keepAliveTimeout = 60_000;
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

/** Lets the first `times` calls of a key go wrong, and no other. Returns how often that has happened. */
export function failCalls(proxy: FaultProxy, key: string, fault: CallFault, times = 1): () => number {
  let met = 0;
  proxy.decide = (call) => {
    if (call.key !== key || met >= times) return undefined;
    met += 1;
    return fault;
  };
  return () => met;
}

function whoCalls(headers: IncomingHttpHeaders): string {
  const agents = `${headers["user-agent"] ?? ""} ${headers["x-amz-user-agent"] ?? ""}`;
  return /\bapp\/(\S+)/.exec(agents)?.[1] ?? "";
}

async function readAll(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function forward(target: URL, { method, url, headers }: IncomingMessage, body: Buffer) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    const { hostname: host, port } = target;
    const out = request({ host, port, method, path: url, headers }, (back) => {
      readAll(back).then((read) => {
        // Whole by now: its length is said anew.
        const { "transfer-encoding": _, ...rest } = back.headers;
        resolve({ status: back.statusCode ?? 502, headers: rest, body: read });
      }, reject);
    });
    out.on("error", reject);
    out.end(body);
  });
}

interface FaultWords {
  status: number;
  /** The error's name, where services differ. */
  name(service: string, protocol: WireProtocol): string;
  message: string;
}

const throttleNames: Record<string, string> = {
  apigateway: "TooManyRequestsException",
  chime: "ThrottledClientException",
  connect: "ThrottlingException",
  iam: "Throttling",
  lambda: "TooManyRequestsException",
  servicequotas: "TooManyRequestsException",
};

/** Errors in each service's own words. */
function wordsOf(kind: "error-before" | "error-after" | "throttle" | "deny", call: AwsCallName): FaultWords {
  switch (kind) {
    case "error-before":
    case "error-after":
      return {
        status: 500,
        name: (_, protocol) => (protocol === "query" ? "InternalFailure" : "InternalServiceException"),
        message: "An internal error occurred.",
      };
    case "throttle":
      return {
        status: 429,
        name: (service) => throttleNames[service] ?? "ThrottlingException",
        message: "Rate exceeded",
      };
    case "deny":
      return {
        status: 403,
        name: (_, protocol) => (protocol === "query" ? "AccessDenied" : "AccessDeniedException"),
        message: `User: arn:aws:iam::123456789012:user/x is not authorized to perform: ${call.service}:${call.operation} on resource: * because no identity-based policy allows the ${call.service}:${call.operation} action`,
      };
  }
}

function writeFault(
  answer: ServerResponse,
  call: ProxiedCall,
  kind: "error-before" | "error-after" | "throttle" | "deny",
): void {
  const words = wordsOf(kind, call);
  const name = words.name(call.service, call.protocol);
  call.endedAt = performance.now();
  if (answer.destroyed) return;
  switch (call.protocol) {
    case "query": {
      const side = words.status >= 500 ? "Receiver" : "Sender";
      // The Query protocols say 400 where others say 429.
      answer.writeHead(words.status === 429 ? 400 : words.status, { "content-type": "text/xml" });
      answer.end(
        `<ErrorResponse><Error><Type>${side}</Type><Code>${name}</Code><Message>${words.message}</Message></Error><RequestId>fault</RequestId></ErrorResponse>`,
      );
      return;
    }
    case "json":
      // These know 400 and 500 only.
      answer.writeHead(words.status >= 500 ? 500 : 400, { "content-type": "application/x-amz-json-1.0" });
      answer.end(JSON.stringify({ __type: name, message: words.message, Message: words.message }));
      return;
    case "rest-json":
      answer.writeHead(words.status, { "content-type": "application/json", "x-amzn-errortype": name });
      answer.end(JSON.stringify({ message: words.message, Message: words.message }));
      return;
  }
}
