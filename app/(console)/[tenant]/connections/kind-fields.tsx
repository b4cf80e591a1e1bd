"use client";

import { describedBy, Field } from "@/components/ui/field";
import type { ConnectionField, ConnectionFieldGroup } from "@/lib/forms/connection-field";
import type { FieldsProps } from "./fields-props";
import { SecretInput, TextInput } from "./inputs";

/** The fields of one kind of connection, as the kind itself describes them. */
export function KindFields({ groups, ...props }: FieldsProps & { groups: readonly ConnectionFieldGroup[] }) {
  return groups.map(({ title, fields }) => {
    const drawn = fields.map((field) => <KindField key={field.path} {...props} field={field} />);
    return title === undefined ? (
      drawn
    ) : (
      <fieldset key={title} className="grid grid-cols-1 gap-x-6 gap-y-4 lg:col-span-2 lg:grid-cols-2">
        <legend className="mb-2 font-semibold">{title}</legend>
        {drawn}
      </fieldset>
    );
  });
}

function KindField({ field, ...props }: FieldsProps & { field: ConnectionField }) {
  const { path, label, note, placeholder, optional, mono, input } = field;
  const { text, read, write, error, secret } = props;
  const id = path.replaceAll(".", "-");
  const fault = error(path);
  const shared = {
    id,
    "aria-invalid": fault ? (true as const) : undefined,
    "aria-describedby": describedBy(id, { hint: note, error: fault }),
  };
  switch (input.kind) {
    case "secret":
      return <SecretInput id={path} label={label} note={note} optional={optional} secret={secret(path)} />;
    case "choice":
      return (
        <Field id={id} label={label} hint={note} error={fault} optional={optional}>
          <select
            {...shared}
            value={text(path)}
            onChange={(event) => write(path, event.target.value)}
            className="field-box"
          >
            {input.options.map(({ value, label: title }) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </Field>
      );
    case "lines": {
      const lines = read(path);
      return (
        <Field id={id} label={label} hint={note} error={fault} optional={optional} required={!optional}>
          <textarea
            {...shared}
            aria-required={optional ? undefined : true}
            rows={3}
            value={Array.isArray(lines) ? lines.join("\n") : ""}
            onChange={(event) => write(path, event.target.value.split("\n"))}
            onBlur={(event) => write(path, linesOf(event.target.value))}
            spellCheck={false}
            className="field-box font-mono text-xs"
          />
        </Field>
      );
    }
    case "text":
      return (
        <TextInput
          {...props}
          path={path}
          label={label}
          hint={note}
          placeholder={placeholder}
          optional={optional}
          isMono={mono}
        />
      );
  }
}

/** undefined for none: the kind's own rule for an absent list counts. */
function linesOf(text: string): string[] | undefined {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.length > 0 ? lines : undefined;
}
