import type { Server } from "node:http";
import { firstAccountId } from "../../state/account";
import { serveVendor } from "../shared/serve-vendor";
import { SipSide } from "../shared/sip-side";
import { readAgent } from "./agent";
import { AgentStore } from "./agent-store";
import { firstAgentUser } from "./first-agent";
import { takeCall } from "./take-call";

/** The simulated voice agent: its health address, its SIP side (/_sip) and control routes (/_sandbox). */
export function createSipServer(dataFolder: string, controlKey: string): Server {
  const store = new AgentStore(dataFolder, { owner: firstAccountId, user: firstAgentUser });
  const sip = new SipSide((call) => takeCall(store, call));
  return serveVendor({
    controlKey,
    failure: () => ({ status: 500, body: { status: "error" } }),
    flush: () => store.flush(),
    answer(request) {
      const { asked, url, owner, body } = request;
      if (sip.isFor(request)) return sip.answer(request);
      if (asked === "GET /health") return { status: 200, body: { status: "ok" } };
      if (asked === "POST /_sandbox/reset") {
        store.reset();
        return { status: 200, body: {} };
      }
      const user = /^PUT \/_sandbox\/agents\/([^/]+)$/.exec(`${request.method} ${url.pathname}`)?.[1];
      if (user === undefined) return { status: 404, body: { message: "No such route." } };
      const read = readAgent(body);
      if (!read.ok) return { status: 400, body: { message: read.message } };
      const agent = { ...read.agent, owner, user: decodeURIComponent(user) };
      if (store.isTaken(owner, agent.user))
        return { status: 409, body: { message: "Another account has an agent for this number." } };
      store.put(agent);
      return { status: 200, body: { user: agent.user } };
    },
  });
}
