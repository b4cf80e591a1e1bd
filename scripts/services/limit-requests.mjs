import { createHash } from "node:crypto";

// What a request may cost before anyone knows who sends it: bytes of a body, and requests at the same time of one
// session. It stands before Next, so it holds for every address, also for one that doesn't exist.

export const usualBodyBytes = 64 * 1024;
/** A flow's file, as text in a form, or a softphone's log. Next takes 1 MB of an action. */
const fileBodyBytes = 1_100_000;
const pathsWithFiles = [/^\/[^/]+\/flows(\/|$)/, /^\/[^/]+\/agent$/];

/** A browser opens six at a time over HTTP/1.1; behind a proxy with HTTP/2 it may be many more. */
export const maxRequestsOfOneSession = 100;
/**
 * The console counts a person's streams again, over their sessions. Here the next one costs no look into the database.
 */
export const maxStreamsOfOneSession = 20;
const streams = /^\/api\/[^?]+\/(events|export)(\?|$)/;

/** As lib/access/auth/cookies.ts names it (a test holds them together). */
const sessionCookie = /(?:^|;\s*)(?:__Host-)?next-auth\.session-token(?:\.0)?=([^;]+)/;

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/** @param {string | undefined} address */
export function bodyLimitOf(address) {
  const path = (address ?? "/").split("?", 1)[0] ?? "/";
  return pathsWithFiles.some((pattern) => pattern.test(path)) ? fileBodyBytes : usualBodyBytes;
}

/**
 * Hands a request on once its whole body is there and small enough. It counts bytes, so that a body without a length,
 * or with a wrong one, is bounded as well. What is too much is answered here, and is never kept.
 *
 * @param {(request: Request, response: Response) => void} handle
 * @returns {(request: Request, response: Response) => void}
 */
export function limitRequests(handle) {
  /** @type {Map<string, number>} */
  const open = new Map();
  return (request, response) => {
    const session = sessionOf(request);
    if (session !== undefined) {
      const stream = `${session} streams`;
      const isStream = streams.test(request.url ?? "");
      if ((open.get(session) ?? 0) >= maxRequestsOfOneSession) {
        return refuse(response, 429, "too-many-requests");
      }
      if (isStream && (open.get(stream) ?? 0) >= maxStreamsOfOneSession) {
        return refuse(response, 429, "too-many-streams");
      }
      const counted = isStream ? [session, stream] : [session];
      for (const each of counted) open.set(each, (open.get(each) ?? 0) + 1);
      response.once("close", () => {
        for (const each of counted) {
          const left = (open.get(each) ?? 1) - 1;
          if (left > 0) open.set(each, left);
          else open.delete(each);
        }
      });
    }
    if (!hasBody(request)) return handle(request, response);
    const limit = bodyLimitOf(request.url);
    if (Number(request.headers["content-length"] ?? 0) > limit)
      return refuse(response, 413, "body-too-large");
    gatherBody(request, limit, (isWhole) => {
      if (isWhole) handle(request, response);
      else refuse(response, 413, "body-too-large");
    });
  };
}

/** @param {Request} request */
function hasBody({ headers }) {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0;
}

/**
 * Node's parser gives the body to `push`, piece by piece and then null. The pieces are kept until the last and given on
 * then, so that whoever reads the request finds it as it always is.
 *
 * @param {Request} request @param {number} limit @param {(isWhole: boolean) => void} done
 */
function gatherBody(request, limit, done) {
  const push = request.push.bind(request);
  /** @type {Uint8Array[]} */
  let pieces = [];
  let bytes = 0;
  let isOver = false;
  request.push = (piece) => {
    if (isOver) return true;
    if (piece === null) {
      request.push = push;
      for (const each of pieces) push(each);
      push(null);
      done(true);
      return false;
    }
    bytes += piece.length;
    if (bytes > limit) {
      isOver = true;
      pieces = [];
      done(false);
    } else pieces.push(Uint8Array.from(piece));
    return true;
  };
}

/** By its hash: the cookie is not to be in this process's memory twice. @param {Request} request */
function sessionOf(request) {
  const value = sessionCookie.exec(request.headers.cookie ?? "")?.[1];
  return value === undefined ? undefined : createHash("sha256").update(value).digest("base64url");
}

const problems = {
  "body-too-large": {
    sentence: "The request is larger than this URL accepts. Nothing was changed.",
    wayOut: "Send at most 64 KB, or 1 MB when importing a flow or attaching a log.",
  },
  "too-many-streams": {
    sentence: `You have ${maxStreamsOfOneSession} live views open, which is the maximum.`,
    wayOut: "Close tabs that follow a deployment, then reload this page.",
  },
  "too-many-requests": {
    sentence: "Your session has too many open requests. Nothing was changed.",
    wayOut: "Close some tabs and try again.",
  },
};

/** @param {Response} response @param {number} status @param {keyof typeof problems} code */
function refuse(response, status, code) {
  const headers = {
    "content-type": "application/json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(status === 429 ? { "retry-after": "5" } : {}),
    // The rest of the body isn't waited for.
    ...(status === 413 ? { connection: "close" } : {}),
  };
  response.writeHead(status, headers);
  response.end(JSON.stringify({ problem: { code, ...problems[code] } }));
}
