"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { describedBy, Field } from "./field";

interface PasswordFieldProps extends Omit<ComponentProps<"input">, "id" | "name" | "type"> {
  name: string;
  label: string;
  autoComplete: "current-password" | "new-password";
  hint?: ReactNode;
  error?: string | undefined;
  /** What is stored already may stay. */
  optional?: boolean;
}

/** What is typed is hidden until one asks to see it: better than typing it twice. */
export function PasswordField({ name, label, hint, error, optional, ...rest }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Field id={name} label={label} hint={hint} error={error} required={!optional}>
      <span className="relative block">
        <input
          id={name}
          name={name}
          type={isShown ? "text" : "password"}
          spellCheck={false}
          aria-required={optional ? undefined : true}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(name, { hint, error })}
          className="field-box pr-9"
          {...rest}
        />
        <button
          type="button"
          onClick={() => setShown(!isShown)}
          aria-pressed={isShown}
          aria-label="Show password"
          className="absolute inset-y-0 right-0 grid w-8 place-items-center rounded-control text-ink-faint hover:text-ink"
        >
          <Icon className="size-4" aria-hidden="true" />
        </button>
      </span>
    </Field>
  );
}
