import type { ReactNode } from "react";

interface RadioCardsProps<Value extends string> {
  name: string;
  legend: string;
  options: readonly { value: Value; label: string; note: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** A choice among a few, each with a sentence that says what choosing it means. */
export function RadioCards<Value extends string>({
  name,
  legend,
  options,
  value,
  onChange,
}: RadioCardsProps<Value>) {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex cursor-pointer items-start gap-2.5 rounded-control border border-line px-2.5 py-1.5 has-checked:border-accent has-checked:bg-accent-wash"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
            className="mt-1 accent-accent"
          />
          <span className="min-w-0">
            {option.label}
            <span className="block text-xs text-ink-soft">{option.note}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
