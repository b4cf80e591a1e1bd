import { memberOf } from "../shared/read-request";
import type { VendorAnswer, VendorRequest } from "../shared/serve-vendor";
import { readAccount } from "./asapp-account";
import type { AsappParts } from "./asapp-parts";
import { statusOf } from "./call-transfer";
import { readForced } from "./forced-answers";

/** Control routes: accounts, forced answers, and transfers. */
export function answerControl(parts: AsappParts, request: VendorRequest): VendorAnswer {
  const { url, body, asked, owner } = request;
  const apiId = /^\/_sandbox\/accounts\/([^/]+)$/.exec(url.pathname)?.[1];
  if (apiId !== undefined) return account(parts, request, decodeURIComponent(apiId));
  switch (asked) {
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
      const found = parts.store
        .transfers(url.searchParams.get("externalConversationId"))
        .filter((one) => parts.store.ownerOf(one.apiId) === owner);
      const transfers = found.map((one) => ({ ...one, status: statusOf(one, Date.now()) }));
      return { status: 200, body: { transfers } };
    }
    case "POST /_sandbox/reset":
      parts.store.reset();
      parts.forced.clear();
      parts.rate.reset();
      return { status: 200, body: {} };
  }
  return { status: 404, body: { message: "No such route." } };
}

/** Another AWS account's customers don't exist for it. */
function account({ store }: AsappParts, { method, body, owner }: VendorRequest, apiId: string): VendorAnswer {
  const has = store.ownerOf(apiId);
  if (has !== undefined && has !== owner)
    return { status: 409, body: { message: "Another account owns this customer." } };
  if (method === "DELETE") {
    store.deleteAccount(apiId);
    return { status: 200, body: {} };
  }
  if (method !== "PUT") return { status: 404, body: { message: "No such route." } };
  const read = readAccount(apiId, body, store.account(apiId));
  if (!read.ok) return { status: 400, body: { message: read.message } };
  if (has === undefined || memberOf(body, "unlessThere") !== true)
    store.putAccount({ ...read.account, owner });
  return { status: 200, body: { apiId } };
}
