import type { Vendor } from "../vendor";
import { koreConnection } from "./connection";
import { koreVoice } from "./kore-voice";
import { koreSessionId } from "./session-id";
import { koreConversation } from "./trail/source";

export const kore: Vendor = {
  name: "kore",
  title: "Kore",
  connection: koreConnection,
  blueprints: [koreVoice],
  sources: [{ source: koreConversation, after: "metadata" }],
  findings: [],
  hop: { title: "Kore", waits: "Kore talks to the caller" },
  ids: [koreSessionId],
  functionHops: [],
};
