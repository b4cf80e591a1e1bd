import type { VendorAnswer, VendorRequest } from "../shared/serve-vendor";
import { apiFailure } from "./api-failure";
import type { ApiTroubles } from "./api-troubles";
import { appOf } from "./app-builder/app";
import type { Exports } from "./app-builder/export-api";
import {
  changelogs,
  linkedApps,
  publishByApi,
  publishStatus,
  settlePublish,
} from "./app-builder/publish-api";
import { type ApiCall, scopesOfCall } from "./app-builder/scopes";
import { exportVariables, importVariables } from "./app-builder/variables-api";
import type { Bot } from "./bot";
import { checkToken } from "./check-token";
import { debuglogs, interactionDetails, recordings } from "./contact-center-api";
import { conversationDetails } from "./conversation-api";
import { getMessages, getSessions } from "./messages-api";
import { claimsOf } from "./read-jwt";
import type { KoreStore } from "./store";

export interface PublicApiParts {
  store: KoreStore;
  troubles: ApiTroubles;
  exports: Exports;
}

/** By "METHOD path": the bot, or the account, is the first part in brackets. Versions are left out of paths. */
const routes: readonly [RegExp, ApiCall][] = [
  [/^POST \/api\/public\/bot\/([^/]+)\/conversationDetails$/, "conversationDetails"],
  [/^POST \/api\/public\/bot\/([^/]+)\/getSessions$/, "getSessions"],
  [/^(?:GET|POST) \/api\/public\/bot\/([^/]+)\/getMessages(?:V2)?$/, "getMessages"],
  [/^GET \/api\/public\/bot\/([^/]+)\/changelogs$/, "changelogs"],
  [/^GET \/api\/public\/bot\/([^/]+)\/universalbot\/link$/, "linkedApps"],
  [/^POST \/api\/public\/builder\/bot\/([^/]+)\/variables\/import$/, "variablesImport"],
  [/^POST \/api\/public\/builder\/bot\/([^/]+)\/variables\/export$/, "variablesExport"],
  [/^POST \/api\/public\/bot\/([^/]+)\/export$/, "export"],
  [/^GET \/api\/public\/bot\/([^/]+)\/export\/status$/, "exportStatus"],
  [/^POST \/api\/public\/bot\/([^/]+)\/publish$/, "publish"],
  [/^GET \/api\/public\/bot\/([^/]+)\/publish\/status\/?$/, "publishStatus"],
  [/^GET \/api\/([^/]+)\/debuglogs$/, "debuglogs"],
  [/^GET \/api\/public\/bot\/([^/]+)\/v2\/recordings$/, "recordings"],
  [
    /^POST \/agentassist\/api\/public\/analytics\/account\/([^/]+)\/v2\/(?:interactionDetails|callDetails)$/,
    "interactionDetails",
  ],
];

/** Status calls are limited for each of their own, the Contact Center's for the account, all others for the bot. */
const limitedApart: ReadonlySet<ApiCall> = new Set(["exportStatus", "publishStatus"]);
/** Where an app that enforces payload encryption gets no plain answer. */
const encryptable: ReadonlySet<ApiCall> = new Set([
  "getSessions",
  "conversationDetails",
  "interactionDetails",
]);

/** Kore's public API; undefined when there is no such path. */
export function answerPublicApi(parts: PublicApiParts, request: VendorRequest): VendorAnswer | undefined {
  const asked = request.asked.replace(/ \/api\/1\.1\//, " /api/");
  for (const [path, call] of routes) {
    const named = path.exec(asked)?.[1];
    if (named !== undefined) return answerCall(parts, call, decodeURIComponent(named), request);
  }
  return undefined;
}

function answerCall(
  parts: PublicApiParts,
  call: ApiCall,
  named: string,
  request: VendorRequest,
): VendorAnswer {
  const { store, troubles } = parts;
  const { iid, auth } = request.headers;
  const botId = call === "interactionDetails" ? String(iid ?? "") : named;
  const now = Date.now();
  const limited = limitedApart.has(call)
    ? `${botId} ${call}`
    : call === "interactionDetails"
      ? `account ${named}`
      : botId;
  const trouble = troubles.meet(limited, call, now);
  if (trouble) return trouble;
  const bot = store.bot(botId);
  if (!bot) return apiFailure(401, "No such bot.");
  settlePublish(bot, new Date(now).toISOString());
  const refused = authorize(bot, call, typeof auth === "string" ? auth : undefined, troubles, now);
  if (refused) return refused;
  const answer = answerFor(parts, bot, call, named, request, now);
  store.save();
  if (answer) return answer;
  // The other side never hears what came of it.
  request.response.destroy();
  return apiFailure(500, "Lost");
}

/** The token first, then the scope: which kind of app asks is seen from the token's appId. */
function authorize(
  bot: Bot,
  call: ApiCall,
  token: string | undefined,
  troubles: ApiTroubles,
  now: number,
): VendorAnswer | undefined {
  const { adminApp, rules, scopes } = appOf(bot);
  const isAdmin = adminApp !== undefined && claimsOf(token ?? "")?.appId === adminApp.clientId;
  const wrong = isAdmin ? checkToken(token, adminApp, now) : checkToken(token, bot, now, rules);
  if (wrong !== undefined) return apiFailure(401, wrong);
  const needed = scopesOfCall[call][isAdmin ? "admin" : "app"];
  const has = isAdmin ? adminApp.scopes : scopes;
  if (needed === undefined || !has.includes(needed))
    return apiFailure(troubles.scopeStatus, "The app doesn't have the scope for this.");
  if (!isAdmin && rules.requireEncryptedPayload && encryptable.has(call))
    return apiFailure(400, "Payload encryption is enforced for this app: the request must be encrypted.");
  return undefined;
}

function answerFor(
  { store, exports }: PublicApiParts,
  bot: Bot,
  call: ApiCall,
  named: string,
  { url, body, headers }: VendorRequest,
  now: number,
): VendorAnswer | undefined {
  const query = url.searchParams;
  const origin = `http://${headers.host ?? "127.0.0.1"}`;
  const at = new Date(now).toISOString();
  switch (call) {
    case "conversationDetails":
      return conversationDetails(store, bot.botId, body);
    case "getSessions":
      return getSessions(store, bot.botId, query, body);
    case "getMessages":
      return getMessages(store, bot.botId, url.pathname.endsWith("V2") ? "v2" : "v1", { query, body });
    case "changelogs":
      return changelogs(bot, query);
    case "linkedApps":
      return linkedApps(bot);
    case "variablesImport":
      return importVariables(bot, body, at);
    case "variablesExport":
      return exportVariables(bot);
    case "export":
      return exports.start(bot, body, now);
    case "exportStatus":
      return exports.status(bot, body, origin, now);
    case "publish":
      return publishByApi(bot, body, at);
    case "publishStatus":
      return publishStatus(bot);
    case "debuglogs":
      return debuglogs(store, bot.botId, query);
    case "recordings":
      return recordings(store, bot.botId, query, origin);
    case "interactionDetails":
      return interactionDetails(store, bot, named, { headers, query, body });
  }
}
