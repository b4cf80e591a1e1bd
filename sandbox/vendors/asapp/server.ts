import type { IncomingHttpHeaders, Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { serveVendor, type VendorAnswer, type VendorRequest } from "../shared/serve-vendor";
import { answerCall } from "./answer-call";
import { asappError } from "./asapp-answer";
import type { AsappParts } from "./asapp-parts";
import { AsappStore } from "./asapp-store";
import { describeTransfer } from "./call-transfer";
import { answerControl } from "./control";
import { listMessages, showState } from "./conversation-api";
import { createTransfer } from "./create-transfer";
import { type AsappOperation, ForcedAnswers, writeForced } from "./forced-answers";
import { RequestRate } from "./request-rate";

/** The simulated ASAPP: its API, its end of the telephone network (/_pstn) and control routes (/_sandbox). */
export function createAsappServer(dataFolder: string, controlKey: string): Server {
  const store = new AsappStore(dataFolder);
  const parts: AsappParts = { store, forced: new ForcedAnswers(), rate: new RequestRate() };
  return serveVendor({
    controlKey,
    failure: () => asappError(503),
    flush: () => store.flush(),
    async answer(request) {
      const { asked, url, owner, body } = request;
      if (asked === "POST /_pstn/calls") {
        await answerCall(store, owner, body, request.response);
        return undefined;
      }
      return url.pathname.startsWith("/_sandbox/")
        ? answerControl(parts, request)
        : answerApi(parts, request);
    },
  });
}

interface Asked {
  operation: AsappOperation;
  /** Of the transfer that is read. */
  id?: string;
}

async function answerApi(
  { store, forced, rate }: AsappParts,
  { method, url, headers, body, tooLarge }: VendorRequest,
): Promise<VendorAnswer> {
  const asked = readOperation(method, url.pathname);
  if (!asked) return asappError(404, 1, "No such path");
  const account = checkCredentials(store, headers);
  if (!account) return asappError(401);
  const { operation, id } = asked;
  const transfer = id === undefined ? undefined : store.transfer(account.apiId, id);
  const externalId = url.searchParams.get("externalId");
  const conversation = transfer?.externalConversationId ?? externalId ?? conversationOf(body);
  const instead = forced.take(operation, conversation);
  if (instead?.delayMilliseconds) await sleep(instead.delayMilliseconds);
  const forcedAnswer = instead && writeForced(instead);
  if (forcedAnswer) return forcedAnswer;
  if (rate.isOver(account, Date.now())) return asappError(429);
  if (operation === "health") return { status: 200, body: { healthCheck: "SUCCESS" } };
  if (operation === "messages") return listMessages(store, account, externalId, Date.now());
  if (operation === "state") return showState(store, account, externalId, Date.now());
  if (operation === "create")
    return tooLarge ? asappError(413) : createTransfer(store, account, body, Date.now());
  if (!transfer) return asappError(404, 2, "No such call transfer");
  return { status: 200, body: describeTransfer(transfer, account, Date.now(), true) };
}

function readOperation(method: string, path: string): Asked | undefined {
  const transfers = "/generativeagent/v1/call-transfers";
  if (method === "GET" && path === "/v1/health") return { operation: "health" };
  if (method === "GET" && path === "/conversation/v1/conversation/messages") return { operation: "messages" };
  if (method === "GET" && path === "/generativeagent/v1/state") return { operation: "state" };
  if (method === "POST" && path === transfers) return { operation: "create" };
  const id = path.startsWith(`${transfers}/`) ? path.slice(transfers.length + 1) : "";
  if (method !== "GET" || id === "" || id.includes("/")) return undefined;
  return { operation: "read", id: decodeURIComponent(id) };
}

function checkCredentials(store: AsappStore, headers: IncomingHttpHeaders) {
  const apiId = headers["asapp-api-id"];
  const apiSecret = headers["asapp-api-secret"];
  const account = typeof apiId === "string" ? store.account(apiId) : undefined;
  return account && account.apiSecret === apiSecret ? account : undefined;
}

function conversationOf(body: unknown): string | undefined {
  const id: unknown =
    typeof body === "object" && body !== null ? Reflect.get(body, "externalConversationId") : undefined;
  return typeof id === "string" ? id : undefined;
}
