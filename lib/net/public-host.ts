import type { IncomingMessage } from "node:http";
import { isLoopback } from "@/lib/kernel/config-addresses";
import { beforeEachRequest, type ServerLike } from "@/lib/net/each-request";

/**
 * Lets every request have come to the configured address. Redirects, links and cookies are made from the Host header, which
 * is the caller's own word, also behind a proxy that hands it on: with another host in it a sign-in would lead there. The
 * names of this machine are one address: a cookie of localhost is none of 127.0.0.1.
 */
export function believePublicHostOnly(publicUrl: string, server?: ServerLike): void {
  const { host, hostname, protocol } = new URL(publicUrl);
  const isOwn = (name: string) =>
    name === host || (isLoopback(hostname) && isLoopback(name.replace(/:\d{1,5}$/, "")));
  beforeEachRequest("public-host", ({ headers }) => pin(headers, { host, protocol, isOwn }), server);
}

interface PublicHost {
  host: string;
  protocol: string;
  isOwn: (name: string) => boolean;
}

function pin(headers: IncomingMessage["headers"], { host, protocol, isOwn }: PublicHost): false {
  if (!isOwn((headers.host ?? "").toLowerCase())) headers.host = host;
  const forwarded = headers["x-forwarded-host"];
  if (forwarded !== undefined && (typeof forwarded !== "string" || !isOwn(forwarded.toLowerCase()))) {
    headers["x-forwarded-host"] = headers.host;
  }
  if (headers["x-forwarded-proto"] !== undefined) headers["x-forwarded-proto"] = protocol.replace(":", "");
  return false;
}
