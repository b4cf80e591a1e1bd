import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { describedBy, Field } from "./field";

interface TextFieldProps extends Omit<ComponentProps<"input">, "id" | "name"> {
  /** Also the control's id. */
  name: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  /** For ids and values that are compared letter by letter. */
  mono?: boolean;
}

/** One line of text with its label, hint and fault: what most forms are made of. */
export function TextField({ name, label, hint, error, optional, mono, className, ...rest }: TextFieldProps) {
  return (
    <Field id={name} label={label} hint={hint} error={error} optional={optional} required={!optional}>
      <input
        id={name}
        name={name}
        autoComplete="off"
        spellCheck={mono ? false : undefined}
        aria-required={optional ? undefined : true}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, { hint, error })}
        className={classNames("field-box", mono && "font-mono text-xs", className)}
        {...rest}
      />
    </Field>
  );
}
