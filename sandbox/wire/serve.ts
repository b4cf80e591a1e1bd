import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { AccountList } from "../state/account-list";
import { answerRequest, type Desk } from "./answer-request";
import { type ControlAnswer, ControlError, type ControlRoute } from "./control";
import { accountAsked, refuseControl } from "./control-gate";
import { clearFaults } from "./faults";
import type { Reception } from "./reception";
import type { OpenDoor, OpenRequest, OpenSite, WireAnswer } from "./service";

/** A zip of 50 MB in base64 is the largest body that any of these APIs accepts. */
const maxBodyBytes = 70 * 1024 * 1024;

export interface ServerParts {
  accounts: AccountList;
  reception: Reception;
  desk: Desk;
  controlRoutes: readonly ControlRoute[];
  doors: readonly OpenDoor[];
  sites: readonly OpenSite[];
}

/** Listens on loopback only. Port 0 picks a free one; returns the port. */
export async function serveSandbox(
  parts: ServerParts,
  port: number,
): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    void handle(parts, request, response);
  });
  // Clients keep connections open for a while; a slow one must not keep the sandbox from stopping.
  server.keepAliveTimeout = 5_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

async function handle(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let answer: WireAnswer;
  try {
    const body = await readBody(request);
    answer = body
      ? await route(parts, request, body)
      : json(413, { message: "Request must be smaller than 69905067 bytes" });
  } catch (error) {
    console.error(error);
    answer = json(500, { message: "The sandbox had an unexpected error. See its log." });
  }
  if (response.destroyed) return;
  response.writeHead(answer.status, answer.headers);
  if (answer.stream) return sendStream(answer.stream, response);
  response.end(answer.body);
}

/** A reader that goes away ends it. */
async function sendStream(
  stream: NonNullable<WireAnswer["stream"]>,
  response: ServerResponse,
): Promise<void> {
  response.flushHeaders();
  await pipeline(Readable.from(stream), response).catch((error: unknown) => {
    if (!response.destroyed) console.error(error);
  });
}

async function route(parts: ServerParts, request: IncomingMessage, body: Buffer): Promise<WireAnswer> {
  const [rawPath = "/", rawQuery = ""] = splitOnce(request.url ?? "/", "?");
  const method = request.method ?? "GET";
  const atSite = findSite(parts, request);
  if (atSite) return atSite.site.handle(readOpenRequest(request, rawPath, rawQuery, body), atSite.account);
  if (rawPath.startsWith("/_sandbox/")) {
    const refused = refuseControl(parts.accounts.first.controlKey, request.headers, body.length > 0);
    if (refused) return json(refused.status, { message: refused.message });
    return answerControl(parts, request, rawPath, rawQuery, body);
  }
  const doors = parts.doors.filter(({ prefix }) => rawPath.startsWith(prefix));
  if (doors[0]) {
    const owners = parts.accounts.all().flatMap((account) => {
      const door = doors.find((each) => each.isOf(rawPath, account));
      return door ? [{ door, account }] : [];
    });
    const { door, account } = owners[0] ?? { door: doors[0], account: parts.accounts.first };
    return door.handle(readOpenRequest(request, rawPath, rawQuery, body), account);
  }
  return answerRequest(parts.desk, { method, rawPath, rawQuery, headers: flatHeaders(request), body });
}

function findSite({ sites, accounts }: ServerParts, { headers }: IncomingMessage) {
  const host = (headers.host ?? "").toLowerCase().replace(/:\d+$/, "");
  for (const site of sites) {
    const account = accounts.all().find((each) => site.isOf(host, each));
    if (account) return { site, account };
  }
  return undefined;
}

async function answerControl(
  { accounts, reception, controlRoutes }: ServerParts,
  request: IncomingMessage,
  rawPath: string,
  rawQuery: string,
  body: Buffer,
): Promise<WireAnswer> {
  const method = request.method ?? "GET";
  const owner = method === "PUT" ? matchPath("/_sandbox/accounts/{owner}", rawPath)?.owner : undefined;
  if (owner !== undefined)
    return control(async () => ({ body: await reception.accountOf(owner, readJson(body)) }));
  const account = accounts.find(accountAsked(request) ?? accounts.first.accountId);
  if (!account) return json(404, { message: "The sandbox has no such account." });
  if (method === "POST" && rawPath === "/_sandbox/reset") {
    clearFaults(account);
    await account.reset();
    return json(200, { reset: true });
  }
  for (const route of controlRoutes) {
    const labels = route.method === method ? matchPath(route.path, rawPath) : undefined;
    if (!labels) continue;
    const query = new URLSearchParams(rawQuery);
    return control(async () => route.handle({ labels, query, body: readJson(body) }, account));
  }
  return json(404, { message: `The sandbox has no ${method} ${rawPath}.` });
}

async function control(answerOf: () => Promise<ControlAnswer>): Promise<WireAnswer> {
  try {
    const answer = await answerOf();
    return json(answer.status ?? 200, answer.body);
  } catch (error) {
    if (error instanceof ControlError) return json(error.status, { message: error.message });
    if (error instanceof SyntaxError) return json(400, { message: "The body is not JSON." });
    throw error;
  }
}

function readJson(body: Buffer): unknown {
  return body.length > 0 ? JSON.parse(body.toString("utf8")) : undefined;
}

function matchPath(pattern: string, rawPath: string): Record<string, string> | undefined {
  const wanted = pattern.split("/");
  const parts = rawPath.split("/");
  if (wanted.length !== parts.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const part = parts[index] ?? "";
    const label = /^\{(.+)\}$/.exec(want)?.[1];
    if (label) labels[label] = decodeURIComponent(part);
    else if (want !== part) return undefined;
  }
  return labels;
}

function json(status: number, body: unknown): WireAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function splitOnce(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}

function flatHeaders(request: IncomingMessage): Record<string, string | undefined> {
  const flat: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers))
    flat[name] = Array.isArray(value) ? value.join(",") : value;
  return flat;
}

function readOpenRequest(
  request: IncomingMessage,
  rawPath: string,
  rawQuery: string,
  body: Buffer,
): OpenRequest {
  const rawHeaders: [string, string][] = [];
  const headers: Record<string, string[]> = {};
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? "";
    const value = request.rawHeaders[index + 1] ?? "";
    rawHeaders.push([name, value]);
    const values = headers[name.toLowerCase()] ?? [];
    values.push(value);
    headers[name.toLowerCase()] = values;
  }
  const sourceIp = request.socket.remoteAddress ?? "127.0.0.1";
  return { method: request.method ?? "GET", rawPath, rawQuery, headers, rawHeaders, body, sourceIp };
}

/** undefined when the body is too large; the rest of it is then read and dropped. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return size <= maxBodyBytes ? Buffer.concat(chunks) : undefined;
}
