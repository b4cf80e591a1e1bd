import { beforeEachRequest, type ServerLike } from "@/lib/net/each-request";

/** What proxy.ts tells screens and actions, and no one else may. */
const own = ["x-patchbay-path", "x-patchbay-frames", "x-nonce"];

/**
 * Drops what a caller writes into our own headers. proxy.ts overwrites them, but doesn't see requests of routes: a
 * script that sends them would keep a session from ever lying idle.
 */
export function dropOwnHeaders(server?: ServerLike): void {
  beforeEachRequest(
    "own-headers",
    ({ headers }) => {
      for (const name of own) delete headers[name];
      return false;
    },
    server,
  );
}
