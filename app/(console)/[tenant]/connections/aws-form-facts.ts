import { connectRegions } from "@/lib/aws/connect-regions";
import { externalIdOf } from "@/lib/connections/external-id";
import { config } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";

/** What the form of an AWS account offers. The external id is shown, and never taken from the form. */
export interface AwsFormFacts {
  isSandboxOn: boolean;
  regions: readonly { id: string; name: string }[];
  externalId: string;
  /** The operator keeps the template at an address of theirs: a link can launch it. */
  hasTemplateUrl: boolean;
}

export function awsFormFacts(tenantId: TenantId): AwsFormFacts {
  return {
    isSandboxOn: config().sandbox !== undefined,
    regions: connectRegions,
    externalId: externalIdOf(tenantId),
    hasTemplateUrl: config().templateUrl !== undefined,
  };
}
