import type { VendorSandbox } from "../vendor";

export const asappSandbox: VendorSandbox = {
  firstCustomer: { apiId: "asapp-sandbox-0001", apiSecret: "asapp-sandbox-api-secret" },
  connection: ({ apiSecret = "", ...customer }) => ({
    name: "Sandbox GenerativeAgent",
    settings: { host: "api.sandbox.asapp.com", ...customer, simulated: true },
    secrets: { apiSecret },
  }),
  isSimulated: ({ simulated }) => simulated === true,
};
