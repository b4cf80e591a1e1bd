import { FilterBar } from "@/components/contacts/filter-bar";
import type { FilterChoices } from "@/components/contacts/filter-choices";
import { ReadProblem } from "@/components/ui/read-problem";
import type { ContactFilter } from "@/lib/contacts/search/contact-filter";
import { fetchInstanceNames, type InstanceNames } from "@/lib/contacts/search/instance-names";
import type { TenantId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";

interface FiltersProps {
  tenantId: TenantId;
  slug: string;
  connectionId: string;
  filter: ContactFilter;
  choices: FilterChoices;
}

/** The filter bar with the names of queues and agents, which Amazon Connect is asked for. */
export async function Filters({ tenantId, slug, connectionId, filter, choices }: FiltersProps) {
  const names = await fetchInstanceNames(tenantId, connectionId);
  const { queues, agents, unread, problems } = names.ok ? names.value : nothingRead(names.problem);
  const [problem] = problems;
  return (
    <>
      <FilterBar slug={slug} filter={filter} choices={{ ...choices, queues, agents, unread }} />
      {problem && names.ok ? <ReadProblem problem={problem} of="Amazon Connect" /> : null}
    </>
  );
}

function nothingRead(problem: Problem): InstanceNames {
  return { queues: [], agents: [], unread: ["queues", "agents"], problems: [problem] };
}
