import type { OpenIntegration } from "@/lib/deployments/load-integration";
import { config } from "@/lib/kernel/config";
import { accountVendorOf } from "@/lib/vendors/account-vendor";

/** Whose simulated twin takes an integration's test calls: a vendor's contact center's, or Amazon Connect's. */
export function sandboxOfCalls({ integration }: Pick<OpenIntegration, "integration">): string {
  const vendor = accountVendorOf(integration.blueprint);
  const { sandbox, vendorSandboxUrls } = config();
  return (vendor ? vendorSandboxUrls[vendor.name] : sandbox?.url) ?? "";
}
