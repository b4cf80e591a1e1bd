import { createHmac } from "node:crypto";
import { z } from "zod";
import { parseHost } from "@/lambdas/shared/read-host";
import { config } from "@/lib/kernel/config";

export const koreSettings = z.strictObject({
  /** Free text with presets: Kore publishes no full list of its hosts. */
  host: z.string("Enter the host like https://platform.kore.ai.").transform((text, context) => {
    // A path or a query would decide where the token goes, and a user's name looks like a host.
    const url = parseHost(text);
    if (url?.protocol === "https:") return url.origin;
    context.addIssue({ code: "custom", message: "Enter the host like https://platform.kore.ai." });
    return z.NEVER;
  }),
  botId: z
    .string("Enter the bot ID. It begins with st-.")
    .trim()
    .regex(/^[\w-]{4,80}$/, "A bot ID looks like st-1234…"),
  clientId: z
    .string("Enter the client ID. It begins with cs-.")
    .trim()
    .regex(/^[\w-]{4,80}$/, "A client ID looks like cs-1234…"),
  appName: z.string().trim().max(120).optional(),
  /** Kore's record of a call is asked for by it, which no other call needs. */
  accountId: z
    .string()
    .trim()
    .regex(/^(?:[\w-]{4,80})?$/, "An account ID has letters, digits, and hyphens only.")
    .transform((text) => text || undefined)
    .optional(),
  /** Of an app of the Admin Console, the only kind that may publish; its secret is stored with it, or neither. */
  adminClientId: z
    .string()
    .trim()
    .regex(/^(?:[\w-]{4,80})?$/, "A client ID looks like cs-1234…")
    .transform((text) => text || undefined)
    .optional(),
  voiceGatewayRegion: z.string().default("us-east"),
  didNumber: z
    .string("Enter the DID number like +12065551118.")
    .trim()
    .regex(/^\+[1-9]\d{6,14}$/, "Enter the DID number like +12065551118."),
  /** Set by the seed alone: the bot lives in the simulated Kore. */
  koreSandbox: z.boolean().optional(),
});
export type KoreSettings = z.infer<typeof koreSettings>;

/** Where this bot's API answers: the vendor's host, or the simulated Kore for a sandbox bot. */
export function koreBaseUrl(settings: KoreSettings): string {
  return (settings.koreSandbox === true ? config().vendorSandboxUrls.kore : undefined) ?? settings.host;
}

/** The bot is the simulated Kore's, and there is one. */
export function isSimulated({ koreSandbox }: KoreSettings): boolean {
  return koreSandbox === true && config().vendorSandboxUrls.kore !== undefined;
}

/** HS256 with the client secret, as Kore's public API wants it in the header `auth`; lives five minutes. */
export function signToken(settings: { clientId: string }, clientSecret: string, nowMs = Date.now()): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = Math.floor(nowMs / 1_000);
  const payload = { sub: "patchbay", appId: settings.clientId, iat: seconds, exp: seconds + 300 };
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(payload)}`;
  return `${signed}.${createHmac("sha256", clientSecret).update(signed).digest("base64url")}`;
}
