import type { NamedId } from "@/lib/contacts/search/instance-names";

/** What the filters can be set to, by name. */
export interface FilterChoices {
  queues: readonly NamedId[];
  agents: readonly NamedId[];
  /** Which of the two couldn't be read: their lists then say nothing. */
  unread?: readonly ("queues" | "agents")[];
  integrations: readonly NamedId[];
  /** The tenant's AWS accounts; one needs no choosing. */
  accounts: readonly NamedId[];
}

/** The name of an id, or the id's beginning where no name is known. */
export function nameIn(all: readonly NamedId[], id: string): string {
  return all.find((one) => one.id === id)?.name ?? `${id.slice(0, 8)}…`;
}

/** What can be chosen of a list: with what is chosen already, also where the list isn't known. */
export function withChosen(all: readonly NamedId[], chosen: readonly string[]): NamedId[] {
  const others = chosen.filter((id) => !all.some((one) => one.id === id));
  return [...all, ...others.map((id) => ({ id, name: nameIn(all, id) }))];
}
