import { VOICE_GATEWAY_REGIONS, voiceConnectorRegions } from "@/lib/blueprints/kore-voice/presets";
import { config } from "@/lib/config";
import { externalIdOf } from "@/lib/connections/external-id";

/** What a connection's form offers. The external id is shown, and never taken from the form. */
export interface FormFacts {
  isSandboxOn: boolean;
  regions: string[];
  gatewayRegions: { id: string; title: string }[];
  externalId: string;
}

export function formFacts(tenantId: string): FormFacts {
  return {
    isSandboxOn: config().sandbox !== undefined,
    regions: voiceConnectorRegions(),
    gatewayRegions: Object.entries(VOICE_GATEWAY_REGIONS).map(([id, { title }]) => ({ id, title })),
    externalId: externalIdOf(tenantId),
  };
}
