import { CONNECT_REGIONS } from "@/lib/aws/connect-regions";
import { externalIdOf } from "@/lib/connections/external-id";
import { config } from "@/lib/kernel/config";
import { VOICE_GATEWAY_REGIONS } from "@/lib/vendors/kore/kore-voice/presets";

/** What a connection's form offers. The external id is shown, and never taken from the form. */
export interface FormFacts {
  isSandboxOn: boolean;
  regions: readonly { id: string; name: string }[];
  gatewayRegions: { id: string; title: string }[];
  externalId: string;
  /** The operator keeps the template at an address of theirs: a link can launch it. */
  hasTemplateUrl: boolean;
}

export function formFacts(tenantId: string): FormFacts {
  return {
    isSandboxOn: config().sandbox !== undefined,
    regions: CONNECT_REGIONS,
    gatewayRegions: Object.entries(VOICE_GATEWAY_REGIONS).map(([id, { title }]) => ({ id, title })),
    externalId: externalIdOf(tenantId),
    hasTemplateUrl: config().templateUrl !== undefined,
  };
}
