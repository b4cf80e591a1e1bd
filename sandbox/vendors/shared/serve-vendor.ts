import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { firstAccountId } from "../../state/account";
import { accountAsked, refuseControl } from "../../wire/control-gate";
import { Latency } from "./latency";
import { readBody } from "./read-request";

export interface VendorRequest {
  method: string;
  url: URL;
  /** "PUT /_sandbox/latency" */
  asked: string;
  headers: IncomingHttpHeaders;
  /** The AWS account that the vendor's own routes act for. */
  owner: string;
  /** The parsed JSON body; undefined when there is none, it is too large, or it isn't valid. */
  body: unknown;
  /** The body as it came. */
  text: string;
  tooLarge: boolean;
  /** For an answer that is sent piece by piece. */
  response: ServerResponse;
}

export interface VendorAnswer {
  status: number;
  /** JSON; text is sent as it is. */
  body: unknown;
  /** In addition to, or instead of, the JSON content type. */
  headers?: Record<string, string>;
}

export interface VendorParts {
  controlKey: string;
  /** undefined: it writes `request.response` itself. */
  answer(request: VendorRequest): Promise<VendorAnswer | undefined> | VendorAnswer | undefined;
  /** When `answer` throws. */
  failure(): VendorAnswer;
  /** Writes the vendor's state when the server has closed. */
  flush(): void;
}

/**
 * The server of a simulated vendor: its API is open, and takes as long as `PUT /_sandbox/latency` says; the control
 * routes (/_sip, /_pstn, /_sandbox) require the key.
 */
export function serveVendor(parts: VendorParts): Server {
  const latency = new Latency();
  const server = createServer((request, response) => {
    answerOf(parts, latency, request, response)
      .catch(() => (response.headersSent ? undefined : parts.failure()))
      .then((answer) => {
        if (response.destroyed) return;
        if (answer) send(response, answer);
        else if (!response.writableEnded) response.end();
      });
  });
  return server.on("close", () => parts.flush());
}

async function answerOf(
  { controlKey, answer }: VendorParts,
  latency: Latency,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<VendorAnswer | undefined> {
  const url = new URL(request.url ?? "/", "http://vendor");
  const { tooLarge, value: body, size, text } = await readBody(request);
  const { method = "GET", headers } = request;
  const asked = `${method} ${url.pathname}`;
  if (url.pathname.startsWith("/_")) {
    const refused = refuseControl(controlKey, headers, size > 0);
    if (refused) return { status: refused.status, body: { message: refused.message } };
    if (asked === "PUT /_sandbox/latency") return latency.set(body);
  } else await latency.pass();
  const owner = accountAsked(request) ?? firstAccountId;
  return answer({ method, url, asked, headers, owner, body, text, tooLarge, response });
}

function send(response: ServerResponse, { status, body, headers }: VendorAnswer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
