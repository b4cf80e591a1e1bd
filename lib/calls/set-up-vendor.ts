import { askSandbox } from "@/lib/calls/ask-sandbox";
import { openConnection } from "@/lib/connections/store";
import type { OpenIntegration } from "@/lib/deployments/load-integration";
import { config } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { ProblemError } from "@/lib/kernel/result";
import { openSecret, placeOf } from "@/lib/secrets/seal";
import { findVendor } from "@/lib/vendors/registry";
import type { TestCalls } from "@/lib/vendors/test-calls";
import type { Vendor } from "@/lib/vendors/vendor";

/**
 * Does at the simulated vendors what the guide asks a person to do, as their own parts of the registry say. A connection to a
 * vendor itself is left alone: nothing of the sandbox's is sent there. Throws Problems: not-deployed, and askSandbox's.
 */
export async function setUpVendor(
  vendor: Vendor,
  testCalls: TestCalls,
  open: OpenIntegration,
  tenantId: TenantId,
): Promise<void> {
  await setUpAt(vendor, testCalls.setUp, open, tenantId);
  for (const [name, setUp] of Object.entries(testCalls.setUpAt ?? {})) {
    const other = findVendor(name);
    if (other !== undefined) await setUpAt(other, setUp, open, tenantId);
  }
}

async function setUpAt(
  { name, sandbox }: Vendor,
  setUpOf: TestCalls["setUp"],
  { integration, input }: OpenIntegration,
  tenantId: TenantId,
): Promise<void> {
  const opened = await openConnection(tenantId, integration.vendorConnections[name] ?? "");
  if (!opened.ok) throw new ProblemError(opened.problem);
  const { settings, secrets } = opened.value;
  const setUp = setUpOf({
    input,
    connection: { settings, secrets },
    secretOf: (secret) => secretOf(integration, tenantId, secret),
  });
  if (setUp === undefined) throw new ProblemError(notDeployed);
  const url = config().vendorSandboxUrls[name];
  if (!sandbox.isSimulated({ ...settings }) || url === undefined) return;
  await askSandbox(tenantId, "PUT", `${url}${setUp.path}`, setUp.body);
}

function secretOf(integration: OpenIntegration["integration"], tenantId: TenantId, name: string): string {
  const sealed = integration.secrets[name];
  return sealed === undefined
    ? ""
    : openSecret(sealed, placeOf("Integration", tenantId, integration.id, name));
}

const notDeployed = {
  code: "not-deployed",
  sentence: "The integration isn't deployed yet. No call was placed.",
  wayOut: "Deploy it, then place the call.",
};
