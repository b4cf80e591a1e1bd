import { FilterBar } from "@/components/contacts/filter-bar";
import type { FilterChoices } from "@/components/contacts/filter-choices";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { ContactFilter } from "@/lib/contacts/search/contact-filter";
import { readInstanceNames } from "@/lib/contacts/search/instance-names";

interface FiltersProps {
  tenantId: string;
  slug: string;
  connectionId: string;
  filter: ContactFilter;
  choices: FilterChoices;
}

/** The filter bar with the names of queues and agents, which Amazon Connect is asked for. */
export async function Filters({ tenantId, slug, connectionId, filter, choices }: FiltersProps) {
  const names = await readInstanceNames(tenantId, connectionId);
  const { queues, agents, problems } = names.ok
    ? names.value
    : { queues: [], agents: [], problems: [names.problem] };
  const [problem] = problems;
  return (
    <>
      <FilterBar slug={slug} filter={filter} choices={{ ...choices, queues, agents }} />
      {problem && names.ok ? <ProblemNotice problem={problem} state="attention" /> : null}
    </>
  );
}
