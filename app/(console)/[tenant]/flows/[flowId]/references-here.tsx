import { ReferencesPanel } from "@/components/flow/references-panel";
import type { TenantId } from "@/lib/access/tenant/scope";
import { readInstanceResources } from "@/lib/flow-library/instance-resources";
import { suggestMapping } from "@/lib/flows/edit/suggest-mapping";
import type { FlowReference } from "@/lib/flows/language/flow-reference";

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
