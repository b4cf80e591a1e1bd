import { randomBytes, randomUUID } from "node:crypto";
import { controllerOfZoom } from "../engagement";
import type { Connector } from "../zoom-account";

export interface ZoomInvite {
  sip: string;
  callId: string;
}

/** The INVITE of a Voice Bot widget: TLS, SRTP, early offer, from the connector's domain to the voice agent's number. */
export function writeZoomInvite({ domain, didNumber, sipHost }: Connector, from: string): ZoomInvite {
  const callId = `${randomUUID()}@${domain}`;
  const { ipAddress } = controllerOfZoom;
  const key = randomBytes(30).toString("base64");
  const body = [
    "v=0",
    `o=- 1 1 IN IP4 ${ipAddress}`,
    "s=-",
    `c=IN IP4 ${ipAddress}`,
    "t=0 0",
    "m=audio 20000 RTP/SAVP 0 101",
    `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key}`,
    "a=rtpmap:0 PCMU/8000",
    "a=rtpmap:101 telephone-event/8000",
    "",
  ].join("\r\n");
  const sip = [
    `INVITE sips:${didNumber}@${sipHost}:5061;transport=tls SIP/2.0`,
    `Via: SIP/2.0/TLS ${ipAddress}:5061;branch=z9hG4bK${randomBytes(8).toString("hex")}`,
    "Max-Forwards: 70",
    `From: <sips:${from}@${domain}>;tag=${randomBytes(6).toString("hex")}`,
    `To: <sips:${didNumber}@${sipHost}>`,
    `Call-ID: ${callId}`,
    "CSeq: 1 INVITE",
    `Contact: <sips:${from}@${domain}:5061>`,
    "Content-Type: application/sdp",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
  return { sip, callId };
}
