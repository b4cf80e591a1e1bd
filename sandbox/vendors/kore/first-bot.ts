import { newApp } from "./app-builder/app";
import type { AdminApp } from "./app-builder/app-types";
import { adminScopes } from "./app-builder/scopes";
import type { Bot } from "./bot";

export const firstBotCustomer = {
  botId: "st-sandbox-0001",
  clientId: "cs-sandbox-0001",
  clientSecret: "kore-sandbox-client-secret",
  didNumber: "+12065551118",
  adminClientId: "cs-sandbox-admin-0001",
  adminClientSecret: "kore-sandbox-admin-secret",
};

/** A voice agent that already exists here: reachable by its API, and not set up for metadata yet. */
export function firstBot(): Bot {
  const { adminClientId: _id, adminClientSecret: _secret, ...known } = firstBotCustomer;
  const bot: Bot = { ...known, startScript: "", transferScript: "", serviceNode: undefined };
  return { ...bot, app: { ...newApp(bot), adminApp: firstAdminApp() } };
}

export function firstAdminApp(): AdminApp {
  const { adminClientId: clientId, adminClientSecret: clientSecret } = firstBotCustomer;
  return { clientId, clientSecret, scopes: [...adminScopes] };
}
