import type { Server } from "node:http";
import { memberOf } from "../shared/read-request";
import { serveVendor, type VendorAnswer, type VendorRequest } from "../shared/serve-vendor";
import { SipSide } from "../shared/sip-side";
import { AgentAi } from "./agent-ai/agent-ai-routes";
import { apiFailure } from "./api-failure";
import { ApiTroubles } from "./api-troubles";
import { controlApp, setUpApp } from "./app-builder/app-control";
import { Exports } from "./app-builder/export-api";
import { readBot } from "./bot";
import { recordingFile } from "./contact-center-api";
import { handleInvite } from "./handle-invite";
import { answerPublicApi } from "./public-api";
import { KoreStore } from "./store";

/** The simulated Kore: its public API, its SIP side (/_sip), Agent AI, and control routes (/_sandbox). */
export function createKoreServer(dataFolder: string, controlKey: string): Server {
  const store = new KoreStore(dataFolder);
  const sip = new SipSide((call) => handleInvite(store, call));
  const troubles = new ApiTroubles();
  const exports = new Exports();
  const agentAi = new AgentAi(dataFolder, store, troubles);
  const server = serveVendor({
    controlKey,
    failure: () => apiFailure(500, "Internal error"),
    flush() {
      store.flush();
      agentAi.flush();
    },
    async answer(request) {
      const { asked, url, body, response } = request;
      if (sip.isFor(request)) return sip.answer(request);
      const ofAgentAi = agentAi.answer(request);
      if (ofAgentAi) return ofAgentAi;
      if (asked === "POST /_sandbox/reset") {
        agentAi.reset();
        exports.reset();
      }
      if (asked === "PUT /_sandbox/api") return troubles.set(body);
      if (url.pathname.startsWith("/_sandbox/")) return control(store, request);
      if (exports.download(request, Date.now())) return undefined;
      const recording = recordingFile(asked, store);
      if (recording) {
        response.writeHead(200, { "content-type": "audio/wav" }).end(recording);
        return undefined;
      }
      return answerPublicApi({ store, troubles, exports }, request) ?? apiFailure(404, "Not found");
    },
  });
  agentAi.widget.attach(server);
  return server;
}

function control(store: KoreStore, { owner, method, url, body }: VendorRequest): VendorAnswer {
  const [, named, route] = /^\/_sandbox\/bots\/([^/]+)(?:\/([\w-]+))?$/.exec(url.pathname) ?? [];
  const botId = named === undefined ? undefined : decodeURIComponent(named);
  const now = new Date().toISOString();
  if (botId !== undefined && route !== undefined) {
    const bot = store.botOf(owner, botId);
    const answer = bot && controlApp(bot, route, method, body, now);
    store.save();
    return answer ?? { status: 404, body: { message: "No such route." } };
  }
  if (botId !== undefined && method === "PUT") {
    const read = readBot(botId, body);
    if (!read.ok) return { status: 400, body: { message: read.message } };
    if (store.isTaken(owner, read.bot))
      return { status: 409, body: { message: "Another account owns this bot or its number." } };
    const before = store.botOf(owner, botId);
    if (before && memberOf(body, "unlessThere") === true) return { status: 200, body: { botId } };
    const bot = { ...read.bot, owner };
    const wrong = setUpApp(bot, before, body, now);
    if (wrong !== undefined) return { status: 400, body: { message: wrong } };
    store.putBot(bot);
    return { status: 200, body: { botId } };
  }
  if (botId !== undefined && method === "DELETE") {
    const bot = store.botOf(owner, botId);
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
