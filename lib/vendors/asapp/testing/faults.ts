import { expect } from "vitest";
import type { FaultTable } from "../../testing/fault-table";
import { sharedFaults } from "../../testing/shared-faults";

const shared = sharedFaults({
  attribute: "asappTransferId",
  firstFunction: "call-transfer",
  logSources: ["lambda-log:call-transfer", "lambda-log:get-call-context"],
  flowName: /^TransfertoASAPP/,
  transferBlock: "transfer-to-asapp",
  cables: { transfer: "flow", firstFunction: "asapp:ask", laterFunction: "asapp:back" },
});

export const asappFaults: FaultTable = {
  kind: "asapp",
  endings: ["agent", "system"],
  ofOneCall: [
    ["retrieve-times-out", "asapp-failed", { reason: "timed-out" }],
    ["retrieve-fails", "asapp-failed", { reason: "broke-off" }],
    ["asapp-number-expired", "asapp-number-expired", {}],
    ["asapp-no-context", "asapp-no-context", { reason: "ended-early" }],
    ["asapp-4xx", "asapp-failed", { reason: "refused", status: 422 }],
    ["asapp-daily-limit", "asapp-failed", { reason: "daily-limit", asappRequestId: expect.any(String) }],
    ["asapp-5xx", "asapp-failed", { reason: "no-good-answer", status: 503 }],
    ...shared.ofOneCall,
  ],
  ofTheAccount: shared.ofTheAccount,
  colored: {
    "retrieve-times-out": "asapp:back bad",
    "retrieve-fails": "asapp:back bad",
    "asapp-number-expired": "asapp bad",
    "asapp-no-context": "asapp:context attention",
    "asapp-4xx": "asapp:number bad",
    "asapp-5xx": "asapp:number bad",
    "asapp-daily-limit": "asapp:number bad",
    ...shared.colored,
  },
};
