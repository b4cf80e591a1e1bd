import type { FaultTable } from "../../testing/fault-table";
import { connectorFaults, sharedFaults } from "../../testing/shared-faults";

const shared = sharedFaults({
  attribute: "customData",
  firstFunction: "koreRetrieveSessionMetadata",
  logSources: ["lambda-log:koreRetrieveSessionMetadata"],
  flowName: /^TransfertoKore/,
  transferBlock: "transfer-to-kore",
  cables: { transfer: "sip", firstFunction: "retrieve", laterFunction: "retrieve" },
});
const ofConnector = connectorFaults({
  names: {
    late: "kore-posts-late",
    never: "kore-never-posts",
    otherContact: "kore-posts-other-contact",
    wrongToken: "wrong-token",
  },
  answering: "sip:gateway",
  neverPosted: "kore-never-posted",
  hasSession: true,
});

export const koreFaults: FaultTable = {
  kind: "kore-voice",
  endings: ["agent", "bot"],
  ofOneCall: [
    ["kore-slow-bot", "kore-slow-turn", { part: "bot", count: 1 }],
    ["kore-slow-recognition", "kore-slow-turn", { part: "asr", count: 1 }],
    ["kore-slow-voice", "kore-slow-turn", { part: "tts", count: 1 }],
    ["kore-other-bot", "kore-other-bot", { botIds: ["st-sandbox-other"] }],
    ["kore-other-number", "kore-other-number", { calledNumber: "+12065550142" }],
    ["kore-records-error", "kore-recorded-error", {}],
    ...ofConnector.ofOneCall,
    ...shared.ofOneCall,
  ],
  ofTheAccount: shared.ofTheAccount,
  refused: ofConnector.refused,
  colored: {
    "kore-slow-bot": "kore attention",
    "kore-slow-recognition": "kore attention",
    "kore-slow-voice": "kore attention",
    "kore-other-bot": "kore attention",
    "kore-other-number": "kore attention",
    "kore-records-error": "kore attention",
    ...ofConnector.colored,
    ...shared.colored,
  },
};
