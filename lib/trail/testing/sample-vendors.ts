import type { CableProofs } from "../cable-proofs";
import type { TrailVendor } from "../trail-vendor";

/** A voice agent that is called through a voice connector, and posts metadata. */
const voiceVendor: TrailVendor = {
  name: "voice",
  transfers: "sip",
  functionHops: [],
  sip: {
    reason: { header: "x-voice-reason", ends: { HandedOff: "handed-off", HangUp: "served" } },
    session: { header: "x-voice-session", title: "Voice session" },
  },
  metadata: {
    body: "posted_data",
    session: { column: "voiceSessionId", index: "voiceSessionId-index", title: "Voice session" },
  },
};

/** A voice agent that is called over the telephone network, at a number that a function asks it for. */
const phoneVendor: TrailVendor = {
  name: "phone-voice",
  transfers: "phone",
  functionHops: [{ name: /ask-for-number/, hop: "phone-voice" }],
};

export const sampleVendors = [voiceVendor, phoneVendor];

/** A picture with one cable for each hop of such a call. */
const voiceHops = ["number", "sip", voiceVendor.name, "api", "store", "retrieve", "queue"];
export const voiceProofs: CableProofs = {
  order: voiceHops,
  tellsOf: ({ hop }) => ({
    ...(voiceHops.includes(hop) && { own: hop }),
    ...(hop === "store" && { passed: ["api"] }),
  }),
  causes: {},
};
