"use client";

import { Search } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { isNarrow, type TrailFilter } from "./filter-events";

interface FilterBarProps {
  filter: TrailFilter;
  onChange: (change: Partial<TrailFilter>) => void;
  sources: readonly { source: string; title: string }[];
  shown: number;
  all: number;
}

const severities = [
  { value: undefined, label: "All" },
  { value: "attention", label: "Needs attention" },
  { value: "bad", label: "Failed" },
] as const;
const orders = [
  { value: "time", label: "By time" },
  { value: "hop", label: "By hop" },
] as const;

const count = new Intl.NumberFormat("en");

/** What of the trail is shown: the address holds it. */
export function FilterBar({ filter, onChange, sources, shown, all }: FilterBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-2">
      <label className="relative min-w-40 flex-1 sm:max-w-56">
        <span className="sr-only">Words in the events</span>
        <Search
          className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-faint"
          aria-hidden="true"
        />
        <input
          type="search"
          value={filter.text}
          maxLength={200}
          onChange={(event) => onChange({ text: event.target.value })}
          placeholder="Find in the trail"
          className="field-box min-h-7 py-0.5 pl-7.5 text-xs"
        />
      </label>
      <Choice
        label="How it went"
        options={severities}
        chosen={filter.severity}
        onChoose={(severity) => onChange({ severity })}
      />
      <label>
        <span className="sr-only">Source</span>
        <select
          value={filter.source ?? ""}
          onChange={(event) => onChange({ source: event.target.value || undefined })}
          className="field-box min-h-7 w-32 py-0.5 text-xs"
        >
          <option value="">All sources</option>
          {sources.map(({ source, title }) => (
            <option key={source} value={source}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <Choice
        label="Order"
        options={orders}
        chosen={filter.order}
        onChoose={(order) => onChange({ order })}
      />
      <p role="status" className="ml-auto text-xs text-ink-faint tabular-nums" data-testid="shown">
        {isNarrow(filter) ? `${count.format(shown)} of ` : ""}
        {all === 1 ? "1 event" : `${count.format(all)} events`}
      </p>
    </div>
  );
}

interface ChoiceProps<Value> {
  label: string;
  options: readonly { value: Value; label: string }[];
  chosen: Value;
  onChoose: (value: Value) => void;
}

function Choice<Value>({ label, options, chosen, onChoose }: ChoiceProps<Value>) {
  return (
    <fieldset className="flex rounded-control border border-line-control">
      <legend className="sr-only">{label}</legend>
      {options.map((option, index) => (
        <button
          key={option.label}
          type="button"
          aria-pressed={chosen === option.value}
          onClick={() => onChoose(option.value)}
          className={classNames(
            "min-h-6.5 px-2 text-xs first:rounded-l-[6px] last:rounded-r-[6px]",
            index > 0 && "border-l border-line-control",
            chosen === option.value
              ? "bg-accent-wash font-medium text-accent"
              : "text-ink-soft hover:text-ink",
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
