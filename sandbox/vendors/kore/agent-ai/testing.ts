import { createHmac } from "node:crypto";
import type { Bot } from "../bot";

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

export function signToken(
  claims: object,
  secret: string,
  header: object = { alg: "HS256", typ: "JWT" },
): string {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

type BotKeys = Pick<Bot, "botId" | "clientId" | "clientSecret">;

export function widgetClaims({ botId, clientId }: BotKeys): Record<string, unknown> {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const aud = "https://idproxy.kore.com/authorize";
  return { iss: clientId, sub: "contact", aud, botId, isAnonymous: false, exp, jti: "one" };
}

/** The body that the published function posts, for this bot. */
export function transcriptionBody(
  bot: BotKeys,
  changes: {
    streamArn?: string;
    startFragmentNumber?: string;
    contactId?: string;
    credentials?: object;
    secret?: string;
    customer?: boolean;
    agent?: boolean;
  } = {},
) {
  const secret = changes.secret ?? bot.clientSecret;
  const audioToken = signToken({ appId: bot.clientId, jti: "two" }, secret);
  const query = new URLSearchParams({
    sipuri: "sip:123@savg.example.com",
    token: audioToken,
    botId: bot.botId,
    accountId: "account",
    agentassist: "true",
  });
  return {
    streamARN: changes.streamArn ?? "arn:aws:kinesisvideo:us-east-1:111122223333:stream/calls/1565272947806",
    startFragmentNum: changes.startFragmentNumber ?? "91343852333181432392682062622220590765191907586",
    connectContactId: changes.contactId ?? "0b2d8f4e-6e26-4a5e-9b7e-3a3f5f0d9a11",
    languageCode: "en-US",
    streamAudioFromCustomer: changes.customer ?? true,
    streamAudioToCustomer: changes.agent ?? true,
    awsTokenData: {
      Credentials: changes.credentials ?? {
        AccessKeyId: "ASIAEXAMPLE",
        SecretAccessKey: "secret",
        SessionToken: "session",
        Expiration: "2030-01-01T00:00:00.000Z",
      },
    },
    koreConfig: {
      botId: bot.botId,
      token: signToken(widgetClaims(bot), secret),
      agentassistUrl: "https://agentassist.kore.ai",
      audioSocketURL: `wss://savg-webserver.kore.ai/audiosocket/amazonconnect/?${query}`,
    },
  };
}
