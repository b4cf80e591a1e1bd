import { type IncomingMessage, Server, type ServerResponse } from "node:http";

export type ServerLike = { emit: typeof Server.prototype.emit };
type Act = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Has something done with every request of this process before Next sees it, whatever it is for: a screen, a route, a file.
 * Twice under the same name does it once.
 */
export function beforeEachRequest(name: string, act: Act, server: ServerLike = Server.prototype): void {
  const mark = Symbol.for(`patchbay.${name}`);
  if (Reflect.has(server, mark)) return;
  Reflect.set(server, mark, true);
  const emit = server.emit;
  server.emit = function emitAfter(this: Server, event: string | symbol, ...rest: unknown[]) {
    if (event === "request") act(rest[0] as IncomingMessage, rest[1] as ServerResponse);
    return Reflect.apply(emit, this, [event, ...rest]);
  };
}
