import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { firstAccountId } from "../../state/account";
import { accountAsked, refuseControl } from "../../wire/control-gate";
import { Latency } from "../shared/latency";
import { readBody } from "../shared/read-request";
import { answerCall } from "./answer-call";
import { type AsappAnswer, asappError } from "./asapp-answer";
import type { AsappParts } from "./asapp-parts";
import { AsappStore } from "./asapp-store";
import { describeTransfer } from "./call-transfer";
import { answerControl } from "./control";
import { createTransfer } from "./create-transfer";
import { type AsappOperation, ForcedAnswers, writeForced } from "./forced-answers";
import { RequestRate } from "./request-rate";

/**
 * The simulated ASAPP: its API; its end of the telephone network and control routes (/_pstn, /_sandbox) are for who
 * has the key.
 */
export function createAsappServer(dataFolder: string, controlKey: string): Server {
  const store = new AsappStore(dataFolder);
  const parts: AsappParts = {
    store,
    controlKey,
    forced: new ForcedAnswers(),
    rate: new RequestRate(),
    latency: new Latency(),
  };
  const server = createServer((request, response) => {
    route(parts, request, response).catch(() => {
      if (!response.headersSent) send(response, asappError(503));
      else response.end();
    });
  });
  return server.on("close", () => store.flush());
}

async function route(parts: AsappParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://asapp");
  const owner = accountAsked(request) ?? firstAccountId;
  const { tooLarge, value, size } = await readBody(request);
  if (url.pathname.startsWith("/_")) {
    const refused = refuseControl(parts.controlKey, request.headers, size > 0);
    if (refused) return send(response, { status: refused.status, body: { message: refused.message } });
  }
  if (request.method === "POST" && url.pathname === "/_pstn/calls")
    return answerCall(parts.store, owner, value, response);
  if (url.pathname.startsWith("/_sandbox/"))
    return send(response, answerControl({ ...parts, owner }, request.method ?? "GET", url, value));
  await parts.latency.pass();
  send(response, await answerApi(parts, request, url, tooLarge, value));
}

interface Asked {
  operation: AsappOperation;
  /** Of the transfer that is read. */
  id?: string;
}

async function answerApi(
  { store, forced, rate }: AsappParts,
  request: IncomingMessage,
  url: URL,
  tooLarge: boolean,
  body: unknown,
): Promise<AsappAnswer> {
  const asked = readOperation(request.method ?? "GET", url.pathname);
  if (!asked) return asappError(404, 1, "No such path");
  const account = checkCredentials(store, request);
  if (!account) return asappError(401);
  const { operation, id } = asked;
  const transfer = id === undefined ? undefined : store.transfer(account.apiId, id);
  const instead = forced.take(operation, transfer?.externalConversationId ?? conversationOf(body));
  if (instead?.delayMilliseconds) await sleep(instead.delayMilliseconds);
  const forcedAnswer = instead && writeForced(instead);
  if (forcedAnswer) return forcedAnswer;
  if (rate.isOver(account, Date.now())) return asappError(429);
  if (operation === "health") return { status: 200, body: { healthCheck: "SUCCESS" } };
  if (operation === "create")
    return tooLarge ? asappError(413) : createTransfer(store, account, body, Date.now());
  if (!transfer) return asappError(404, 2, "No such call transfer");
  return { status: 200, body: describeTransfer(transfer, account, Date.now(), true) };
}

function readOperation(method: string, path: string): Asked | undefined {
  const transfers = "/generativeagent/v1/call-transfers";
  if (method === "GET" && path === "/v1/health") return { operation: "health" };
  if (method === "POST" && path === transfers) return { operation: "create" };
  const id = path.startsWith(`${transfers}/`) ? path.slice(transfers.length + 1) : "";
  if (method !== "GET" || id === "" || id.includes("/")) return undefined;
  return { operation: "read", id: decodeURIComponent(id) };
}

function checkCredentials(store: AsappStore, request: IncomingMessage) {
  const apiId = request.headers["asapp-api-id"];
  const apiSecret = request.headers["asapp-api-secret"];
  const account = typeof apiId === "string" ? store.account(apiId) : undefined;
  return account && account.apiSecret === apiSecret ? account : undefined;
}

function conversationOf(body: unknown): string | undefined {
  const id: unknown =
    typeof body === "object" && body !== null ? Reflect.get(body, "externalConversationId") : undefined;
  return typeof id === "string" ? id : undefined;
}

function send(response: ServerResponse, { status, body, headers }: AsappAnswer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
