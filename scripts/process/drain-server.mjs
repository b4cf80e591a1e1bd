import { setTimeout as pause } from "node:timers/promises";

const tickMs = 50;
/** A connection on which nothing was asked for this long (a browser's reserve) isn't waited for. */
const silentMs = 1_000;
/** Under a flood there is always another connection to take. */
const takeInWithinMs = 500;

/**
 * Ends an HTTP server without cutting anybody off: no new connections, each request in hand gets its whole answer, and
 * each answer says that its connection ends. Must be made before the first request.
 *
 * @param {import("node:http").Server} server
 */
export function makeDrain(server) {
  /** @type {Set<import("node:http").ServerResponse>} */
  const inHand = new Set();
  /** @type {Map<import("node:net").Socket, number>} when each connection was made */
  const connections = new Map();
  let made = 0;
  let isEnding = false;

  server.prependListener("request", (_request, response) => {
    inHand.add(response);
    if (isEnding) response.shouldKeepAlive = false;
    response.once("close", () => inHand.delete(response));
  });
  server.on("connection", (socket) => {
    made += 1;
    connections.set(socket, Date.now());
    socket.once("close", () => connections.delete(socket));
  });

  function dropSilent() {
    server.closeIdleConnections();
    for (const [socket, since] of connections) {
      if (socket.bytesRead === 0 && Date.now() - since > silentMs) socket.destroy();
    }
  }

  /**
   * A connection that the system has accepted and we haven't yet would be reset when the listening ends. The event loop
   * takes one or more in a turn, so after a turn without any, none is left but what came in that very moment. (Nothing
   * can rule that out: a load balancer that must lose none sends nothing more before this, see docs/operations.md.)
   */
  async function takeInTheAccepted() {
    const deadline = Date.now() + takeInWithinMs;
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    // To the end of the turn that we are during.
    await turn();
    for (let before = -1; before < made && Date.now() < deadline; ) {
      before = made;
      await turn();
    }
  }

  return {
    /** From now on each answer ends its connection, so that a proxy's kept connections go elsewhere one by one. */
    announce() {
      isEnding = true;
      for (const response of inHand) response.shouldKeepAlive = false;
    },

    /**
     * Takes no more connections, and resolves when the last one has ended, or when the time is up and the rest was cut.
     *
     * @param {number} withinMs
     * @returns {Promise<{ cut: number }>} how many requests were cut
     */
    async drain(withinMs) {
      this.announce();
      await takeInTheAccepted();
      const deadline = Date.now() + withinMs;
      server.close();
      for (; connections.size > 0 && Date.now() < deadline; await pause(tickMs)) dropSilent();
      const cut = inHand.size;
      server.closeAllConnections();
      return { cut };
    },
  };
}
