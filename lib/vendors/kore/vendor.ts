import type { Vendor } from "../vendor";
import { koreConnection } from "./connection";
import { koreDemo } from "./demo";
import { koreVoice } from "./kore-voice";
import { koreVoiceProofs } from "./kore-voice/cable-proofs";
import { sessionAttribute, sessionIndex } from "./kore-voice/names";
import { koreSandbox } from "./sandbox";
import { koreSessionId } from "./session-id";
import { koreTestCalls } from "./test-calls";
import { koreConversation } from "./trail/source";

export const kore: Vendor = {
  name: "kore",
  title: "Kore",
  connection: koreConnection,
  blueprints: [koreVoice],
  cableProofs: { [koreVoice.kind]: koreVoiceProofs },
  sandbox: koreSandbox,
  testCalls: { "kore-voice": koreTestCalls },
  demo: koreDemo,
  sources: [{ source: koreConversation, after: "metadata" }],
  findings: [],
  hop: { title: "Kore", waits: "Kore talks to the caller" },
  ids: [koreSessionId],
  functionHops: [],
  transfers: "sip",
  words: {
    title: "Kore",
    poster: "Kore's Service node",
    farSide: "Kore's Voice Gateway",
    trunk: "the SIP trunk in Kore",
    handsOver: "reduce the body of Kore's Service node (24 KB at most)",
    heard: "in the Kore conversation of this trail",
    publish: "publish the bot",
    idSource: "the scripts in Kore",
    checkPost:
      "In the Agent Transfer dialog, check that the Script and Service nodes come before the transfer, that the URL and contactId match {screen}, and that the bot is published.",
    postSooner:
      "In Kore's Agent Transfer dialog, have the Service node run before the node that ends the call and wait for its response, as shown in {screen}.",
  },
  sip: {
    reason: { header: "kore-reason", ends: { TransferToAgent: "handed-off", HangUp: "served" } },
    session: { header: "kore-session_id", title: "Kore session" },
  },
  metadata: {
    body: "kore_session_data",
    session: { column: sessionAttribute, index: sessionIndex, title: "Kore session" },
  },
};
