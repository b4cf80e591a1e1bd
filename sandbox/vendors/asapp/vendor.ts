import { randomBytes } from "node:crypto";
import type { SimulatedVendor } from "../shared/simulated-vendor";
import { firstCustomer } from "./asapp-account";
import { asappFaults } from "./faults";
import { createAsappServer } from "./server";

export const asapp: SimulatedVendor = {
  name: "asapp",
  title: "ASAPP",
  createServer: createAsappServer,
  apiLatencyMilliseconds: 150,
  hasNumbers: true,
  endings: ["expired", "failed", "no-context"],
  faults: asappFaults,
  firstCustomer,
  makeCustomer: (short) => ({
    apiId: `asapp-sandbox-${short}`,
    apiSecret: randomBytes(24).toString("base64url"),
  }),
  enlist: ({ apiId, ...customer }) => ({ path: `/_sandbox/accounts/${apiId}`, body: customer }),
};
