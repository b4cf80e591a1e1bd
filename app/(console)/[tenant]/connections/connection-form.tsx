"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { RadioCards } from "@/components/ui/radio-cards";
import { UnsavedChanges } from "@/components/ui/unsaved-changes";
import { useAction } from "@/components/ui/use-action";
import { useFocusOnFault } from "@/components/ui/use-focus-on-fault";
import { WaitNote } from "@/components/ui/wait-note";
import type { SandboxChoice } from "@/lib/connections/sandbox-vendors";
import type { ConnectionForm as KindForm } from "@/lib/forms/connection-field";
import { isSame, readPath, type Settings, writePath } from "@/lib/forms/settings-paths";
import { save } from "./actions";
import { AwsFields } from "./aws-fields";
import type { AwsFormFacts } from "./aws-form-facts";
import type { FieldsProps } from "./fields-props";
import { KindFields } from "./kind-fields";

interface ConnectionFormProps {
  slug: string;
  kind: string;
  /** What the kind is called: "Acme account". */
  title: string;
  /** Who answers the test, by its name. */
  waitsFor: string;
  /** The kind's own: its fields, and what a new one begins with. */
  form: KindForm;
  /** For an AWS account alone. */
  awsFacts: AwsFormFacts | undefined;
  /** For a vendor while the sandbox is on: its simulated twin can be connected instead, with nothing to enter. */
  sandbox: SandboxChoice | undefined;
  /** Absent for a new one. */
  stored?: { id: string; name: string; settings: Settings; secretFields: string[] };
}

export function ConnectionForm({
  slug,
  kind,
  title,
  waitsFor,
  form: kindForm,
  awsFacts,
  sandbox,
  stored,
}: ConnectionFormProps) {
  const router = useRouter();
  const [isSandbox, setIsSandbox] = useState(sandbox?.isChosen ?? false);
  const usualName = isSandbox ? (sandbox?.name ?? kindForm.name) : kindForm.name;
  // Until somebody types a name, it follows the choice.
  const [ownName, setName] = useState(stored?.name);
  const name = ownName ?? usualName;
  const [settings, setSettings] = useState<Settings>(stored?.settings ?? kindForm.settings);
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const [known, setKnown] = useState({ name, settings, isSandbox });
  const [isSaved, setSaved] = useState(false);
  const { isBusy, problem, fields, run } = useAction();
  const form = useFocusOnFault(fields);

  const shared: FieldsProps = {
    slug,
    storedId: stored?.id,
    text: (path) => String(readPath(settings, path) ?? ""),
    read: (path) => readPath(settings, path),
    write: (path, value) => {
      setSettings((known) => writePath(known, path, value === "" ? undefined : value));
      setSaved(false);
    },
    error: (path) => fields[`settings.${path}`] ?? fields[path] ?? faultUnder(fields, `settings.${path}.`),
    secret: (field) => ({
      value: secrets[field] ?? "",
      isStored: stored?.secretFields.includes(field) ?? false,
      error: fields[field] ?? fields[`secrets.${field}`],
      write: (value) => {
        setSecrets((known) => ({ ...known, [field]: value }));
        setSaved(false);
      },
    }),
  };

  function submit(event: FormEvent): void {
    event.preventDefault();
    setSaved(false);
    const base = { ...known, isSandbox: sandbox ? known.isSandbox : undefined };
    void run(
      () =>
        save(slug, {
          ...(stored ? { id: stored.id, basedOn: base } : {}),
          kind,
          name,
          settings,
          secrets,
          ...(sandbox && { isSandbox }),
        }),
      ({ id }) => {
        setSecrets({});
        setKnown({ name, settings, isSandbox });
        setSaved(true);
        if (!stored) router.push(`/${slug}/connections/${id}`);
      },
    );
  }

  return (
    <form ref={form} onSubmit={submit} autoComplete="off" noValidate>
      <UnsavedChanges
        exist={!isSame({ name, settings, isSandbox }, known) || Object.values(secrets).some(Boolean)}
      />
      <Panel>
        <PanelHeader title="Settings" />
        <div className="grid grid-cols-1 gap-x-6 gap-y-4 p-3.5 lg:grid-cols-2">
          <Field id="name" label="Name" error={fields.name} required>
            <input
              id="name"
              value={name}
              onChange={(event) => {
                setName(event.target.value);
                setSaved(false);
              }}
              aria-required
              aria-invalid={fields.name ? true : undefined}
              aria-describedby={describedBy("name", { error: fields.name })}
              className="field-box"
            />
          </Field>
          {sandbox ? (
            <div className="lg:col-span-2">
              <RadioCards
                name="place"
                legend="Connect to"
                options={placesOf(title)}
                value={isSandbox ? "sandbox" : "real"}
                onChange={(place) => {
                  setIsSandbox(place === "sandbox");
                  setSaved(false);
                }}
              />
            </div>
          ) : null}
          {isSandbox ? null : <KindFields {...shared} groups={kindForm.groups} />}
          {awsFacts ? <AwsFields {...shared} facts={awsFacts} /> : null}
        </div>
        <FormProblem problem={problem} fields={fields} className="px-3.5 pb-3.5" />
        <div className="flex items-center gap-3 border-t border-line px-3.5 py-2.5">
          <Button type="submit" look="solid" busy={isBusy}>
            {isBusy ? "Saving and testing…" : "Save"}
          </Button>
          <p role="status" className="text-ink-soft">
            {isSaved ? "Saved." : ""}
          </p>
          {isBusy ? <WaitNote of={waitsFor} /> : null}
        </div>
      </Panel>
    </form>
  );
}

const placesOf = (title: string) =>
  [
    { value: "real", label: title, note: "The real one. Enter its IDs and credentials." },
    {
      value: "sandbox",
      label: "Sandbox",
      note: "A simulated one for this tenant only, to try things out. There is nothing to enter.",
    },
  ] as const;

/** Of a part of a field's value: one of its lines. */
function faultUnder(fields: Record<string, string>, start: string): string | undefined {
  return Object.entries(fields).find(([path]) => path.startsWith(start))?.[1];
}
