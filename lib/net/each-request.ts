import { type IncomingMessage, Server, type ServerResponse } from "node:http";

export type ServerLike = { emit: typeof Server.prototype.emit };
/** Returns true when it has answered: then no one else sees the request. */
type Act = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Has something done with every request of this process before Next sees it, whatever it is for: a screen, a route, a
 * file. Twice under the same name does it once.
 */
export function beforeEachRequest(name: string, act: Act, server: ServerLike = Server.prototype): void {
  const mark = Symbol.for(`patchbay.${name}`);
  if (Reflect.has(server, mark)) return;
  Reflect.set(server, mark, true);
  const emit = server.emit;
  server.emit = function emitAfter(this: Server, event: string | symbol, ...rest: unknown[]) {
    if (event === "request" && act(rest[0] as IncomingMessage, rest[1] as ServerResponse)) return true;
    return Reflect.apply(emit, this, [event, ...rest]);
  };
}
