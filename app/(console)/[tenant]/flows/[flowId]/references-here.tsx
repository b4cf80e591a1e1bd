import { ReferencesPanel } from "@/components/flow/references-panel";
import { readInstanceResources } from "@/lib/flow-library/instance-resources";
import type { FlowReference } from "@/lib/flows/flow-reference";
import { suggestMapping } from "@/lib/flows/suggest-mapping";
import type { TenantId } from "@/lib/tenant/scope";

interface ReferencesHereProps {
  tenantId: TenantId;
  connectionId: string;
  references: readonly FlowReference[];
}

/** What a flow points at, by the names that the instance has for it. */
export async function ReferencesHere({ tenantId, connectionId, references }: ReferencesHereProps) {
  const kinds = references.map(({ kind }) => kind);
  const resources = await readInstanceResources(tenantId, connectionId, kinds);
  const found = resources.ok ? suggestMapping(references, resources.value) : undefined;
  return <ReferencesPanel references={references} found={found} />;
}
