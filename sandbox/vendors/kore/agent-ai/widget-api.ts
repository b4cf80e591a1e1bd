import { memberOf, textOf } from "../../shared/read-request";
import type { VendorAnswer, VendorRequest } from "../../shared/serve-vendor";
import type { AgentAiStore, TranscriptEntry } from "./agent-ai-store";
import type { TokenHolder, WidgetTokens } from "./widget-tokens";

const settingsPath = /^GET \/agentassist\/api\/v1\/agentassist\/([^/]+)\/agentassistsetting$/;
const conversationPath = /^GET \/agentassist\/api\/v1\/agentassistconversations\/([^/]+)\/conversation$/;
const maxLines = 1_000;

/** The three calls of the widget: its token's grant, its settings, and what was said so far. */
export class WidgetApi {
  constructor(
    readonly tokens: WidgetTokens,
    readonly store: AgentAiStore,
  ) {}

  /** undefined when the request is for another part. */
  answer(request: VendorRequest): VendorAnswer | undefined {
    const { asked, headers } = request;
    if (asked === "POST /api/1.1/oAuth/token/jwtgrant") return this.#grant(request);
    const botId = settingsPath.exec(asked)?.[1];
    const conversationId = conversationPath.exec(asked)?.[1];
    if (botId === undefined && conversationId === undefined) return undefined;
    const holder = this.tokens.holder(headers.authorization, Date.now());
    if (!holder) return refuse(401, "The access token is wrong or has expired.");
    if (botId !== undefined) return settings(holder, decodeURIComponent(botId), request.url);
    return this.#transcript(holder, decodeURIComponent(conversationId ?? ""), request);
  }

  #grant({ body }: VendorRequest): VendorAnswer {
    const read = this.tokens.read(
      textOf(body, "assertion") ?? "",
      textOf(memberOf(body, "botInfo"), "taskBotId"),
      Date.now(),
    );
    if (!read.ok) return refuse(401, read.message);
    const { bot } = read;
    return {
      status: 200,
      body: {
        authorization: { token_type: "bearer", accessToken: this.tokens.grant(read) },
        userInfo: { accountId: accountOf(read), id: `u-${bot.clientId}` },
      },
    };
  }

  #transcript(holder: TokenHolder, id: string, { headers, url }: VendorRequest): VendorAnswer {
    const { accountid, iid } = headers;
    if (accountid !== accountOf(holder) || iid !== holder.bot.botId)
      return refuse(403, "accountId and iid must be those of the token's bot.");
    const found = this.store.find(this.tokens.bots.ownerOf(holder.bot), id);
    // Whoever has a token of the bot may read any conversation of that bot; another bot's aren't there.
    const conversation = found?.botId === holder.bot.botId ? found : undefined;
    const limit = Number(url.searchParams.get("limit") ?? maxLines);
    const page = Math.max(1, Number(url.searchParams.get("page") ?? 1) || 1);
    const size = Number.isInteger(limit) && limit > 0 ? Math.min(limit, maxLines) : maxLines;
    const lines = conversation?.transcript.slice((page - 1) * size, page * size) ?? [];
    return { status: 200, body: { result: lines.map(describeLine) } };
  }
}

/** A line as the widget shows it. */
export function describeLine({ at, speaker, text }: TranscriptEntry) {
  const isAgent = speaker === "agent";
  return {
    from: isAgent ? "Agent" : "User",
    message: text,
    timestamp: at,
    author: { firstName: isAgent ? "Agent" : "Customer", lastName: "", type: isAgent ? "AGENT" : "USER" },
  };
}

function settings({ bot }: TokenHolder, botId: string, url: URL): VendorAnswer {
  if (botId !== bot.botId) return refuse(403, "The access token is for another bot.");
  const channel = url.searchParams.get("e") ?? "chat";
  const on = { isEnabled: true };
  return {
    status: 200,
    body: { agentAssistSettings: { botId, [channel]: { transcripts: on, summarization: on } } },
  };
}

function accountOf({ bot }: TokenHolder): string {
  return `a-${bot.owner ?? "first"}`;
}

function refuse(status: number, msg: string): VendorAnswer {
  return { status, body: { errors: [{ msg, code: status * 10 }] } };
}
