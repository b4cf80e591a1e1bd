import { readAccount } from "./asapp-account";
import type { AsappAnswer } from "./asapp-answer";
import type { AsappParts } from "./asapp-parts";
import { statusOf } from "./call-transfer";
import { readForced } from "./forced-answers";

/** Routes of the sandbox's own: accounts, forced answers, and what was transferred. */
export function answerControl(parts: AsappParts, method: string, url: URL, body: unknown): AsappAnswer {
  const apiId = /^\/_sandbox\/accounts\/([^/]+)$/.exec(url.pathname)?.[1];
  if (apiId !== undefined) return account(parts, method, decodeURIComponent(apiId), body);
  switch (`${method} ${url.pathname}`) {
    case "PUT /_sandbox/answers": {
      const read = readForced(body);
      if (!read.ok) return { status: 400, body: { message: read.message } };
      parts.forced.add(read.forced);
      return { status: 200, body: read.forced };
    }
    case "DELETE /_sandbox/answers":
      parts.forced.clear(url.searchParams.get("externalConversationId") ?? undefined);
      return { status: 200, body: {} };
    case "GET /_sandbox/transfers": {
      const found = parts.store.transfers(url.searchParams.get("externalConversationId"));
      const transfers = found.map((one) => ({ ...one, status: statusOf(one, Date.now()) }));
      return { status: 200, body: { transfers } };
    }
    case "PUT /_sandbox/latency":
      return parts.latency.set(body);
    case "POST /_sandbox/reset":
      parts.store.reset();
      parts.forced.clear();
      return { status: 200, body: {} };
  }
  return { status: 404, body: { message: "No such route." } };
}

function account({ store }: AsappParts, method: string, apiId: string, body: unknown): AsappAnswer {
  if (method === "DELETE") {
    store.deleteAccount(apiId);
    return { status: 200, body: {} };
  }
  if (method !== "PUT") return { status: 404, body: { message: "No such route." } };
  const read = readAccount(apiId, body, store.account(apiId));
  if (!read.ok) return { status: 400, body: { message: read.message } };
  store.putAccount(read.account);
  return { status: 200, body: { apiId } };
}
