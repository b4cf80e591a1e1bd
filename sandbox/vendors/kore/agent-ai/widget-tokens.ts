import { randomBytes } from "node:crypto";
import type { Bot } from "../bot";
import { readJwt } from "../read-jwt";
import type { KoreStore } from "../store";
import type { AgentAiStore } from "./agent-ai-store";
import { checkWidgetToken } from "./check-app-token";

/** Whose a token is, and until when it counts; undefined when it says nothing of that. */
export interface TokenHolder {
  bot: Bot;
  until: number | undefined;
}

export type ReadToken = ({ ok: true } & TokenHolder) | { ok: false; message: string };

const maxGrants = 2_000;

/** The tokens that open a widget, and the access tokens that are granted for them. */
export class WidgetTokens {
  readonly #grants = new Map<string, TokenHolder>();

  constructor(
    readonly bots: KoreStore,
    readonly store: AgentAiStore,
  ) {}

  /** `botId` is what the request names; without it, what the token's own claims do. */
  read(token: string, botId: string | undefined, now: number): ReadToken {
    const bot = this.bots.bot(botId ?? claimedBot(token) ?? "");
    if (!bot) return { ok: false, message: "There is no such bot." };
    const wrong = checkWidgetToken(token, bot, this.store.tokenRules(bot.botId), now);
    if (wrong !== undefined) return { ok: false, message: wrong };
    const claims = readJwt(token, bot.clientSecret, now);
    const exp = claims.ok ? claims.claims.exp : undefined;
    return { ok: true, bot, until: typeof exp === "number" ? exp * 1000 : undefined };
  }

  /** An access token that ends when the token does that it was granted for. */
  grant(holder: TokenHolder): string {
    const accessToken = randomBytes(24).toString("base64url");
    const [oldest] = this.#grants.keys();
    if (this.#grants.size >= maxGrants && oldest !== undefined) this.#grants.delete(oldest);
    this.#grants.set(accessToken, holder);
    return accessToken;
  }

  /** Whose an `Authorization: bearer …` header is. */
  holder(authorization: string | undefined, now: number): TokenHolder | undefined {
    const accessToken = /^bearer (\S+)$/i.exec(authorization ?? "")?.[1];
    const found = accessToken === undefined ? undefined : this.#grants.get(accessToken);
    return found && isExpired(found, now) ? undefined : found;
  }
}

export function isExpired({ until }: TokenHolder, now: number): boolean {
  return until !== undefined && until < now;
}

/** Unchecked: only to know which bot's secret checks the token. */
function claimedBot(token: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    const botId: unknown =
      typeof payload === "object" && payload !== null ? Reflect.get(payload, "botId") : undefined;
    return typeof botId === "string" ? botId : undefined;
  } catch {
    return undefined;
  }
}
