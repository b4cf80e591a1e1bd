import type { VendorSandbox } from "../vendor";

export const zoomSandbox: VendorSandbox = {
  firstCustomer: {
    accountId: "zoom-sandbox-0001",
    clientId: "zc-sandbox-0001",
    clientSecret: "zoom-sandbox-client-secret",
    webhookSecret: "zoom-sandbox-webhook-secret",
  },
  connection: ({ accountId = "", clientId = "", clientSecret = "", webhookSecret = "" }) => ({
    name: "Sandbox Zoom Contact Center",
    settings: { accountId, clientId, flowAccess: "change", zoomSandbox: true },
    secrets: { clientSecret, webhookSecret },
  }),
  isSimulated: ({ zoomSandbox: isSandbox }) => isSandbox === true,
};
