import type { Server } from "node:http";
import { memberOf } from "../shared/read-request";
import { serveVendor, type VendorAnswer, type VendorRequest } from "../shared/serve-vendor";
import { SipSide } from "../shared/sip-side";
import { ApiTroubles } from "./api-troubles";
import { readBot } from "./bot";
import { checkToken } from "./check-token";
import { conversationDetails, getSessions } from "./conversation-api";
import { handleInvite } from "./handle-invite";
import { KoreStore } from "./store";

/** The simulated Kore: its public API, its SIP side (/_sip) and control routes (/_sandbox). */
export function createKoreServer(dataFolder: string, controlKey: string): Server {
  const store = new KoreStore(dataFolder);
  const sip = new SipSide((call) => handleInvite(store, call));
  const troubles = new ApiTroubles();
  return serveVendor({
    controlKey,
    failure: () => ({ status: 500, body: { errors: [{ msg: "Internal error", code: 5000 }] } }),
    flush: () => store.flush(),
    async answer(request) {
      const { asked, url, body } = request;
      if (sip.isFor(request)) return sip.answer(request);
      if (asked === "PUT /_sandbox/api") return troubles.set(body);
      if (url.pathname.startsWith("/_sandbox/")) return control(store, request);
      const api = /^POST \/api\/public\/bot\/([^/]+)\/(conversationDetails|getSessions)$/.exec(asked);
      if (!api) return { status: 404, body: { errors: [{ msg: "Not found", code: 4040 }] } };
      const botId = decodeURIComponent(api[1] ?? "");
      return troubles.meet(botId, Date.now()) ?? publicApi(store, botId, api[2] ?? "", request);
    },
  });
}

function publicApi(
  store: KoreStore,
  botId: string,
  call: string,
  { headers, url, body }: VendorRequest,
): VendorAnswer {
  const bot = store.bot(botId);
  const token = headers.auth;
  const refused = bot
    ? checkToken(typeof token === "string" ? token : undefined, bot, Date.now())
    : "No such bot.";
  if (refused !== undefined) return { status: 401, body: { errors: [{ msg: refused, code: 4010 }] } };
  if (call === "getSessions") return getSessions(store, botId, url.searchParams.get("callId"));
  return conversationDetails(store, botId, body);
}

function control(store: KoreStore, { owner, method, url, body }: VendorRequest): VendorAnswer {
  const botId = /^\/_sandbox\/bots\/([^/]+)$/.exec(url.pathname)?.[1];
  if (botId && method === "PUT") {
    const read = readBot(decodeURIComponent(botId), body);
    if (!read.ok) return { status: 400, body: { message: read.message } };
    if (store.isTaken(owner, read.bot))
      return { status: 409, body: { message: "Another account owns this bot or its number." } };
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
