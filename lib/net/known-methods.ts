import { beforeEachRequest, type ServerLike } from "@/lib/net/each-request";

/** All that screens, actions and routes take. OPTIONS is what some load balancers ask with. */
const known: readonly string[] = ["GET", "HEAD", "POST", "OPTIONS"];

/**
 * Refuses every other method before Next sees it. Next draws a screen for any method, and fails with a stack in the log
 * on TRACE. Call it last: what is put around a request first, sees it last.
 */
export function refuseOtherMethods(server?: ServerLike): void {
  beforeEachRequest(
    "known-methods",
    ({ method }, response) => {
      if (known.includes(method ?? "")) return false;
      // The body isn't read, so the connection is of no more use.
      response.writeHead(405, { allow: known.join(", "), connection: "close" }).end();
      return true;
    },
    server,
  );
}
