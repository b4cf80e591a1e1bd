import { describedBy, Field } from "@/components/ui/field";

interface CodeFieldProps {
  hint?: string;
  error?: string | undefined;
  autoFocus?: boolean;
  /** Also a recovery code, which has letters. */
  takesRecoveryCode?: boolean;
}

/** Input for a code from the authenticator app; phones and password managers fill it in automatically. */
export function CodeField({ hint, error, autoFocus, takesRecoveryCode }: CodeFieldProps) {
  return (
    <Field id="code" label="Authentication code" hint={hint} error={error}>
      <input
        id="code"
        name="code"
        inputMode={takesRecoveryCode ? "text" : "numeric"}
        autoComplete="one-time-code"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={40}
        required
        // biome-ignore lint/a11y/noAutofocus: the field appears because of what was just done, and is all there is to do.
        autoFocus={autoFocus}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy("code", { hint, error })}
        className="field-box font-mono tracking-wider"
      />
    </Field>
  );
}
