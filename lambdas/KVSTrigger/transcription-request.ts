import type { KoreContactEvent, MediaStream } from "../shared/kore/contact-event";
import { type KoreApp, signAudioToken, signWidgetToken } from "../shared/kore/kore-app";
import type { StreamCredentials } from "./assume-reader-role";

/**
 * As long as one call can be heard: a connection to the stream that opens just before the credentials' hour is over lasts
 * another 50 minutes at most.
 */
const tokenSeconds = 2 * 3600;

export interface TranscriptionParts {
  stream: MediaStream;
  contactId: string;
  parameter: KoreContactEvent["parameter"];
  app: KoreApp;
  nowMs: number;
}

/**
 * The body that Kore's published function posts, once there are credentials. Pure, except for the tokens' IDs. Kore's
 * transcriber and its widget meet by the ID of the conversation: the contact ID at the entry, where the flow kept it, because
 * each transfer makes a new one.
 */
export function prepareTranscription(parts: TranscriptionParts): (credentials: StreamCredentials) => string {
  const { stream, contactId, parameter, app, nowMs } = parts;
  const conversationId = conversationOf(parameter, contactId);
  const botId = parameter("botId");
  const times = { nowMs, seconds: tokenSeconds };
  const koreConfig = {
    botId,
    token: signWidgetToken(app, { botId, subject: conversationId }, times),
    agentassistUrl: parameter("agentassistUrl"),
    audioSocketURL: audioSocketUrl(parameter, signAudioToken(app, times)),
  };
  const known = {
    streamARN: stream.streamArn,
    startFragmentNum: stream.startFragmentNumber,
    connectContactId: conversationId,
    languageCode: parameter("languageCode") || "en-US",
    streamAudioFromCustomer: true,
    streamAudioToCustomer: true,
  };
  return (Credentials) => JSON.stringify({ ...known, awsTokenData: { Credentials }, koreConfig });
}

function conversationOf(parameter: KoreContactEvent["parameter"], contactId: string): string {
  const kept = parameter("koreConversationId");
  return /^[\w-]{1,128}$/.test(kept) ? kept : contactId;
}

/** Each part is encoded: a SIP URI has `:`, `@`, and possibly `;` and `&`. */
function audioSocketUrl(parameter: KoreContactEvent["parameter"], token: string): string {
  const base = parameter("wssUrl").replace(/\/+$/, "");
  const query = Object.entries({
    sipuri: parameter("sipUri"),
    token,
    botId: parameter("botId"),
    accountId: parameter("accountId"),
    agentassist: "true",
  }).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${base}/audiosocket/amazonconnect/?${query.join("&")}`;
}

const required = ["botId", "agentassistUrl", "wssUrl", "sipUri", "accountId"] as const;

/** Whether the flow sent what the transcriber needs, and nothing that can't be what it says. */
export function isComplete(parameter: KoreContactEvent["parameter"]): boolean {
  if (!required.every((name) => isSendable(parameter(name)))) return false;
  return /^wss:\/\/[^\s/?#\\@]+(?:\/[^\s?#\\]*)?$/i.test(parameter("wssUrl"));
}

/** encodeURIComponent throws for half of a surrogate pair. */
function isSendable(text: string): boolean {
  return text !== "" && text.length <= 2048 && text.isWellFormed();
}
