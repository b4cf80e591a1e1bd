import type { VendorSandbox } from "../vendor";

export const sipSandbox: VendorSandbox = {
  firstCustomer: { host: "sip.voice-agent.example", user: "+12065551119" },
  connection: ({ host = "", user = "" }) => ({
    name: "Sandbox SIP voice agent",
    settings: { host, port: 5060, transport: "TCP", user, simulated: true },
    secrets: {},
  }),
  isSimulated: ({ simulated }) => simulated === true,
};
