import type { Vendor } from "../vendor";
import { agentAiPanel } from "./agent-ai/agent-panel";
import { agentAiProofs } from "./agent-ai/cable-proofs";
import { agentAiTestCalls, workspaceTestCalls } from "./agent-ai/test-calls";
import { agentAiCcp } from "./agent-ai-ccp";
import { agentAiWorkspace } from "./agent-ai-workspace";
import { koreCallId } from "./call-id";
import { koreConnection } from "./connection";
import { koreDemos } from "./demo";
import { agentAiFindings } from "./findings/agent-ai-findings";
import { linkedFindings } from "./findings/linked-findings";
import { koreRecordFindings } from "./findings/record-findings";
import { koreVoice } from "./kore-voice";
import { koreVoiceProofs } from "./kore-voice/cable-proofs";
import { koreVoiceChecker } from "./kore-voice/checker";
import { sessionAttribute, sessionIndex } from "./kore-voice/names";
import { setUrlDeed } from "./kore-voice/set-url-deed";
import { koreZoom } from "./kore-zoom";
import { koreZoomChecker } from "./kore-zoom/checker";
import { koreZoomProofs } from "./kore-zoom/picture";
import { koreZoomTestCalls } from "./kore-zoom/test-calls";
import { botPublication } from "./publish/bot-publication";
import { koreSandbox } from "./sandbox";
import { koreSessionId } from "./session-id";
import { koreTestCalls } from "./test-calls";
import { agentAiFunctionHop } from "./trail/agent-ai/agent-ai-functions";
import { describeAgentAi } from "./trail/agent-ai/describe-attributes";
import { agentAiTranscript } from "./trail/agent-ai/source";
import { koreRecord } from "./trail/record/source";
import { koreConversation } from "./trail/source";

export const kore: Vendor = {
  name: "kore",
  title: "Kore",
  connection: koreConnection,
  blueprints: [koreVoice, agentAiCcp, agentAiWorkspace, koreZoom],
  cableProofs: {
    [koreVoice.kind]: koreVoiceProofs,
    [agentAiCcp.kind]: agentAiProofs,
    [agentAiWorkspace.kind]: agentAiProofs,
    [koreZoom.kind]: koreZoomProofs,
  },
  agentPanel: agentAiPanel,
  guideChecks: { [koreVoice.kind]: koreVoiceChecker, [koreZoom.kind]: koreZoomChecker },
  guideDeeds: { [koreVoice.kind]: { "KP-04": setUrlDeed } },
  guidePublications: {
    [koreVoice.kind]: { "KM-23": botPublication },
    [koreZoom.kind]: { "ZC-09": botPublication },
  },
  sandbox: koreSandbox,
  testCalls: {
    [koreVoice.kind]: koreTestCalls,
    [agentAiCcp.kind]: agentAiTestCalls,
    [agentAiWorkspace.kind]: workspaceTestCalls,
    [koreZoom.kind]: koreZoomTestCalls,
  },
  demos: koreDemos,
  sources: [
    { source: koreConversation, after: "metadata" },
    { source: koreRecord, after: "metadata" },
    { source: agentAiTranscript, after: "lambda-log" },
  ],
  findings: [...koreRecordFindings, ...linkedFindings, ...agentAiFindings],
  hop: { title: "Kore", waits: "Kore talks to the caller" },
  ids: [koreSessionId, koreCallId],
  functionHops: [agentAiFunctionHop],
  transfers: "sip",
  describeAttributes: describeAgentAi,
  words: {
    title: "Kore",
    poster: "Kore's Service node",
    tokenPlace:
      "the bot's secure variable for it, or into the authorizationToken header of a Service node that has the token itself",
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
