"use client";

import { type ContactFilter, formatFilter, ranges } from "@/lib/contacts/search/contact-filter";
import { FilterMenu } from "./filter-menu";

interface TimeMenuProps {
  filter: ContactFilter;
  onChange(next: ContactFilter): void;
}

/** When the contacts began: a stretch until now, or whole days. */
export function TimeMenu({ filter, onChange }: TimeMenuProps) {
  const { days, ...rest } = filter;
  const range = ranges.find(({ id }) => id === filter.range);
  function apply(form: FormData): void {
    const [from, to] = [String(form.get("from")), String(form.get("to"))];
    const chosen = ranges.find(({ id }) => id === form.get("range"));
    if (from && to) onChange({ ...rest, days: from <= to ? { from, to } : { from: to, to: from } });
    else onChange({ ...rest, range: chosen?.id ?? filter.range });
  }
  return (
    <FilterMenu
      label={days ? `${days.from} – ${days.to}` : `Time: ${range?.label}`}
      count={0}
      state={formatFilter(filter)}
      onApply={apply}
    >
      <ul className="flex flex-col">
        {ranges.map(({ id, label }) => (
          <li key={id}>
            <label className="flex min-h-6 cursor-pointer items-center gap-2 rounded px-1 hover:bg-hover">
              <input
                type="radio"
                name="range"
                value={id}
                defaultChecked={!days && filter.range === id}
                onChange={(event) => {
                  // The days count before the stretch: choosing one takes the other away.
                  for (const name of ["from", "to"]) {
                    const field = event.target.form?.elements.namedItem(name);
                    if (field instanceof HTMLInputElement) field.value = "";
                  }
                }}
                className="accent-accent"
              />
              {label}
            </label>
          </li>
        ))}
      </ul>
      <fieldset className="flex flex-col gap-2 border-t border-line pt-2">
        <legend className="text-xs text-ink-soft">or whole days, in UTC</legend>
        <label className="flex items-center justify-between gap-2">
          From
          <input type="date" name="from" defaultValue={days?.from} className="field-box max-w-40" />
        </label>
        <label className="flex items-center justify-between gap-2">
          To
          <input type="date" name="to" defaultValue={days?.to} className="field-box max-w-40" />
        </label>
      </fieldset>
    </FilterMenu>
  );
}
