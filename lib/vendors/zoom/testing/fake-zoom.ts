import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface FakeAnswer {
  status?: number;
  body?: object | string;
  headers?: Record<string, string>;
  /** Never answers. */
  isSilent?: true;
}

export interface FakeZoom {
  url: string;
  /** What was asked of the API, in order. */
  asked: Asked[];
  /** How often a token was asked for. */
  tokens: number;
  /** The latest token; earlier ones stay good until they are revoked. */
  revoke(): void;
  stop(): void;
}

/** A Zoom that answers tokens as Zoom does, and everything else as the test says. */
export async function startFakeZoom({
  token = {},
  answer,
}: {
  token?: FakeAnswer | (() => FakeAnswer | Promise<FakeAnswer>);
  answer: (asked: Asked) => FakeAnswer | Promise<FakeAnswer>;
}): Promise<FakeZoom> {
  const good = new Set<string>();
  const server: Server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const zoom: FakeZoom = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    tokens: 0,
    revoke: () => good.clear(),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? "/", zoom.url);
    const asked: Asked = {
      method: request.method ?? "",
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString("utf8"),
    };
    if (pathname === "/oauth/token") return reply(response, await giveToken());
    zoom.asked.push(asked);
    const isGood = good.has((request.headers.authorization ?? "").replace("Bearer ", ""));
    reply(response, isGood ? await answer(asked) : { status: 401, body: invalidToken });
  }

  async function giveToken(): Promise<FakeAnswer> {
    zoom.tokens += 1;
    const said = typeof token === "function" ? await token() : token;
    const text = `token-${zoom.tokens}`;
    good.add(text);
    const body = { access_token: text, token_type: "bearer", expires_in: 3600, scope: allScopes };
    return {
      ...said,
      body: said.status === undefined ? { ...body, ...Object(said.body) } : (said.body ?? {}),
    };
  }
  return zoom;
}

const invalidToken = { code: 124, message: "Invalid access token." };

function reply(response: ServerResponse, { status = 200, body, headers = {}, isSilent }: FakeAnswer): void {
  if (isSilent) return;
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body));
}

export const allScopes = [
  "contact_center:read:list_flows:admin",
  "contact_center:read:flow:admin",
  "contact_center:read:list_engagements:admin",
  "contact_center:read:engagement:admin",
  "contact_center:read:voice_call_log:admin",
  "contact_center:read:list_variable_logs:admin",
  "contact_center:write:flow:admin",
  "contact_center:update:flow:admin",
  "contact_center:delete:flow:admin",
  "contact_center:read:list_variable_groups:admin",
  "contact_center:read:list_variables:admin",
  "contact_center:write:variable_group:admin",
  "contact_center:write:variable:admin",
  "contact_center:update:variable:admin",
  "contact_center:delete:variable:admin",
  "contact_center:delete:variable_group:admin",
].join(" ");
