import { memberOf, textOf } from "../../shared/read-request";

/** What the published function posts to the transcriber. */
export interface TranscriptionRequest {
  streamArn: string;
  region: string;
  startFragmentNumber: string;
  contactId: string;
  languageCode: string;
  hearsCustomer: boolean;
  hearsAgent: boolean;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  botId: string;
  token: string;
  audioToken: string;
}

export type ReadTranscriptionRequest =
  | { ok: true; request: TranscriptionRequest }
  /** A sentence that names the member, never its value. */
  | { ok: false; message: string };

const streamArn = /^arn:aws[\w-]*:kinesisvideo:([a-z0-9-]+):\d{12}:stream\/[\w.-]{1,256}\/\d+$/;

export function readTranscriptionRequest(body: unknown): ReadTranscriptionRequest {
  const arn = textOf(body, "streamARN") ?? "";
  const region = streamArn.exec(arn)?.[1];
  if (region === undefined) return wrong("streamARN must be the ARN of a Kinesis video stream.");
  const startFragmentNumber = textOf(body, "startFragmentNum") ?? "";
  if (!/^\d{1,128}$/.test(startFragmentNumber)) return wrong("startFragmentNum must be digits.");
  const contactId = textOf(body, "connectContactId") ?? "";
  if (!/^[\w-]{1,256}$/.test(contactId)) return wrong("connectContactId is missing.");
  const languageCode = textOf(body, "languageCode") ?? "";
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(languageCode))
    return wrong("languageCode must be like en-US.");
  const hearsCustomer = memberOf(body, "streamAudioFromCustomer");
  const hearsAgent = memberOf(body, "streamAudioToCustomer");
  if (typeof hearsCustomer !== "boolean" || typeof hearsAgent !== "boolean")
    return wrong("streamAudioFromCustomer and streamAudioToCustomer must be true or false.");
  const given = memberOf(memberOf(body, "awsTokenData"), "Credentials");
  const accessKeyId = textOf(given, "AccessKeyId") ?? "";
  const secretAccessKey = textOf(given, "SecretAccessKey") ?? "";
  const sessionToken = textOf(given, "SessionToken") ?? "";
  if (accessKeyId === "" || secretAccessKey === "" || sessionToken === "")
    return wrong("awsTokenData must be an answer of AWS STS with Credentials.");
  const kore = memberOf(body, "koreConfig");
  const botId = textOf(kore, "botId") ?? "";
  const token = textOf(kore, "token") ?? "";
  if (botId === "" || token === "") return wrong("koreConfig needs botId and token.");
  if (!isHttpUrl(textOf(kore, "agentassistUrl"))) return wrong("koreConfig.agentassistUrl must be a URL.");
  const socket = readAudioSocket(textOf(kore, "audioSocketURL"), botId);
  if (!socket.ok) return wrong(socket.message);
  return {
    ok: true,
    request: {
      ...{ streamArn: arn, region, startFragmentNumber, contactId, languageCode, hearsCustomer, hearsAgent },
      credentials: { accessKeyId, secretAccessKey, sessionToken },
      ...{ botId, token, audioToken: socket.token },
    },
  };
}

/** `wss://HOST/audiosocket/amazonconnect/?sipuri=…&token=…&botId=…&accountId=…&agentassist=true`, each part encoded. */
function readAudioSocket(
  text: string | undefined,
  botId: string,
): { ok: true; token: string } | { ok: false; message: string } {
  const refuse = (message: string) => ({
    ok: false as const,
    message: `koreConfig.audioSocketURL ${message}`,
  });
  if (text === undefined || !URL.canParse(text)) return refuse("must be a URL.");
  const url = new URL(text);
  if (url.protocol !== "wss:") return refuse("must begin with wss://.");
  if (!url.pathname.endsWith("/audiosocket/amazonconnect/")) return refuse("has the wrong path.");
  const part = (name: string) => url.searchParams.get(name) ?? "";
  if (!/^sips?:[^\s@]+@[^\s@]+$/.test(part("sipuri"))) return refuse("needs sipuri, a SIP URI.");
  if (part("botId") !== botId) return refuse("needs the same botId.");
  if (part("accountId") === "") return refuse("needs accountId.");
  if (part("agentassist") !== "true") return refuse("needs agentassist=true.");
  return part("token") === "" ? refuse("needs token.") : { ok: true, token: part("token") };
}

function isHttpUrl(text: string | undefined): boolean {
  return text !== undefined && /^https?:\/\/[^\s]+$/.test(text) && URL.canParse(text);
}

function wrong(message: string): ReadTranscriptionRequest {
  return { ok: false, message };
}
