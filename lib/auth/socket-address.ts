import { Server } from "node:http";

const patched = Symbol.for("patchbay.socket-address");

/**
 * Makes every request of this process say in X-Forwarded-For what its socket says, and nothing that the caller wrote: Next
 * keeps a caller's header as it is, and with it anybody could choose the address that the rate limit and the audit see. A
 * console behind a proxy, whose word is better than the socket's, is told so (PATCHBAY_TRUST_PROXY) and does not call this.
 */
export function believeSocketsOnly(server: { emit: typeof Server.prototype.emit } = Server.prototype): void {
  if (Reflect.has(server, patched)) return;
  Reflect.set(server, patched, true);
  const emit = server.emit;
  server.emit = function emitWithSocketAddress(this: Server, event: string | symbol, ...rest: unknown[]) {
    if (event === "request") overwrite(rest[0]);
    return Reflect.apply(emit, this, [event, ...rest]);
  };
}

interface Incoming {
  headers: Record<string, string | string[] | undefined>;
  socket: { remoteAddress?: string | undefined };
}

function overwrite(request: unknown): void {
  const { headers, socket } = request as Incoming;
  // Also the forwarded host and protocol: they are a proxy's to say.
  for (const name of Object.keys(headers)) {
    if (name.startsWith("x-forwarded-") || name === "forwarded") delete headers[name];
  }
  // An IPv4 caller of a server that listens on both shows as ::ffff:192.0.2.1.
  headers["x-forwarded-for"] = (socket.remoteAddress ?? "").replace(/^::ffff:(?=\d+\.)/, "");
}
