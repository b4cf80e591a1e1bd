import type { TenantId } from "@/lib/access/tenant/scope";
import { askSandbox } from "@/lib/calls/ask-sandbox";
import { openConnection } from "@/lib/connections/store";
import type { OpenIntegration } from "@/lib/deployments/load-integration";
import { ProblemError } from "@/lib/kernel/result";
import { openSecret, placeOf } from "@/lib/secrets/seal";
import { asappBaseUrl, asappSettings } from "@/lib/vendors/asapp/connection-settings";
import { koreBaseUrl, koreSettings } from "@/lib/vendors/kore/connection";
import { koreSideOf } from "@/lib/vendors/kore/kore-voice/kore-side";
import { koreVoiceSettings } from "@/lib/vendors/kore/kore-voice/settings";

/** What stands on the other side of a test call. */
interface SimulatedVendor {
  /** As the sandbox calls it. */
  name: "kore" | "asapp";
  /** Does at the simulated vendor what the guide asks a person to do, with the same texts and the real secrets. */
  setUp(open: OpenIntegration, tenantId: TenantId): Promise<void>;
  /** Under which name the sandbox takes what the voice agent gives back. */
  gives: "post" | "asapp";
}

const VENDORS: Record<string, SimulatedVendor> = {
  "kore-voice": { name: "kore", setUp: setUpKore, gives: "post" },
  asapp: { name: "asapp", setUp: setUpAsapp, gives: "asapp" },
};

/** undefined for a kind of integration whose vendor is not simulated. */
export function simulatedVendorOf(blueprint: string): SimulatedVendor | undefined {
  return VENDORS[blueprint];
}

async function setUpKore({ integration, input }: OpenIntegration, tenantId: TenantId): Promise<void> {
  const { settings, secrets } = await openVendor("kore", integration, tenantId);
  const kore = koreSettings.parse(settings);
  const side = koreSideOf({ ...input, settings: koreVoiceSettings.parse(input.settings) });
  if (side.serviceNode.url === undefined) throw new ProblemError(notDeployed);
  const headers = Object.entries(side.serviceNode.headers).map(([name, value]) => [
    name,
    typeof value === "string" ? value : secretOf(integration, tenantId, value.$secret),
  ]);
  await askSandbox(tenantId, "PUT", `${koreBaseUrl(kore)}/_sandbox/bots/${encodeURIComponent(kore.botId)}`, {
    ...side,
    clientId: kore.clientId,
    clientSecret: secrets.clientSecret ?? "",
    serviceNode: { ...side.serviceNode, headers: Object.fromEntries(headers) },
  });
}

async function setUpAsapp({ integration, input }: OpenIntegration, tenantId: TenantId): Promise<void> {
  if (input.outputs.flow === undefined) throw new ProblemError(notDeployed);
  const { settings, secrets } = await openVendor("asapp", integration, tenantId);
  const asapp = asappSettings.parse(settings);
  // ASAPP's own account is asked by the functions themselves: nothing is to be set up there.
  if (asapp.simulated !== true) return;
  const url = `${asappBaseUrl(asapp) ?? ""}/_sandbox/accounts/${encodeURIComponent(asapp.apiId)}`;
  await askSandbox(tenantId, "PUT", url, { apiSecret: secrets.apiSecret ?? "" });
}

async function openVendor(kind: string, integration: OpenIntegration["integration"], tenantId: TenantId) {
  const opened = await openConnection(tenantId, integration.vendorConnections[kind] ?? "");
  if (!opened.ok) throw new ProblemError(opened.problem);
  return opened.value;
}

function secretOf(integration: OpenIntegration["integration"], tenantId: TenantId, name: string): string {
  const sealed = integration.secrets[name];
  return sealed === undefined
    ? ""
    : openSecret(sealed, placeOf("Integration", tenantId, integration.id, name));
}

const notDeployed = {
  code: "not-deployed",
  sentence: "The integration is not deployed yet; no call was placed.",
  wayOut: "Deploy it, then place the call.",
};
