"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { UnsavedChanges } from "@/components/ui/unsaved-changes";
import { useAction } from "@/components/ui/use-action";
import { useFocusOnFault } from "@/components/ui/use-focus-on-fault";
import { saveKeys } from "./actions";

interface Lists {
  hidden: readonly string[];
  shown: readonly string[];
}

const linesOf = (form: FormData, name: string) => String(form.get(name) ?? "").split("\n");

/** One key per line, as it stands in the metadata. */
export function KeyRulesForm({ slug, lists }: { slug: string; lists: Lists }) {
  const [stored, setStored] = useState(lists);
  const [isChanged, setChanged] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const { isBusy, problem, fields, run } = useAction();
  const form = useFocusOnFault(fields);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const sent = new FormData(event.currentTarget);
    setSaved(false);
    void run(
      () =>
        saveKeys(slug, {
          rules: { hidden: linesOf(sent, "hidden"), shown: linesOf(sent, "shown") },
          basedOn: { hidden: [...stored.hidden], shown: [...stored.shown] },
        }),
      (value) => {
        setStored(value);
        setChanged(false);
        setSaved(true);
      },
    );
  }

  return (
    <form
      ref={form}
      onSubmit={submit}
      onInput={() => {
        setChanged(true);
        setSaved(false);
      }}
      className="flex flex-col gap-4"
      noValidate
    >
      <UnsavedChanges exist={isChanged} />
      <KeyList
        name="hidden"
        label="Also mask"
        hint="Keys in posted metadata and contact attributes, one per line. For example: loyaltyNumber"
        error={fields["rules.hidden"]}
        keys={lists.hidden}
      />
      <KeyList
        name="shown"
        label="Never mask"
        hint="Keys that look like personal data but aren't, one per line. Card numbers, social security numbers, email addresses, and phone numbers in their values are still masked."
        error={fields["rules.shown"]}
        keys={lists.shown}
      />
      <FormProblem problem={problem} fields={fields} />
      <div className="flex items-center gap-3">
        <Button type="submit" look="solid" busy={isBusy}>
          Save
        </Button>
        <span role="status" className="text-ink-soft">
          {isSaved ? "Saved" : ""}
        </span>
      </div>
    </form>
  );
}

function KeyList({
  name,
  label,
  hint,
  error,
  keys,
}: {
  name: string;
  label: string;
  hint: string;
  error: string | undefined;
  keys: readonly string[];
}) {
  return (
    <Field id={name} label={label} hint={hint} error={error} optional>
      <textarea
        id={name}
        name={name}
        rows={5}
        spellCheck={false}
        defaultValue={keys.join("\n")}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, { hint, error })}
        className="field-box h-auto resize-y py-1.5 font-mono text-xs"
      />
    </Field>
  );
}
