import { randomBytes } from "node:crypto";
import type { SimulatedVendor } from "../shared/simulated-vendor";
import { koreFaults } from "./faults";
import { firstBotCustomer } from "./first-bot";
import { createKoreServer } from "./server";
import { isVoiceGateway } from "./voice-gateway";

export const kore: SimulatedVendor = {
  name: "kore",
  title: "Kore",
  createServer: createKoreServer,
  apiLatencyMilliseconds: 250,
  listensAt: isVoiceGateway,
  readsAws: true,
  faults: koreFaults,
  firstCustomer: firstBotCustomer,
  makeCustomer: (short, number) => ({
    botId: `st-sandbox-${short}`,
    clientId: `cs-sandbox-${short}`,
    clientSecret: randomBytes(24).toString("base64url"),
    didNumber: number,
    adminClientId: `cs-sandbox-admin-${short}`,
    adminClientSecret: randomBytes(24).toString("base64url"),
  }),
  enlist: ({ botId, adminClientId, adminClientSecret, ...bot }) => ({
    path: `/_sandbox/bots/${botId}`,
    body: {
      ...bot,
      ...(adminClientId && adminClientSecret
        ? { adminApp: { clientId: adminClientId, clientSecret: adminClientSecret } }
        : {}),
    },
  }),
};
