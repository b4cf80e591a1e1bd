import type { NamedId } from "@/lib/contacts/search/instance-names";

/** What the filters can be set to, by name. */
export interface FilterChoices {
  queues: readonly NamedId[];
  agents: readonly NamedId[];
  integrations: readonly NamedId[];
  /** The tenant's AWS accounts; one needs no choosing. */
  accounts: readonly NamedId[];
}
