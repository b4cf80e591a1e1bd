import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { firstAccountId } from "../../state/account";
import { accountAsked, refuseControl } from "../../wire/control-gate";
import { Latency } from "../shared/latency";
import { memberOf, readBody } from "../shared/read-request";
import { ApiTroubles } from "./api-troubles";
import { readBot } from "./bot";
import { checkToken } from "./check-token";
import { type ApiAnswer, conversationDetails, getSessions } from "./conversation-api";
import { answerInvite, type LiveCalls, takeMessage } from "./sip-routes";
import { KoreStore } from "./store";

/** The simulated Kore: its public API; its SIP side and control routes (/_sip, /_sandbox) are for who has the key. */
export function createKoreServer(dataFolder: string, controlKey: string): Server {
  const store = new KoreStore(dataFolder);
  const live: LiveCalls = new Map();
  const latency = new Latency();
  const troubles = new ApiTroubles();
  const server = createServer((request, response) => {
    route({ store, controlKey, live, latency, troubles }, request, response).catch(() => {
      if (!response.headersSent)
        send(response, { status: 500, body: { errors: [{ msg: "Internal error", code: 5000 }] } });
      else response.end();
    });
  });
  return server.on("close", () => store.flush());
}

interface Kore {
  store: KoreStore;
  controlKey: string;
  live: LiveCalls;
  latency: Latency;
  troubles: ApiTroubles;
}

async function route(
  { store, controlKey, live, latency, troubles }: Kore,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(request.url ?? "/", "http://kore");
  const { value: body, size } = await readBody(request);
  if (url.pathname.startsWith("/_")) {
    const refused = refuseControl(controlKey, request.headers, size > 0);
    if (refused) return send(response, { status: refused.status, body: { message: refused.message } });
  }
  const asked = `${request.method} ${url.pathname}`;
  const owner = accountAsked(request) ?? firstAccountId;
  if (asked === "POST /_sip/invite") return answerInvite({ store, owner, live }, body, response);
  if (asked === "POST /_sip/message") return send(response, takeMessage(live, body));
  if (asked === "PUT /_sandbox/latency") return send(response, latency.set(body));
  if (asked === "PUT /_sandbox/api") return send(response, troubles.set(body));
  if (url.pathname.startsWith("/_sandbox/"))
    return send(response, control(store, owner, request.method, url, body));
  const api = /^\/api\/public\/bot\/([^/]+)\/(conversationDetails|getSessions)$/.exec(url.pathname);
  if (request.method !== "POST" || !api)
    return send(response, { status: 404, body: { errors: [{ msg: "Not found", code: 4040 }] } });
  await latency.pass();
  const botId = decodeURIComponent(api[1] ?? "");
  const answer =
    troubles.meet(botId, Date.now()) ?? publicApi(store, botId, api[2] ?? "", request, url, body);
  send(response, answer);
}

function publicApi(
  store: KoreStore,
  botId: string,
  call: string,
  request: IncomingMessage,
  url: URL,
  body: unknown,
): ApiAnswer {
  const bot = store.bot(botId);
  const token = request.headers.auth;
  const refused = bot
    ? checkToken(typeof token === "string" ? token : undefined, bot, Date.now())
    : "No such bot.";
  if (refused !== undefined) return { status: 401, body: { errors: [{ msg: refused, code: 4010 }] } };
  if (call === "getSessions") return getSessions(store, botId, url.searchParams.get("callId"));
  return conversationDetails(store, botId, body);
}

function control(
  store: KoreStore,
  owner: string,
  method: string | undefined,
  url: URL,
  body: unknown,
): ApiAnswer {
  const botId = /^\/_sandbox\/bots\/([^/]+)$/.exec(url.pathname)?.[1];
  if (botId && method === "PUT") {
    const read = readBot(decodeURIComponent(botId), body);
    if (!read.ok) return { status: 400, body: { message: read.message } };
    if (store.isTaken(owner, read.bot))
      return { status: 409, body: { message: "Another account has this bot, or its number." } };
    const isKept = memberOf(body, "unlessThere") === true && store.botOf(owner, read.bot.botId);
    if (!isKept) store.putBot({ ...read.bot, owner });
    return { status: 200, body: { botId: read.bot.botId } };
  }
  if (botId && method === "DELETE") {
    const bot = store.botOf(owner, decodeURIComponent(botId));
    if (bot) store.deleteBot(bot.botId);
    return { status: 200, body: {} };
  }
  if (url.pathname === "/_sandbox/conversations" && method === "GET") {
    const contactId = url.searchParams.get("contactId");
    return {
      status: 200,
      body: {
        conversations: store.conversations(
          (one) => (!contactId || one.contactId === contactId) && store.botOf(owner, one.botId) !== undefined,
        ),
      },
    };
  }
  if (url.pathname === "/_sandbox/reset" && method === "POST") {
    store.reset();
    return { status: 200, body: {} };
  }
  return { status: 404, body: { message: "No such route." } };
}

function send(response: ServerResponse, answer: { status: number; body: unknown; text?: string }): void {
  response.writeHead(answer.status, {
    "content-type": answer.text === undefined ? "application/json" : "text/html",
  });
  response.end(answer.text ?? JSON.stringify(answer.body));
}
