import { ListSecurityProfilesCommand } from "@aws-sdk/client-connect";
import { expect } from "vitest";
import type { FaultRow, FaultTable } from "../../testing/fault-table";
import { sharedFaults } from "../../testing/shared-faults";
import { widgetPath } from "../agent-ai/presets";

const shared = sharedFaults({
  attribute: "koreConversationId",
  firstFunction: "KVSTrigger",
  logSources: ["lambda-log:KVSTrigger"],
  flowName: /^(?:KVS|Kore)/,
  transferBlock: "",
  cables: { transfer: "kore", firstFunction: "kore:ask", laterFunction: "kore:ask" },
});
/** They need a transfer to a voice agent, which these calls don't have. */
const ofTransfers = new Set([
  "lambda-starts-late",
  "response-over-32kb",
  "caller-hangs-up-in-transfer",
  "flow-not-resumed",
  "live-flow-changed",
]);
const withoutTransfers = (rows: readonly FaultRow[]) => rows.filter(([fault]) => !ofTransfers.has(fault));

const ofBoth: Omit<FaultTable, "kind"> = {
  endings: ["agent"],
  ofOneCall: [
    ["no-stream", "agentai-no-stream", { reason: "stream-absent", isStarted: true }],
    ["whisper-not-run", "agentai-not-started", { reason: "whisper" }],
    ["agent-side-not-streamed", "agentai-one-side", { missing: "agent", reason: "transcript" }],
    ["reader-role-refused", "agentai-credentials-refused", { reason: "role" }],
    ["reader-boundary-refused", "agentai-credentials-refused", { reason: "boundary" }],
    ["transcriber-refuses", "agentai-transcriber-refused", { reason: "credentials", status: 401 }],
    ["transcriber-silent", "agentai-transcriber-timeout", {}],
    ["transcription-ends-early", "agentai-transcription-ended", { reason: expect.any(String) }],
    ["custom-data-not-json", "agentai-custom-data-not-json", { reason: "not-json" }],
    ...withoutTransfers(shared.ofOneCall),
  ],
  ofTheAccount: [
    ["media-streaming-off", "agentai-streaming-off", { reason: "instance" }],
    ["stream-key-refused", "agentai-credentials-refused", { reason: "key" }],
    ["origin-not-approved", "agentai-origin-missing", { state: "absent" }],
    ...withoutTransfers(shared.ofTheAccount),
  ],
  colored: {
    "no-stream": "flow bad",
    "whisper-not-run": "flow bad",
    "agent-side-not-streamed": "flow attention",
    "reader-role-refused": "kore:ask bad",
    "reader-boundary-refused": "kore:ask bad",
    "transcriber-refuses": "kore bad",
    "transcriber-silent": "kore bad",
    "custom-data-not-json": "kore:widget bad",
    "media-streaming-off": "flow bad",
    "stream-key-refused": "kore:ask bad",
    "transcription-ends-early": "kore attention",
    "origin-not-approved": "kore:widget bad",
    ...Object.fromEntries(Object.entries(shared.colored).filter(([fault]) => !ofTransfers.has(fault))),
    "attributes-over-32kb": undefined,
  },
};

export const agentAiCcpFaults: FaultTable = {
  kind: "agent-ai-ccp",
  ...ofBoth,
  onAgentPage: {
    panelUrl: ({ kore }) => `${kore}${widgetPath}?source=patchbay`,
    rows: [["widget-not-loaded", "agentai-widget-not-loaded", { attempts: 1 }]],
    met: [
      ["token-expired", "agentai-widget-token-expired", { reason: "page" }],
      ["microphone-refused", "agentai-microphone-refused", {}],
    ],
  },
  colored: { ...ofBoth.colored, "widget-not-loaded": "kore:widget bad" },
};

export const agentAiWorkspaceFaults: FaultTable = {
  kind: "agent-ai-workspace",
  prefix: "desk-",
  async choose({ connect, instanceId }) {
    const { SecurityProfileSummaryList: profiles = [] } = await connect.send(
      new ListSecurityProfilesCommand({ InstanceId: instanceId }),
    );
    return { securityProfileIds: profiles.flatMap(({ Id, Name }) => (Id && Name === "Agent" ? [Id] : [])) };
  },
  ...ofBoth,
  ofOneCall: [
    ...ofBoth.ofOneCall,
    ["widget-without-token", "agentai-widget-not-loaded", { reason: "no-token" }],
  ],
  ofTheAccount: [
    ...ofBoth.ofTheAccount,
    ["application-without-permission", "agentai-application-permission", { state: "changed" }],
    ["profile-without-application", "agentai-profile-application", { state: "absent" }],
  ],
  colored: {
    ...ofBoth.colored,
    "widget-without-token": "kore:widget bad",
    "application-without-permission": "kore:widget bad",
    "profile-without-application": "kore:widget bad",
  },
};
