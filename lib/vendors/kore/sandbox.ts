import type { VendorSandbox } from "../vendor";

export const koreSandbox: VendorSandbox = {
  firstCustomer: {
    botId: "st-sandbox-0001",
    clientId: "cs-sandbox-0001",
    clientSecret: "kore-sandbox-client-secret",
    didNumber: "+12065551118",
    adminClientId: "cs-sandbox-admin-0001",
    adminClientSecret: "kore-sandbox-admin-secret",
  },
  connection: ({ clientSecret = "", adminClientSecret, ...bot }) => ({
    name: "Sandbox voice agent",
    settings: {
      host: "https://platform.kore.ai",
      ...bot,
      accountId: `acc-${bot.botId}`,
      appName: "Sandbox voice agent",
      voiceGatewayRegion: "us-east",
      koreSandbox: true,
    },
    secrets: { clientSecret, ...(adminClientSecret === undefined ? {} : { adminClientSecret }) },
  }),
  isSimulated: ({ koreSandbox }) => koreSandbox === true,
};
