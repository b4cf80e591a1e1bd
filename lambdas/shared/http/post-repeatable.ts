import { RequestError } from "../host-guard";
import { Connection, type Post } from "./connection";
import type { HttpResponse } from "./response-reader";

/** Sending it twice must do no harm. */
export interface RepeatablePost extends Omit<Post, "keepAlive"> {
  inwardAllowed: boolean;
}

/** Between calls, by origin and whether that may be a private address; absent while it is used. */
const kept = new Map<string, { connection: Connection; sinceMs: number }>();
/** Idle connections are closed by servers, and forgotten without a word by what is between, also while Lambda is frozen. */
const maxIdleMs = 30_000;

/**
 * Posts over the connection that was kept from the last request, or a new one, and keeps it. When the kept one is closed, or
 * says nothing for half of the time, the request is sent once more over a new one, within the same time. Any response is
 * returned; throws RequestError.
 */
export async function postRepeatable({ inwardAllowed, ...request }: RepeatablePost): Promise<HttpResponse> {
  const { url, timeoutMs } = request;
  const deadline = Date.now() + timeoutMs;
  const to = `${url.origin} ${inwardAllowed}`;
  const send = (connection: Connection) =>
    connection.post({ ...request, timeoutMs: Math.max(1, deadline - Date.now()), keepAlive: true });
  const open = () => new Connection({ url, inwardAllowed });

  const used = await takeKept(to);
  if (!used) {
    const connection = open();
    const response = await send(connection);
    keep(to, connection);
    return response;
  }
  const first = send(used);
  if (await isAnswered(used, first, timeoutMs / 2)) {
    const response = await first;
    keep(to, used);
    return response;
  }
  const another = open();
  // One that is only slow may still answer.
  const answers = [
    first.then((response) => ({ connection: used, response: refuseIdle(response) })),
    send(another).then((response) => ({ connection: another, response })),
  ];
  const { connection, response } = await Promise.any(answers).catch(({ errors }: AggregateError) => {
    used.close();
    throw errors[1];
  });
  (connection === used ? another : used).close();
  keep(to, connection);
  return response;
}

/** Whether a response over a kept connection has at least begun after this time. */
function isAnswered(used: Connection, first: Promise<HttpResponse>, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(used.hasHeard), withinMs);
    const settle = (isAnswer: boolean) => {
      clearTimeout(timer);
      resolve(isAnswer);
    };
    first.then(
      (response) => settle(!isOfIdle(response)),
      () => settle(used.hasHeard),
    );
  });
}

/** Sent before the connection was closed because no request came: it is no answer to one that crossed it. */
function isOfIdle({ status }: HttpResponse): boolean {
  return status === 408;
}

function refuseIdle(response: HttpResponse): HttpResponse {
  if (isOfIdle(response)) throw new RequestError("unreachable");
  return response;
}

async function takeKept(to: string): Promise<Connection | undefined> {
  const found = kept.get(to);
  kept.delete(to);
  if (!found) return undefined;
  const { connection, sinceMs } = found;
  const idleMs = Date.now() - sinceMs;
  if (idleMs >= 0 && idleMs <= maxIdleMs && (await connection.isUsable())) return connection;
  connection.close();
  return undefined;
}

function keep(to: string, connection: Connection): void {
  if (!connection.isOpen) return;
  kept.get(to)?.connection.close();
  connection.keep();
  kept.set(to, { connection, sinceMs: Date.now() });
}
