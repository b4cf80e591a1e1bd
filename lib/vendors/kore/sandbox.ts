import type { VendorSandbox } from "../vendor";

export const koreSandbox: VendorSandbox = {
  firstCustomer: {
    botId: "st-sandbox-0001",
    clientId: "cs-sandbox-0001",
    clientSecret: "kore-sandbox-client-secret",
    didNumber: "+12065551118",
  },
  connection: ({ clientSecret = "", ...bot }) => ({
    name: "Sandbox voice agent",
    settings: {
      host: "https://platform.kore.ai",
      ...bot,
      appName: "Sandbox voice agent",
      voiceGatewayRegion: "us-east",
      koreSandbox: true,
    },
    secrets: { clientSecret },
  }),
  isSimulated: ({ koreSandbox }) => koreSandbox === true,
};
