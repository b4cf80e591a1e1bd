import { randomBytes } from "node:crypto";
import type { SimulatedVendor } from "../shared/simulated-vendor";
import { endings } from "./calls/zoom-call";
import { createZoomServer } from "./server";
import { firstCustomer } from "./zoom-account";

/** A contact center of its own, whose calls reach a voice agent by SIP. */
export const zoom: SimulatedVendor = {
  name: "zoom",
  title: "Zoom Contact Center",
  createServer: createZoomServer,
  apiLatencyMilliseconds: 200,
  callsVendors: true,
  ownEndings: endings,
  faults: [],
  firstCustomer,
  makeCustomer: (short) => ({
    accountId: `zoom-sandbox-${short}`,
    clientId: `zc-sandbox-${short}`,
    clientSecret: randomBytes(24).toString("base64url"),
    webhookSecret: randomBytes(24).toString("base64url"),
  }),
  enlist: ({ accountId, ...app }) => ({ path: `/_sandbox/accounts/${accountId}`, body: app }),
};
