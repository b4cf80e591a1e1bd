"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import {
  type Channel,
  type ContactFilter,
  channels,
  formatFilter,
  methods,
} from "@/lib/contacts/search/contact-filter";
import type { NamedId } from "@/lib/contacts/search/instance-names";
import { sayValue } from "./contact-words";
import { addressOf, FilterChips } from "./filter-chips";
import { type FilterChoices, withChosen } from "./filter-choices";
import { ChoiceList, FilterMenu, filterLook } from "./filter-menu";
import { TimeMenu } from "./time-menu";

interface FilterBarProps {
  slug: string;
  filter: ContactFilter;
  choices: FilterChoices;
  /** Names are still being read. */
  isPreparing?: boolean;
  /** A contact center whose lists know less than Amazon Connect's: what it can't be narrowed by isn't offered. */
  center?: string;
}

/** All that narrows the list, in one line; what is chosen stands under it as chips, and in the address. */
export function FilterBar({ slug, filter: answered, choices, isPreparing, center }: FilterBarProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  // What was chosen last counts at once: a second choice must not be made of what the server knew before the first.
  const [filter, choose] = useOptimistic(answered);
  function go(next: ContactFilter): void {
    startTransition(() => {
      choose(next);
      router.push(addressOf(slug, next));
    });
  }
  const given = (form: FormData, name: string) => form.getAll(name).map(String).filter(Boolean);
  const named = (all: readonly NamedId[], chosen: readonly string[]) =>
    withChosen(all, chosen).map(({ id, name }) => ({ value: id, label: name }));
  const said = (all: readonly string[]) => all.map((value) => ({ value, label: sayValue(value) }));
  const state = `${formatFilter(filter)} ${isPreparing ? "" : "named"}`;
  const isUnread = (list: "queues" | "agents") => choices.unread?.includes(list) ?? false;
  const isPartial = (list: "queues" | "agents") => (isPreparing ?? false) || isUnread(list);
  const whenEmpty = (list: "queues" | "agents") => {
    if (isPreparing) return "Loading names from Amazon Connect…";
    return isUnread(list)
      ? "The list couldn't be read from Amazon Connect."
      : "There are none in Amazon Connect.";
  };
  return (
    <div className="flex flex-col gap-2" aria-busy={isPending || undefined}>
      <div className="flex flex-wrap items-center gap-1.5">
        <TimeMenu filter={filter} onChange={go} />
        {choices.accounts.length > 1 ? (
          <FilterMenu
            label="Account"
            count={filter.account ? 1 : 0}
            state={state}
            onApply={(form) => {
              const { account: _, ...rest } = filter;
              const account = given(form, "account").at(-1);
              // Queues, agents and integrations are of one account.
              const { integration: __, ...free } = { ...rest, queues: [], agents: [] };
              go(account ? { ...free, account } : free);
            }}
          >
            <OneOf
              name="account"
              choices={choices.accounts}
              chosen={filter.account}
              anyLabel="The first one"
            />
          </FilterMenu>
        ) : null}
        <FilterMenu
          label="Channel"
          count={filter.channels.length}
          state={state}
          onApply={(form) => go({ ...filter, channels: given(form, "channel") as Channel[] })}
        >
          <ChoiceList name="channel" choices={said(channels)} chosen={filter.channels} whenEmpty="" />
        </FilterMenu>
        {center === undefined ? (
          <>
            <FilterMenu
              label="Queue"
              count={filter.queues.length}
              state={state}
              onApply={(form) => go({ ...filter, queues: given(form, "queue") })}
            >
              <ChoiceList
                name="queue"
                choices={named(choices.queues, filter.queues)}
                chosen={filter.queues}
                whenEmpty={whenEmpty("queues")}
                isPartial={isPartial("queues")}
              />
            </FilterMenu>
            <FilterMenu
              label="Agent"
              count={filter.agents.length}
              state={state}
              onApply={(form) => go({ ...filter, agents: given(form, "agent") })}
            >
              <ChoiceList
                name="agent"
                choices={named(choices.agents, filter.agents)}
                chosen={filter.agents}
                whenEmpty={whenEmpty("agents")}
                isPartial={isPartial("agents")}
              />
            </FilterMenu>
            <FilterMenu
              label="Started by"
              count={filter.methods.length}
              state={state}
              onApply={(form) => go({ ...filter, methods: given(form, "method") })}
            >
              <ChoiceList name="method" choices={said(methods)} chosen={filter.methods} whenEmpty="" />
            </FilterMenu>
          </>
        ) : null}
        <FilterMenu
          label="Integration"
          count={filter.integration ? 1 : 0}
          state={state}
          onApply={(form) => {
            const { integration: _, ...rest } = filter;
            const integration = given(form, "integration").at(-1);
            go(integration ? { ...rest, integration } : rest);
          }}
        >
          <OneOf
            name="integration"
            choices={choices.integrations}
            chosen={filter.integration}
            anyLabel="Any, or none"
          />
          <p className="text-xs text-ink-soft">
            {center === undefined
              ? "Contact records don't include the flow, so these contacts come from the flow log. Contacts whose flow doesn't log are missing, and a long period takes longer to search."
              : `${center} lists the contacts of all integrations that use this connection.`}
          </p>
        </FilterMenu>
        {center === undefined ? (
          <FilterMenu
            label="Attribute"
            count={filter.attributes.length}
            state={state}
            onApply={(form) => {
              const [key = "", value = ""] = [given(form, "key")[0], given(form, "value")[0]];
              const isKnown = filter.attributes.some((one) => one.key === key && one.value === value);
              if (key && value && !isKnown)
                go({ ...filter, attributes: [...filter.attributes, { key, value }] });
            }}
          >
            <label className="flex flex-col gap-1">
              Key
              <input name="key" autoComplete="off" spellCheck={false} maxLength={200} className="field-box" />
            </label>
            <label className="flex flex-col gap-1">
              Value
              <input
                name="value"
                autoComplete="off"
                spellCheck={false}
                maxLength={200}
                className="field-box"
              />
            </label>
            <p className="text-xs text-ink-soft">
              Finds only attributes that are searchable in Amazon Connect, in contacts since that was turned
              on. Case-sensitive. A search with a value isn't saved to your recent searches.
            </p>
          </FilterMenu>
        ) : null}
        <button
          type="button"
          aria-pressed={filter.onlyFindings}
          onClick={() => go({ ...filter, onlyFindings: !filter.onlyFindings })}
          className={filterLook(filter.onlyFindings)}
        >
          Only with findings
        </button>
        {isPending ? (
          <span role="status" className="text-xs text-ink-faint">
            Searching…
          </span>
        ) : null}
      </div>
      <FilterChips slug={slug} filter={filter} choices={choices} onRemove={go} />
    </div>
  );
}

interface OneOfProps {
  name: string;
  choices: readonly NamedId[];
  chosen: string | undefined;
  /** The label of the choice that leaves the filter out. */
  anyLabel: string;
}

function OneOf({ name, choices, chosen, anyLabel }: OneOfProps) {
  const options = [{ id: "", name: anyLabel }, ...choices];
  return (
    <ul className="-mx-1 flex max-h-60 flex-col overflow-auto px-1">
      {options.map(({ id, name: label }) => (
        <li key={id}>
          <label className="flex min-h-6 cursor-pointer items-center gap-2 rounded px-1 hover:bg-hover">
            <input
              type="radio"
              name={name}
              value={id}
              defaultChecked={(chosen ?? "") === id}
              className="accent-accent"
            />
            <span className="min-w-0 wrap-anywhere">{label}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}
