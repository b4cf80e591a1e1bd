import type { IncomingMessage } from "node:http";
import { beforeEachRequest, type ServerLike } from "@/lib/net/each-request";

/**
 * Makes every request of this process say in X-Forwarded-For what its socket says, and nothing that the caller wrote:
 * Next keeps a caller's header as it is, and with it anyone could choose the address that the rate limit and the audit
 * log log see. A console behind a proxy, whose word is better than the socket's, is told so (PATCHBAY_TRUST_PROXY) and
 * doesn't call this.
 */
export function believeSocketsOnly(server?: ServerLike): void {
  beforeEachRequest("socket-address", overwrite, server);
}

function overwrite({ headers, socket }: IncomingMessage): false {
  // Also the forwarded host and protocol: they are a proxy's to say.
  for (const name of Object.keys(headers)) {
    if (name.startsWith("x-forwarded-") || name === "forwarded") delete headers[name];
  }
  // An IPv4 caller of a server that listens on both shows as ::ffff:192.0.2.1.
  headers["x-forwarded-for"] = (socket.remoteAddress ?? "").replace(/^::ffff:(?=\d+\.)/, "");
  return false;
}
