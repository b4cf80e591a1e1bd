import type { Server } from "node:http";
import { serveVendor } from "../shared/serve-vendor";
import { Api } from "./api/answer-api";
import { Tokens } from "./api/tokens";
import { StandingFaults } from "./calls/standing-faults";
import { answerControl } from "./control";
import { Webhooks } from "./webhooks";
import type { ZoomParts } from "./zoom-parts";
import { ZoomStore } from "./zoom-store";

/** The simulated Zoom: tokens, the Contact Center API, and control routes (/_sandbox). */
export function createZoomServer(dataFolder: string, controlKey: string): Server {
  const store = new ZoomStore(dataFolder);
  const tokens = new Tokens(store);
  const api = new Api(store, tokens);
  const parts: ZoomParts = {
    ...{ store, tokens, controlKey },
    webhooks: new Webhooks(),
    faults: new StandingFaults(store),
    vendorUrls: {},
    calls: new Map(),
  };
  return serveVendor({
    controlKey,
    failure: () => ({ status: 500, body: { code: 500, message: "Internal server error." } }),
    flush: () => store.flush(),
    answer(request) {
      if (request.asked === "POST /oauth/token") return tokens.create(request);
      if (api.isFor(request)) return api.answer(request);
      if (request.url.pathname.startsWith("/_sandbox/")) return answerControl(parts, request);
      return { status: 404, body: { code: 404, message: "Not found." } };
    },
  });
}
