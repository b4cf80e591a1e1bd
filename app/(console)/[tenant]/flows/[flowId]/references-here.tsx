import { ReferencesPanel } from "@/components/flow/references-panel";
import { ReadProblem } from "@/components/ui/read-problem";
import { answerInTime } from "@/lib/aws/answer-in-time";
import { fetchInstanceResources } from "@/lib/flow-library/instance-resources";
import { suggestMapping } from "@/lib/flows/edit/suggest-mapping";
import type { FlowReference } from "@/lib/flows/language/flow-reference";
import type { TenantId } from "@/lib/kernel/ids";

interface ReferencesHereProps {
  tenantId: TenantId;
  connectionId: string;
  references: readonly FlowReference[];
}

/** What a flow points at, by the names that the instance has for it. */
export async function ReferencesHere({ tenantId, connectionId, references }: ReferencesHereProps) {
  const kinds = references.map(({ kind }) => kind);
  const resources = await answerInTime(fetchInstanceResources(tenantId, connectionId, kinds));
  const found = resources.ok ? suggestMapping(references, resources.value) : undefined;
  return (
    <>
      {resources.ok ? null : <ReadProblem problem={resources.problem} />}
      <ReferencesPanel references={references} found={found} />
    </>
  );
}
