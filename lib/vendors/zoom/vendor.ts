import type { Vendor } from "../vendor";
import { zoomConnection } from "./connection";
import { zoomFindings } from "./findings/zoom-findings";
import { zoomGuideChecker } from "./guide/check-flow";
import { zoomEntryPoint } from "./resources/zoom-entry-point";
import { zoomFlow } from "./resources/zoom-flow";
import { zoomVariable } from "./resources/zoom-variable";
import { zoomSandbox } from "./sandbox";
import { zoomCenter } from "./trail/contact-center";
import { zoomWebhooks } from "./webhooks";

/** A contact center, and no voice agent: another vendor's answers the calls that its flows hand over. */
export const zoom: Vendor = {
  name: "zoom",
  title: "Zoom",
  connection: zoomConnection,
  blueprints: [],
  resourceTypes: [zoomEntryPoint, zoomFlow, zoomVariable],
  account: {
    title: "Zoom account",
    portal: "the Zoom admin portal",
    idOf: ({ accountId }) => (typeof accountId === "string" ? accountId : ""),
  },
  cableProofs: {},
  guideChecksWhereNeeded: zoomGuideChecker,
  sandbox: zoomSandbox,
  testCalls: {},
  demos: [],
  sources: [],
  findings: zoomFindings,
  words: {},
  ids: [],
  functionHops: [],
  webhooks: zoomWebhooks,
  contactCenter: zoomCenter,
};
