import type { ServerResponse } from "node:http";
import { beforeEachRequest, type ServerLike } from "@/lib/net/each-request";

/**
 * A year: browsers then come over https alone, also when an address without it is typed. Subdomains too: one that
 * answers over http could set cookies for this host.
 */
const strictTransport = "max-age=31536000; includeSubDomains";

/** What every answer says unless it says it itself. Screens bring a content security policy of their own (proxy.ts). */
function headersOf(isHttps: boolean): Record<string, string> {
  return {
    // Nothing is kept by a browser or a proxy unless its route or Next says so: files that never change do.
    "cache-control": "no-store",
    "content-security-policy":
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    ...(isHttps ? { "strict-transport-security": strictTransport } : {}),
  };
}

/**
 * Gives every answer of this process the security headers: screens, routes, files, redirects, and what Next answers by
 * itself when something isn't found or fails. They are put in at the last moment, so that none is sent twice.
 */
export function sendSecurityHeaders({ isHttps }: { isHttps: boolean }, server?: ServerLike): void {
  const all = Object.entries(headersOf(isHttps));
  beforeEachRequest(
    "security-headers",
    (_request, response) => {
      completeBeforeSending(response, all);
      return false;
    },
    server,
  );
}

function completeBeforeSending(response: ServerResponse, all: [string, string][]): void {
  const writeHead = response.writeHead;
  response.writeHead = function writeCompleteHead(this: ServerResponse, ...given: unknown[]) {
    const own = namesIn(given.at(-1));
    for (const [name, value] of all) {
      if (!this.hasHeader(name) && !own.has(name)) this.setHeader(name, value);
    }
    return Reflect.apply(writeHead, this, given);
  };
}

/** Headers may also come with the call: as an object, or as a list of names and values. */
function namesIn(given: unknown): Set<string> {
  if (typeof given !== "object" || given === null) return new Set();
  const names = Array.isArray(given)
    ? given.flatMap((each, index) => (Array.isArray(each) ? [each[0]] : index % 2 === 0 ? [each] : []))
    : Object.keys(given);
  return new Set(names.map((name) => String(name).toLowerCase()));
}
