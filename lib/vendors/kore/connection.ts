import { createHmac } from "node:crypto";
import { z } from "zod";
import { parseHost } from "@/lambdas/shared/read-host";
import { type Check, defineConnectionKind, reportOf } from "@/lib/connection-kinds/connection-kind";
import { config } from "@/lib/kernel/config";
import { requestVendor } from "@/lib/net/guard-host";
import { koreForm } from "./connection-form";

export const koreSettings = z.strictObject({
  /** Free text with presets: Kore publishes no full list of its hosts. */
  host: z.string().transform((text, context) => {
    // A path or a query would decide where the token goes, and a user's name looks like a host.
    const url = parseHost(text);
    if (url?.protocol === "https:") return url.origin;
    context.addIssue({ code: "custom", message: "Enter the host like https://platform.kore.ai." });
    return z.NEVER;
  }),
  botId: z
    .string()
    .trim()
    .regex(/^[\w-]{4,80}$/, "A bot ID looks like st-1234…"),
  clientId: z
    .string()
    .trim()
    .regex(/^[\w-]{4,80}$/, "A client ID looks like cs-1234…"),
  appName: z.string().trim().max(120).optional(),
  voiceGatewayRegion: z.string().default("us-east"),
  didNumber: z
    .string()
    .trim()
    .regex(/^\+[1-9]\d{6,14}$/, "Enter the DID number like +12065551118."),
  /** Set by the seed alone: the bot lives in the simulated Kore. */
  koreSandbox: z.boolean().optional(),
});
export type KoreSettings = z.infer<typeof koreSettings>;

const TIMEOUT_MS = 8_000;

export const koreConnection = defineConnectionKind<KoreSettings>({
  kind: "kore",
  title: "Kore bot",
  settings: koreSettings,
  secretFields: () => ["clientSecret"],
  form: koreForm,
  facts({ host, botId, clientId, voiceGatewayRegion, didNumber, koreSandbox }) {
    const shown = koreSandbox ? "the simulated Kore" : host.replace("https://", "");
    return [
      { label: "Host", value: shown, inLine: shown },
      { label: "Bot id", value: botId, mono: true, inLine: botId },
      { label: "Client id", value: clientId, mono: true },
      { label: "Voice Gateway", value: voiceGatewayRegion },
      { label: "DID number", value: didNumber, mono: true },
    ];
  },
  ownFields: ["koreSandbox"],
  secretBelongsTo: ({ host, clientId, koreSandbox }) => [host, clientId, koreSandbox],

  async probe(settings, secrets) {
    const token = signToken(settings, secrets.clientSecret ?? "");
    // A call id that no call has: answered without an error when the credentials and the scope are right.
    const url = `${koreBaseUrl(settings)}/api/public/bot/${encodeURIComponent(settings.botId)}/conversationDetails`;
    const answer = await requestVendor({
      vendor: "Kore",
      url,
      method: "POST",
      headers: { auth: token, "Content-Type": "application/json" },
      body: JSON.stringify({ callId: "patchbay-probe", limit: 1, offset: 0 }),
      timeoutMs: TIMEOUT_MS,
      simulated: isSimulated(settings),
    });
    if (answer.ok) return reportOf([describeAnswer(answer.value.status)]);
    const { sentence, wayOut } = answer.problem;
    return reportOf([{ ...check, state: "failed", detail: `${sentence} ${wayOut}` }]);
  },
});

/** Where this bot's API answers: the vendor's host, or the simulated Kore for a sandbox bot. */
export function koreBaseUrl(settings: KoreSettings): string {
  return (settings.koreSandbox === true ? config().vendorSandboxUrls.kore : undefined) ?? settings.host;
}

function isSimulated({ koreSandbox }: KoreSettings): boolean {
  return koreSandbox === true && config().vendorSandboxUrls.kore !== undefined;
}

const check = { id: "kore-api", title: "Conversation API accepts these credentials" };

function describeAnswer(status: number): Check {
  if (status === 401) {
    return { ...check, state: "failed", detail: "Kore rejected the client ID and secret (401)." };
  }
  if (status === 403) {
    const detail =
      "The Kore app isn't allowed to read conversations (403). Add the scope Chat History, then publish.";
    return { ...check, state: "failed", detail };
  }
  if (status === 429) {
    const detail = "Kore is rate limiting requests (429). Try again in a minute.";
    return { ...check, state: "unproven", detail };
  }
  if (status >= 500)
    return { ...check, state: "failed", detail: `Kore returned an internal error (${status}).` };
  if (status === 404) {
    // Kore says the same of a bot that it does not know and of the made-up call that the probe asks for.
    const detail = "Kore doesn't have this bot, or it has no calls yet (404). The first call will verify it.";
    return { ...check, state: "unproven", detail };
  }
  // 200, and 400 for the made-up call: the token was read and accepted.
  return { ...check, state: "proven", detail: `Kore accepted the signed request (${status}).` };
}

/** HS256 with the client secret, as Kore's public API wants it in the header `auth`; lives five minutes. */
export function signToken(settings: { clientId: string }, clientSecret: string, nowMs = Date.now()): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = Math.floor(nowMs / 1_000);
  const payload = { sub: "patchbay", appId: settings.clientId, iat: seconds, exp: seconds + 300 };
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(payload)}`;
  return `${signed}.${createHmac("sha256", clientSecret).update(signed).digest("base64url")}`;
}
