import type { InstanceChoices } from "@/lib/connections/list-instance-choices";
import { sayUnlisted } from "./say-unlisted";

interface QueueOrFlowChoiceProps {
  "aria-label": string;
  "aria-invalid": true | undefined;
  title: string | undefined;
  /** "queue/<id>" or "contact-flow/<id>"; "" while nothing is chosen. */
  value: string;
  choices: InstanceChoices | undefined;
  onChange: (value: string) => void;
}

/** One of the account's queues or flows. A value that it does not list (any more) stays to be seen. */
export function QueueOrFlowChoice({ value, choices, onChange, ...shared }: QueueOrFlowChoiceProps) {
  const groups = [
    { label: "Queues", options: valuesOf("queue", choices?.queues) },
    { label: "Flows", options: valuesOf("contact-flow", choices?.flows) },
  ];
  const isListed = value === "" || groups.some(({ options }) => options.some((each) => each.value === value));
  return (
    <select
      {...shared}
      className="field-box min-w-0"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">Choose a queue or a flow</option>
      {isListed ? null : <option value={value}>{sayUnlisted(value, choices !== undefined)}</option>}
      {groups.map(({ label, options }) => (
        <optgroup key={label} label={label}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.name}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

function valuesOf(kind: string, choices: readonly { id: string; name: string }[] = []) {
  return choices.map(({ id, name }) => ({ value: `${kind}/${id}`, name }));
}
