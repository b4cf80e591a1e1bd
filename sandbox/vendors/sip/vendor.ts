import type { SimulatedVendor } from "../shared/simulated-vendor";
import { sipFaults } from "./faults";
import { agentHost, firstAgentUser } from "./first-agent";
import { createSipServer } from "./server";

/** Any vendor's voice agent that takes calls by SIP and posts what it learned. */
export const sip: SimulatedVendor = {
  name: "sip",
  title: "SIP voice agent",
  createServer: createSipServer,
  apiLatencyMilliseconds: 100,
  listensAt: (host, port, encrypted) =>
    host.toLowerCase() === agentHost && port === (encrypted ? 5061 : 5060),
  faults: sipFaults,
  firstCustomer: { host: agentHost, user: firstAgentUser },
  makeCustomer: (_short, number) => ({ host: agentHost, user: number }),
  enlist: ({ user = "" }) => ({ path: `/_sandbox/agents/${encodeURIComponent(user)}`, body: {} }),
};
