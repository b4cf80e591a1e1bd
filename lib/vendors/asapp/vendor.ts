import type { Vendor } from "../vendor";
import { asapp as asappBlueprint } from "./blueprint";
import { asappProofs } from "./blueprint/cable-proofs";
import { asappConnection } from "./connection";
import { asappFailed } from "./findings/asapp-failed";
import { asappNoContext } from "./findings/asapp-no-context";
import { asappNumberExpired } from "./findings/asapp-number-expired";
import { asappSandbox } from "./sandbox";
import { asappTestCalls } from "./test-calls";
import { asappConversation } from "./trail/conversation-source";
import { asappTransfer } from "./trail/source";
import { asappTransferId } from "./transfer-id";

export const asapp: Vendor = {
  name: "asapp",
  title: "ASAPP",
  connection: asappConnection,
  blueprints: [asappBlueprint],
  cableProofs: { [asappBlueprint.kind]: asappProofs },
  sandbox: asappSandbox,
  testCalls: { asapp: asappTestCalls },
  demos: [{ blueprint: "asapp", integrationName: "ASAPP" }],
  sources: [
    { source: asappTransfer, after: "metadata" },
    { source: asappConversation, after: "metadata" },
  ],
  findings: [
    { step: [asappNumberExpired], before: "caller-hung-up" },
    { step: [asappNoContext, asappFailed], before: "transfer-failed" },
  ],
  hop: { title: "ASAPP", waits: "GenerativeAgent talks to the caller" },
  ids: [asappTransferId],
  transfers: "phone",
  words: {
    title: "ASAPP",
    handsOver: "reduce the variables of ASAPP's task",
    heard: "in ASAPP",
  },
  functionHops: [{ name: /call-transfer|call-context/i, hop: "asapp" }],
};
