import { metadataFunctionNames } from "@/lib/aws/own-names";
import { metadataNeverPosted } from "@/lib/trail/findings/metadata-never-posted";
import type { FaultTable } from "../../testing/fault-table";
import { connectorFaults, sharedFaults } from "../../testing/shared-faults";

const retrieve = `sip-${metadataFunctionNames.retrieve}`;
const shared = sharedFaults({
  attribute: "customData",
  firstFunction: retrieve,
  logSources: [`lambda-log:${retrieve}`],
  flowName: /^TransferToVoiceAgent/,
  transferBlock: "transfer-to-voice-agent",
  cables: { transfer: "sip", firstFunction: "retrieve", laterFunction: "retrieve" },
});
const ofConnector = connectorFaults({
  names: {
    late: "agent-posts-late",
    never: "agent-never-posts",
    otherContact: "agent-posts-other-contact",
    wrongToken: "agent-wrong-token",
  },
  answering: "sip:agent",
  neverPosted: metadataNeverPosted.code,
  hasSession: false,
});

export const sipVoiceFaults: FaultTable = {
  kind: "sip-voice",
  // After "bot" the flow goes to the queue as well, and nothing in SIP tells it from a post that is missing.
  endings: ["agent"],
  ofOneCall: [...ofConnector.ofOneCall, ...shared.ofOneCall],
  ofTheAccount: shared.ofTheAccount,
  refused: ofConnector.refused,
  colored: { ...ofConnector.colored, ...shared.colored },
};
