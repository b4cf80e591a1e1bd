"use client";

import { describedBy } from "@/components/ui/field";
import { SelectOrOther } from "@/components/ui/select-or-other";
import { ClaimedNumberControl } from "./claimed-number-control";
import { type ControlProps, toNumber } from "./control-props";
import { EntryControl } from "./entry-control";
import { RowsControl } from "./rows-control";
import { sayUnlisted } from "./say-unlisted";
import { StreamKeyControl } from "./stream-key-control";

/** The control for one setting. What is typed stays text until it is a number; the blueprint's own rules judge it. */
export function SettingsControl(props: ControlProps) {
  const { id, field, value, error, isRequired, choices, onChange } = props;
  const shared = {
    id,
    "aria-required": isRequired ? true : undefined,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": describedBy(id, { hint: field.note, error }),
    className: "field-box",
  };
  const text = value === undefined || value === null ? "" : String(value);
  switch (field.input.kind) {
    case "text":
      return <input {...shared} value={text} onChange={(event) => onChange(event.target.value)} />;
    case "long-text":
      return (
        <textarea {...shared} rows={2} value={text} onChange={(event) => onChange(event.target.value)} />
      );
    case "number":
      return (
        <span className="flex items-center gap-2">
          <input
            {...shared}
            className="field-box max-w-28"
            inputMode="numeric"
            value={text}
            onChange={(event) => onChange(toNumber(event.target.value))}
          />
          <span className="text-ink-soft">{field.input.unit}</span>
        </span>
      );
    case "switch":
      return (
        <span>
          <input
            type="checkbox"
            id={id}
            aria-invalid={shared["aria-invalid"]}
            aria-describedby={shared["aria-describedby"]}
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
            className="size-4 accent-accent"
          />
        </span>
      );
    case "choice": {
      const { options } = field.input;
      return (
        <select
          {...shared}
          value={text}
          onChange={(event) =>
            onChange(options.find((option) => String(option.value) === event.target.value)?.value)
          }
        >
          {options.map((option) => (
            <option key={option.value} value={String(option.value)}>
              {option.label}
            </option>
          ))}
        </select>
      );
    }
    case "choice-or-other": {
      const { className: _, ...described } = shared;
      const { groups, otherLabel } = field.input;
      return (
        <SelectOrOther
          {...described}
          value={text}
          groups={groups}
          otherLabel={otherLabel}
          onChange={onChange}
        />
      );
    }
    case "stream-key": {
      const { className: _, ...described } = shared;
      const { own, otherLabel } = field.input;
      return (
        <StreamKeyControl
          {...described}
          value={text}
          own={own}
          otherLabel={otherLabel}
          keys={props.streamKeys}
          onChange={onChange}
        />
      );
    }
    case "claimed-number":
      return <ClaimedNumberControl {...props} />;
    case "choices":
      return <CheckList {...props} options={field.input.options} />;
    case "security-profiles":
      return (
        <>
          {choices?.securityProfiles === undefined ? (
            <p className="text-xs text-ink-soft">
              The instance's security profiles couldn't be read, so no other can be chosen.
            </p>
          ) : null}
          <CheckList
            {...props}
            isListRead={choices?.securityProfiles !== undefined}
            options={(choices?.securityProfiles ?? []).map(({ id: value, name }) => ({ value, label: name }))}
          />
        </>
      );
    case "queue":
      return (
        <ListedChoice
          {...shared}
          value={text}
          options={choices?.queues}
          none="Choose a queue"
          onChange={onChange}
        />
      );
    case "hours-of-operation":
      return (
        <ListedChoice
          {...shared}
          value={text}
          options={choices?.hoursOfOperation}
          none="Don't check"
          onChange={(chosen) => onChange(chosen === "" ? undefined : chosen)}
        />
      );
    case "flow":
      return (
        <ListedChoice
          {...shared}
          value={text}
          options={choices?.flows}
          none="None"
          onChange={(chosen) => onChange(chosen === "" ? undefined : chosen)}
        />
      );
    case "entry":
      return <EntryControl {...props} />;
    case "rows":
      return <RowsControl {...props} columns={field.input.columns} />;
    case "lines":
      return (
        <textarea
          {...shared}
          className="field-box font-mono text-xs"
          rows={3}
          value={Array.isArray(value) ? value.join("\n") : text}
          onChange={(event) => onChange(event.target.value.split("\n"))}
          onBlur={(event) => {
            const lines = event.target.value
              .split("\n")
              .map((line) => line.trim())
              .filter(Boolean);
            onChange(lines.length > 0 ? lines : undefined);
          }}
        />
      );
  }
}

interface CheckListProps extends ControlProps {
  options: readonly { value: string; label: string }[];
  /** false: the account's list couldn't be read, and there are no options. */
  isListRead?: boolean;
}

/** Any of what is offered; what was chosen and is offered no longer stays to be seen. */
function CheckList({ id, field, value, error, options, isListRead = true, onChange }: CheckListProps) {
  const chosen: unknown[] = Array.isArray(value) ? value : [];
  const gone = chosen.map(String).filter((each) => !options.some((option) => option.value === each));
  return (
    <fieldset
      className="flex min-w-0 flex-col gap-0.5"
      aria-label={field.label}
      aria-describedby={describedBy(id, { hint: field.note, error })}
      data-invalid={error ? "" : undefined}
    >
      {[...options, ...gone.map((each) => ({ value: each, label: sayUnlisted(each, isListRead) }))].map(
        (option) => (
          <label key={option.value} className="flex min-h-6 items-center gap-2 text-xs">
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...chosen, option.value]
                    : chosen.filter((each) => each !== option.value),
                )
              }
              className="accent-accent"
            />
            <span className="min-w-0 wrap-anywhere">{option.label}</span>
          </label>
        ),
      )}
    </fieldset>
  );
}

interface ListedChoiceProps {
  id: string;
  value: string;
  options: readonly { id: string; name: string }[] | undefined;
  none: string;
  onChange: (value: string) => void;
  className: string;
}

/** A choice of what the account has; a value that it does not list (any more) stays to be seen. */
function ListedChoice({ value, options, none, onChange, ...shared }: ListedChoiceProps) {
  const isListed = value === "" || options?.some(({ id }) => id === value);
  return (
    <select {...shared} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{none}</option>
      {isListed ? null : <option value={value}>{sayUnlisted(value, options !== undefined)}</option>}
      {options?.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
