"use client";

import { ChevronDown } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

interface FilterMenuProps {
  label: string;
  /** How many are chosen; 0 when the list is not narrowed by it. */
  count: number;
  /** Changes with what is chosen: the boxes are then ticked anew. */
  state: string;
  onApply(form: FormData): void;
  children: ReactNode;
}

/** One filter behind one button: what is chosen counts when it is applied, since each list costs a request at AWS. */
export function FilterMenu({ label, count, state, onApply, children }: FilterMenuProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const name = useId();
  function close(): void {
    details.current?.removeAttribute("open");
    details.current?.querySelector("summary")?.focus();
  }
  function apply(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    close();
    onApply(new FormData(event.currentTarget));
  }
  return (
    <details
      ref={details}
      className="group relative"
      onKeyDown={(event) => {
        if (event.key === "Escape" && details.current?.open) {
          event.stopPropagation();
          close();
        }
      }}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget))
          event.currentTarget.removeAttribute("open");
      }}
    >
      <summary className={filterLook(count > 0)}>
        {label}
        {count > 1 ? <span className="tabular-nums">· {count}</span> : null}
        <ChevronDown className="size-3 transition-transform group-open:rotate-180" aria-hidden="true" />
      </summary>
      <form
        key={state}
        onSubmit={apply}
        aria-labelledby={name}
        className="absolute top-full left-0 z-20 mt-1 flex w-64 flex-col max-sm:fixed max-sm:top-auto max-sm:right-3 max-sm:left-3 max-sm:w-auto gap-2.5 rounded-panel border border-line-strong bg-panel p-3"
      >
        <span id={name} className="lane-title">
          {label}
        </span>
        {children}
        <Button type="submit" look="solid" size="small">
          Apply
        </Button>
      </form>
    </details>
  );
}

/** How a filter's button looks: coloured when it narrows the list. */
export function filterLook(isOn: boolean): string {
  return classNames(
    "flex min-h-7 list-none items-center gap-1 rounded-control border px-2 text-xs select-none",
    isOn
      ? "border-accent bg-accent-wash text-accent"
      : "border-line-strong bg-panel text-ink-soft hover:bg-hover hover:text-ink",
  );
}

interface ChoiceListProps {
  name: string;
  choices: readonly { value: string; label: string }[];
  chosen: readonly string[];
  /** Said instead of an empty list. */
  whenEmpty: string;
  /** The list isn't whole: `whenEmpty` is said below what there is, too. */
  isPartial?: boolean;
}

/** Boxes to tick; long lists scroll, and can be narrowed by the browser's own search. */
export function ChoiceList({ name, choices, chosen, whenEmpty, isPartial }: ChoiceListProps) {
  const note = <p className="text-xs text-ink-soft">{whenEmpty}</p>;
  if (choices.length === 0) return note;
  return (
    <>
      <ul className="-mx-1 flex max-h-60 flex-col overflow-auto px-1">
        {choices.map(({ value, label }) => (
          <li key={value}>
            <label className="flex min-h-6 cursor-pointer items-center gap-2 rounded px-1 hover:bg-hover">
              <input
                type="checkbox"
                name={name}
                value={value}
                defaultChecked={chosen.includes(value)}
                className="accent-accent"
              />
              <span className="min-w-0 wrap-anywhere">{label}</span>
            </label>
          </li>
        ))}
      </ul>
      {isPartial ? note : null}
    </>
  );
}
