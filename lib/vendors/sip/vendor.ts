import { metadataBody } from "@/lib/aws/own-names";
import type { Vendor } from "../vendor";
import { sipConnection } from "./connection";
import { sipSandbox } from "./sandbox";
import { sipVoice } from "./sip-voice";
import { sipVoiceProofs } from "./sip-voice/picture";
import { sipTestCalls } from "./test-calls";

/** A voice agent of any maker. It has no API of its own: its SIP messages and what it posts tell of a call. */
export const sip: Vendor = {
  name: "sip",
  title: "SIP voice agent",
  connection: sipConnection,
  blueprints: [sipVoice],
  cableProofs: { [sipVoice.kind]: sipVoiceProofs },
  sandbox: sipSandbox,
  testCalls: { [sipVoice.kind]: sipTestCalls },
  demos: [{ blueprint: "sip-voice", integrationName: "SIP voice agent", keptIn: "customData" }],
  sources: [],
  findings: [],
  words: {},
  ids: [],
  functionHops: [],
  transfers: "sip",
  metadata: { body: metadataBody },
};
