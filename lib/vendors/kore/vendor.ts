import type { Vendor } from "../vendor";
import { koreConnection } from "./connection";
import { koreDemo } from "./demo";
import { koreVoice } from "./kore-voice";
import { koreVoiceProofs } from "./kore-voice/cable-proofs";
import { SESSION_ATTRIBUTE, SESSION_INDEX } from "./kore-voice/names";
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
  sip: {
    reason: { header: "kore-reason", ends: { TransferToAgent: "handed-off", HangUp: "served" } },
    session: { header: "kore-session_id", title: "Kore session" },
  },
  metadata: {
    body: "kore_session_data",
    session: { column: SESSION_ATTRIBUTE, index: SESSION_INDEX, title: "Kore session" },
  },
};
