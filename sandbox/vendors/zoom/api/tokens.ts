import { randomBytes } from "node:crypto";
import type { VendorAnswer, VendorRequest } from "../../shared/serve-vendor";
import type { ZoomAccount, ZoomApp } from "../zoom-account";
import { nowOf, type ZoomStore } from "../zoom-store";
import { oauthError } from "./zoom-error";

const lifeSeconds = 3600;
const maxTokens = 1000;

interface Token {
  accountId: string;
  clientId: string;
  scopes: readonly string[];
  expiresAt: number;
}

export interface Holder {
  account: ZoomAccount;
  scopes: readonly string[];
}

/** `POST /oauth/token` of Server-to-Server OAuth apps. Several tokens of one app live at once. */
export class Tokens {
  readonly #tokens = new Map<string, Token>();

  constructor(readonly store: ZoomStore) {}

  create({ headers, url, text }: VendorRequest): VendorAnswer {
    const isForm = (headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
    const form = new URLSearchParams(isForm ? text : "");
    const parameter = (name: string) => form.get(name) ?? url.searchParams.get(name) ?? "";
    const grantType = parameter("grant_type");
    if (grantType === "") return oauthError(400, 4706, "invalid_request", "Missing grant type.");
    if (grantType !== "account_credentials")
      return oauthError(400, 4705, "unsupported_grant_type", "unsupported grant type");
    const credentials = readBasic(headers.authorization);
    if (!credentials)
      return oauthError(400, 4706, "invalid_request", "Client ID or client secret is missing.");
    const found = this.store.appOf(credentials.clientId);
    if (!found) return oauthError(400, 4702, "invalid_client", "Invalid client_id or client_secret");
    const { account, app } = found;
    if (app.clientSecret !== credentials.clientSecret)
      return oauthError(400, 4704, "invalid_client", "Invalid client_id or client_secret");
    const accountId = parameter("account_id");
    if (accountId === "") return oauthError(400, 4706, "invalid_request", "Missing account_id.");
    if (accountId !== account.accountId) return oauthError(400, 4700, "invalid_request", "Bad Request");
    if (!app.active) return oauthError(400, 4717, "invalid_client", "The app has been disabled");
    return this.#issue(account, app, `http://${headers.host ?? "127.0.0.1"}`);
  }

  #issue(account: ZoomAccount, app: ZoomApp, apiUrl: string): VendorAnswer {
    const scopes = scopesOf(account, app);
    const token = `zoom-sandbox-token-${randomBytes(32).toString("base64url")}`;
    const { accountId } = account;
    const expiresAt = nowOf(account) + lifeSeconds * 1000;
    this.#tokens.set(token, { accountId, clientId: app.clientId, scopes, expiresAt });
    const oldest = this.#tokens.keys().next().value;
    if (this.#tokens.size > maxTokens && oldest !== undefined) this.#tokens.delete(oldest);
    return {
      status: 200,
      body: {
        access_token: token,
        token_type: "bearer",
        expires_in: lifeSeconds - 1,
        scope: scopes.join(" "),
        api_url: apiUrl,
      },
    };
  }

  /** Who asks; undefined for a token that never was, has expired, or was revoked. */
  holderOf(authorization: string | undefined): Holder | undefined {
    const token = this.#tokens.get(/^Bearer (\S+)$/i.exec(authorization ?? "")?.[1] ?? "");
    if (!token) return undefined;
    const account = this.store.account(token.accountId);
    const app = account?.apps.find((one) => one.clientId === token.clientId);
    if (!account || !app?.active || nowOf(account) >= token.expiresAt) return undefined;
    return { account, scopes: token.scopes };
  }

  /** Ends the tokens of an account, or of all. */
  revoke(accountId?: string): void {
    for (const [token, one] of this.#tokens)
      if (accountId === undefined || one.accountId === accountId) this.#tokens.delete(token);
  }
}

/** An app acts as the person who made it: without that person's role, its admin scopes are gone. */
function scopesOf({ behavior }: ZoomAccount, app: ZoomApp): string[] {
  return behavior.creatorIsAdmin ? [...app.scopes] : app.scopes.filter((one) => !one.endsWith(":admin"));
}

function readBasic(
  authorization: string | undefined,
): { clientId: string; clientSecret: string } | undefined {
  const encoded = /^Basic (\S+)$/i.exec(authorization ?? "")?.[1];
  const text = Buffer.from(encoded ?? "", "base64").toString("utf8");
  const colon = text.indexOf(":");
  const [clientId, clientSecret] = [text.slice(0, Math.max(0, colon)), text.slice(colon + 1)];
  return clientId === "" || clientSecret === "" ? undefined : { clientId, clientSecret };
}
