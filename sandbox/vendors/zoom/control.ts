import { memberOf, textOf } from "../shared/read-request";
import type { VendorAnswer, VendorRequest } from "../shared/serve-vendor";
import { zoomFaults } from "./calls/call-faults";
import { placeCall } from "./calls/place-call";
import { readCallRequest } from "./calls/read-call-request";
import { readBehavior } from "./control-behavior";
import { controlWebhooks } from "./control-webhooks";
import { insertEngagements } from "./insert-engagements";
import { setUpVoiceBot } from "./set-up-voice-bot";
import { newAccount, type ZoomAccount } from "./zoom-account";
import type { ZoomParts } from "./zoom-parts";
import { nowOf } from "./zoom-store";

/** Control routes. Another owner's accounts don't exist for them. */
export async function answerControl(parts: ZoomParts, request: VendorRequest): Promise<VendorAnswer> {
  const { url, owner, method } = request;
  const ofAll = controlAll(parts, request);
  if (ofAll) return ofAll;
  const found = /^\/_sandbox\/accounts\/([^/]+)(?:\/([\w-]+))?$/.exec(url.pathname);
  const accountId = decodeURIComponent(found?.[1] ?? "");
  if (accountId === "") return noRoute;
  const known = parts.store.account(accountId);
  if (known && known.owner !== owner) return answer(409, "Another account owns this customer.");
  const asks = `${method} ${found?.[2] ?? ""}`;
  if (asks === "PUT ") return putAccount(parts, request, accountId, known);
  if (!known) return answer(404, "There is no such Zoom account.");
  switch (asks) {
    case "GET ":
      return { status: 200, body: describe(known) };
    case "DELETE ":
      parts.store.deleteAccount(accountId);
      parts.tokens.revoke(accountId);
      return { status: 200, body: {} };
    case "PUT behavior":
      return putBehavior(parts, request.body, known);
    case "DELETE tokens":
      parts.tokens.revoke(accountId);
      return { status: 200, body: {} };
    case "PUT voice-bot":
      return setUpVoiceBot(parts.store, known, request.body);
    case "POST engagements":
      return insertEngagements(parts.store, known, request.body);
  }
  return (await controlWebhooks(parts, known, asks, request.body)) ?? noRoute;
}

/** Routes that name no account: calls are placed at the owner's. */
function controlAll(parts: ZoomParts, { asked, url, owner, body }: VendorRequest): VendorAnswer | undefined {
  const account = parts.store.accountOf(owner);
  const engagementId = /^GET \/_sandbox\/calls\/([^/]+)$/.exec(asked)?.[1];
  if (engagementId !== undefined) {
    const call = parts.calls.get(decodeURIComponent(engagementId));
    return call?.owner === owner
      ? { status: 200, body: call.view }
      : answer(404, "No call since the start has that engagement ID.");
  }
  switch (`${asked}${url.search}`) {
    case "POST /_sandbox/reset":
      parts.store.reset();
      parts.tokens.revoke();
      return { status: 200, body: {} };
    case "PUT /_sandbox/vendors":
      for (const [name, at] of Object.entries(Object(memberOf(body, "urls"))))
        parts.vendorUrls[name] = String(at);
      return { status: 200, body: {} };
    case "POST /_sandbox/calls": {
      const read = readCallRequest(body);
      if (!read.ok) return answer(400, read.message);
      if (!account) return answer(404, "There is no Zoom account of this owner.");
      const placed = placeCall(parts, account, read);
      if (!placed.ok) return answer(409, placed.message);
      return { status: 201, body: { engagementId: placed.engagementId } };
    }
    case "GET /_sandbox/faults/calls": {
      const faults = zoomFaults.map(({ name, title, codes, changesAccount = false }) => ({
        ...{ name, title, codes, changesAccount },
      }));
      return { status: 200, body: { faults } };
    }
    case "DELETE /_sandbox/faults":
      if (account) parts.faults.restore(account);
      return { status: 200, body: {} };
  }
  return undefined;
}

const noRoute: VendorAnswer = { status: 404, body: { message: "No such route." } };

function answer(status: number, message: string): VendorAnswer {
  return { status, body: { message } };
}

/** {clientId, clientSecret, webhookSecret, unlessThere?}: creates it, or starts it over. */
function putAccount(
  { store, tokens }: ZoomParts,
  { body, owner }: VendorRequest,
  accountId: string,
  known: ZoomAccount | undefined,
): VendorAnswer {
  const [clientId, clientSecret] = [textOf(body, "clientId"), textOf(body, "clientSecret")];
  const webhookSecret = textOf(body, "webhookSecret");
  if (!clientId || !clientSecret || !webhookSecret)
    return answer(400, "clientId, clientSecret, and webhookSecret must be text.");
  const other = store.appOf(clientId);
  if (other && other.account.accountId !== accountId)
    return answer(409, "Another account owns this client ID.");
  if (known && memberOf(body, "unlessThere") === true) return { status: 200, body: { accountId } };
  tokens.revoke(accountId);
  const customer = { accountId, clientId, clientSecret, webhookSecret };
  store.putAccount(newAccount(owner, customer, known ? nowOf(known) : Date.now()));
  return { status: 200, body: { accountId } };
}

/** Absent members are unchanged. Tokens live on, unless the app is deactivated. */
function putBehavior({ store }: ZoomParts, body: unknown, account: ZoomAccount): VendorAnswer {
  const read = readBehavior(body, account);
  if (typeof read === "string") return answer(400, read);
  account.behavior = read.behavior;
  for (const app of account.apps) Object.assign(app, read.app);
  store.save();
  return { status: 200, body: describe(account) };
}

/** Without secrets. */
function describe(account: ZoomAccount): object {
  const { accountId, behavior, apps, entryPoints, connectors, flows, variableGroups, variables } = account;
  return {
    accountId,
    behavior,
    apps: apps.map(({ clientId, active, scopes }) => ({ clientId, active, scopes })),
    entryPoints,
    connectors,
    flows: flows.map(({ flowId, name }) => ({ flowId, name })),
    variables: variables.map(({ name, groupId }) => ({
      group: variableGroups.find((group) => group.groupId === groupId)?.name ?? "",
      name,
    })),
  };
}
