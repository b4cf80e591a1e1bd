"use client";

import { describedBy, Field } from "@/components/ui/field";
import { PasswordField } from "@/components/ui/password-field";
import type { FieldsProps, SecretField } from "./fields-props";

interface TextInputProps extends FieldsProps {
  path: string;
  label: string;
  hint?: string | undefined;
  placeholder?: string | undefined;
  optional?: boolean | undefined;
  isMono?: boolean | undefined;
}

export function TextInput({
  path,
  label,
  hint,
  placeholder,
  optional,
  isMono,
  text,
  write,
  error,
}: TextInputProps) {
  const id = path.replaceAll(".", "-");
  const fault = error(path);
  return (
    <Field id={id} label={label} hint={hint} error={fault} optional={optional} required={!optional}>
      <input
        id={id}
        value={text(path)}
        onChange={(event) => write(path, event.target.value)}
        placeholder={placeholder}
        spellCheck={false}
        aria-required={optional ? undefined : true}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(id, { hint, error: fault })}
        className={`field-box ${isMono ? "font-mono text-xs" : ""}`}
      />
    </Field>
  );
}

interface SecretInputProps {
  id: string;
  label: string;
  note?: string | undefined;
  optional?: boolean | undefined;
  secret: SecretField;
}

/** Write-only: what is stored is never sent to a screen. */
export function SecretInput({ id, label, note, optional = false, secret }: SecretInputProps) {
  const { isStored, value, error, write } = secret;
  const kept = isStored
    ? "Stored encrypted. Leave blank to keep the current value."
    : "Stored encrypted and never shown again.";
  return (
    <PasswordField
      name={id}
      label={label}
      autoComplete="new-password"
      hint={note === undefined ? kept : `${note} ${kept}`}
      error={error}
      optional={isStored || optional}
      placeholder={isStored ? "••••••••" : undefined}
      value={value}
      onChange={(event) => write(event.target.value)}
    />
  );
}
