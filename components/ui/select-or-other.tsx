"use client";

import { useState } from "react";

export interface OptionGroup {
  /** Absent: the options stand by themselves. */
  label?: string;
  options: readonly { value: string; label: string }[];
}

interface SelectOrOtherProps {
  id: string;
  /** What the second field is called: "Other Region". */
  otherLabel: string;
  value: string;
  groups: readonly OptionGroup[];
  onChange: (value: string) => void;
  placeholder?: string;
  "aria-invalid"?: boolean | undefined;
  "aria-describedby"?: string | undefined;
}

/** No option's value: what is typed is the value then. */
const other = "\u0000other";

/**
 * A list to choose from, and a field for what the list doesn't have. Both are the browser's own, for every keyboard.
 */
export function SelectOrOther(props: SelectOrOtherProps) {
  const { id, otherLabel, value, groups, onChange, placeholder, ...described } = props;
  const isListed = groups.some(({ options }) => options.some((option) => option.value === value));
  // Blank may be an answer of its own: "the connection's".
  const mayBeBlank = isListed && value === "";
  const [isOther, setOther] = useState(!isListed && value !== "");
  const isTyped = isOther || (!isListed && value !== "");
  return (
    <span className="flex flex-col gap-1.5">
      <select
        id={id}
        {...described}
        className="field-box"
        value={isTyped ? other : value}
        onChange={(event) => {
          setOther(event.target.value === other);
          onChange(event.target.value === other ? "" : event.target.value);
        }}
      >
        {!isTyped && value === "" && !mayBeBlank ? <option value="">Choose…</option> : null}
        {groups.map(({ label, options }, index) => {
          const listed = options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ));
          return label === undefined ? (
            listed
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the groups are constant.
            <optgroup key={index} label={label}>
              {listed}
            </optgroup>
          );
        })}
        <option value={other}>Other…</option>
      </select>
      {isTyped ? (
        <input
          id={`${id}-other`}
          aria-label={otherLabel}
          {...described}
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          onChange={(event) => {
            setOther(true);
            onChange(event.target.value);
          }}
          className="field-box font-mono text-xs"
        />
      ) : null}
    </span>
  );
}
