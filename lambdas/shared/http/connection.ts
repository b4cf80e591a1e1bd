import { connect as connectPlain, isIP, Socket } from "node:net";
import { connect as connectSecure } from "node:tls";
import { type GuardedHost, guardedLookup, hostOf, isInwardLiteral, RequestError } from "../host-guard";
import { type HttpResponse, ResponseReader, type ResponseReading } from "./response-reader";

export interface Post {
  url: URL;
  /** In addition to host, content-length, and connection. */
  headers: Record<string, string>;
  body: string;
  /** For the whole exchange, from now on. */
  timeoutMs: number;
  /** The connection may carry another exchange afterwards. */
  keepAlive: boolean;
}

interface Exchange {
  resolve(response: HttpResponse): void;
  reject(error: RequestError): void;
  timer: NodeJS.Timeout;
  keepAlive: boolean;
  reader: ResponseReader;
}

/** Until the event loop has looked at all connections: the first turn may have begun already, the second is a whole one. */
export function untilLooked(): Promise<void> {
  return new Promise((resolve) => setImmediate(setImmediate, resolve));
}

/**
 * One connection for POST requests, one at a time, which is opened at once: name, connection, and TLS handshake are done by
 * the time they are needed. It goes to exactly the addresses that were checked. Redirects are returned and not followed.
 *
 * Node's own client does the same with more work, most of it before the request leaves
 * (docs/decisions/functions-own-http.md).
 */
export class Connection {
  readonly #socket: Socket;
  #isReady = false;
  /** Until the connection is ready. */
  #unsent: string | undefined;
  #exchange: Exchange | undefined;
  #hasHeard = false;
  #failure: RequestError | undefined;

  constructor(host: GuardedHost) {
    const isSecure = host.url.protocol === "https:";
    if (isInwardLiteral(host)) this.#failure = new RequestError("inward");
    this.#socket = this.#failure ? new Socket().destroy() : open(host, isSecure);
    this.#socket
      .on(isSecure ? "secureConnect" : "connect", () => this.#flush())
      .on("data", (chunk: Buffer) => this.#take(chunk))
      .on("end", () => this.#take())
      .on("error", (error) => this.#fail(error))
      .on("close", () => this.#exchange && this.#fail());
  }

  /** It hasn't failed, and isn't known to be closed. */
  get isOpen(): boolean {
    return !this.#socket.destroyed;
  }

  /** Whether any byte came since the last request. */
  get hasHeard(): boolean {
    return this.#hasHeard;
  }

  /**
   * Whether a request can be sent over it. Asks the system: what came meanwhile, the other side's end or bytes that a request
   * would take for its answer, closes it.
   */
  async isUsable(): Promise<boolean> {
    this.#socket.ref();
    if (this.isOpen) await untilLooked();
    return this.isOpen && !this.#exchange;
  }

  /** Any response is returned; throws RequestError, after which it is closed. Nothing is ever sent twice. */
  async post({ url, headers, body, timeoutMs, keepAlive }: Post): Promise<HttpResponse> {
    if (!this.isOpen || this.#exchange) throw this.#failure ?? new RequestError("unreachable");
    const text = formatRequest(url, headers, body, keepAlive);
    if (text === undefined) throw this.#fail();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(new RequestError("timeout")), timeoutMs);
      this.#exchange = { resolve, reject, timer, keepAlive, reader: new ResponseReader() };
      this.#hasHeard = false;
      this.#unsent = text;
      if (this.#isReady) this.#flush();
    });
  }

  /** The process may end, or wait for something else, while it is kept. */
  keep(): void {
    this.#socket.unref();
  }

  close(): void {
    this.#socket.destroy();
  }

  #flush(): void {
    this.#isReady = true;
    if (this.#unsent !== undefined) this.#socket.write(this.#unsent);
    this.#unsent = undefined;
  }

  /** undefined: the other side's end. */
  #take(piece?: Buffer): void {
    if (piece) this.#hasHeard = true;
    // What answers nothing: whatever comes after it couldn't be told from an answer.
    if (!this.#exchange || this.#unsent !== undefined) this.#fail();
    else this.#act(this.#exchange, piece ? this.#exchange.reader.take(piece) : this.#exchange.reader.end());
  }

  #act({ resolve, timer, keepAlive }: Exchange, reading: ResponseReading): void {
    if (reading.state === "malformed") this.#fail();
    else if (reading.state === "too-large") this.#fail(new RequestError("too-large"));
    else if (reading.state === "whole") {
      clearTimeout(timer);
      this.#exchange = undefined;
      // Answered before all of the request had left: the rest would be the beginning of the next.
      if (!keepAlive || !reading.reusable || this.#socket.writableLength > 0) this.close();
      resolve(reading.response);
    }
  }

  #fail(cause?: Error): RequestError {
    this.#failure ??= cause instanceof RequestError ? cause : new RequestError("unreachable", { cause });
    this.close();
    if (this.#exchange) {
      clearTimeout(this.#exchange.timer);
      this.#exchange.reject(this.#failure);
      this.#exchange = undefined;
    }
    return this.#failure;
  }
}

function open(guarded: GuardedHost, isSecure: boolean): Socket {
  const { url } = guarded;
  const host = hostOf(url);
  const to = {
    host,
    port: Number(url.port || (isSecure ? 443 : 80)),
    lookup: guardedLookup(guarded),
    noDelay: true,
  };
  if (!isSecure) return connectPlain(to);
  return connectSecure({ ...to, servername: isIP(host) === 0 ? host : "", ALPNProtocols: ["http/1.1"] });
}

const oneLine = /^[\w-]+: [\t\x20-\x7e]*$/;

/** As one text, which leaves in one write; undefined for a header that would be more than one line. */
function formatRequest(
  url: URL,
  headers: Record<string, string>,
  body: string,
  keepAlive: boolean,
): string | undefined {
  let head = `POST ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\n`;
  for (const name in headers) {
    const field = `${name}: ${headers[name]}`;
    if (!oneLine.test(field)) return undefined;
    head += `${field}\r\n`;
  }
  const connection = keepAlive ? "keep-alive" : "close";
  return `${head}content-length: ${Buffer.byteLength(body)}\r\nconnection: ${connection}\r\n\r\n${body}`;
}
