import { randomBytes } from "node:crypto";
import type { VoiceConnector } from "../services/chime-sdk-voice/connector-store";
import { instanceArn } from "../services/connect/arns";
import type { SandboxAccount } from "../state/account";

/** Where a voice connector's signaling comes from, by region: one address of each published range. */
const signallingAddresses: Readonly<Record<string, string>> = {
  "us-east-1": "3.80.16.21",
  "us-west-2": "99.77.253.21",
  "ca-central-1": "99.77.233.21",
  "eu-central-1": "99.77.247.21",
  "eu-west-1": "99.77.250.21",
  "eu-west-2": "99.77.249.21",
  "ap-northeast-1": "99.77.244.21",
  "ap-northeast-2": "99.77.242.21",
  "ap-southeast-1": "99.77.240.21",
  "ap-southeast-2": "99.77.239.21",
};

export function signallingAddress(region: string): string {
  return signallingAddresses[region] ?? "3.80.16.21";
}

export interface InviteParts {
  connector: VoiceConnector;
  host: string;
  port: number;
  protocol: string;
  toUser: string;
  fromUser: string;
  callId: string;
  contactId: string;
  initialContactId: string;
  instanceId: string;
}

/** The INVITE that Connect sends: a real message, with the headers that an external system reads. */
export function writeInvite(account: SandboxAccount, parts: InviteParts): string {
  const address = signallingAddress(account.region);
  const transport = parts.connector.requireEncryption ? "TLS" : parts.protocol;
  const scheme = parts.connector.requireEncryption ? "sips" : "sip";
  const body = sessionDescription(address, parts.connector.requireEncryption);
  const target = `${scheme}:${parts.toUser}@${parts.host}:${parts.port}`;
  return [
    `INVITE ${target};transport=${transport.toLowerCase()} SIP/2.0`,
    `Via: SIP/2.0/${transport} ${address}:5060;branch=z9hG4bK${randomBytes(8).toString("hex")}`,
    "Max-Forwards: 70",
    `From: <${scheme}:${parts.fromUser}@${address}>;tag=${randomBytes(6).toString("hex")}`,
    `To: <${scheme}:${parts.toUser}@${parts.host}>`,
    `Call-ID: ${parts.callId}`,
    "CSeq: 1 INVITE",
    `Contact: <${scheme}:${parts.fromUser}@${address}:5060>`,
    `X-Amzn-ConnectContactId: ${parts.contactId}`,
    `X-Amzn-ConnectInitialContactId: ${parts.initialContactId}`,
    `X-Amzn-SourceAccount: ${account.accountId}`,
    `X-Amzn-SourceArn: ${instanceArn(account, parts.instanceId)}`,
    `X-Amzn-TargetArn: ${parts.connector.arn}`,
    `User-to-User: ${Buffer.from(parts.contactId).toString("hex")};encoding=hex`,
    "Content-Type: application/sdp",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
}

function sessionDescription(address: string, encrypted: boolean): string {
  return [
    "v=0",
    `o=- 1 1 IN IP4 ${address}`,
    "s=-",
    `c=IN IP4 ${address}`,
    "t=0 0",
    `m=audio 20000 ${encrypted ? "RTP/SAVP" : "RTP/AVP"} 0 101`,
    "a=rtpmap:0 PCMU/8000",
    "a=rtpmap:101 telephone-event/8000",
    "",
  ].join("\r\n");
}

const header = (text: string, name: string) =>
  new RegExp(`^${name}: (.*)$`, "im").exec(text)?.[1]?.trim() ?? "";

/** ACK to an answer, BYE from the caller's side, or 200 OK to the other side's BYE. */
export function writeAck(invite: string, answer: string): string {
  return request("ACK", "1 ACK", invite, answer);
}

export function writeBye(invite: string, answer: string): string {
  return request("BYE", "2 BYE", invite, answer);
}

export function writeOk(theirs: string): string {
  const same = ["Via", "From", "To", "Call-ID", "CSeq"].map((name) => `${name}: ${header(theirs, name)}`);
  return ["SIP/2.0 200 OK", ...same, "Content-Length: 0", "", ""].join("\r\n");
}

function request(method: string, sequence: string, invite: string, answer: string): string {
  const target = /^INVITE (\S+)/.exec(invite)?.[1] ?? "";
  return [
    `${method} ${target} SIP/2.0`,
    `Via: ${header(invite, "Via")}`,
    "Max-Forwards: 70",
    `From: ${header(invite, "From")}`,
    `To: ${header(answer, "To") || header(invite, "To")}`,
    `Call-ID: ${header(invite, "Call-ID")}`,
    `CSeq: ${sequence}`,
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}
