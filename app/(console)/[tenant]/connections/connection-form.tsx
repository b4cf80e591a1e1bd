"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { readPath, type Settings, writePath } from "@/components/settings/settings-paths";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import { useFocusOnFault } from "@/components/ui/use-focus-on-fault";
import type { ConnectionForm as KindForm } from "@/lib/forms/connection-field";
import { save } from "./actions";
import { AwsFields } from "./aws-fields";
import type { AwsFormFacts } from "./aws-form-facts";
import type { FieldsProps } from "./fields-props";
import { KindFields } from "./kind-fields";

interface ConnectionFormProps {
  slug: string;
  kind: string;
  /** The kind's own: its fields, and what a new one begins with. */
  form: KindForm;
  /** For an AWS account alone. */
  awsFacts: AwsFormFacts | undefined;
  /** Absent for a new one. */
  stored?: { id: string; name: string; settings: Settings; secretFields: string[] };
}

export function ConnectionForm({ slug, kind, form: kindForm, awsFacts, stored }: ConnectionFormProps) {
  const router = useRouter();
  const [name, setName] = useState(stored?.name ?? kindForm.name);
  const [settings, setSettings] = useState<Settings>(stored?.settings ?? kindForm.settings);
  const [secrets, setSecrets] = useState<Record<string, string>>({});
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
      error: fields[field],
      write: (value) => setSecrets((known) => ({ ...known, [field]: value })),
    }),
  };

  function submit(event: FormEvent): void {
    event.preventDefault();
    setSaved(false);
    void run(
      () =>
        save(slug, {
          ...(stored ? { id: stored.id } : {}),
          kind,
          name,
          settings,
          secrets,
        }),
      ({ id }) => {
        setSecrets({});
        setSaved(true);
        if (!stored) router.push(`/${slug}/connections/${id}`);
      },
    );
  }

  return (
    <form ref={form} onSubmit={submit} autoComplete="off" noValidate>
      <Panel>
        <PanelHeader title="Settings" />
        <div className="grid gap-x-6 gap-y-4 p-3.5 lg:grid-cols-2">
          <Field id="name" label="Name" error={fields.name}>
            <input
              id="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
              aria-invalid={fields.name ? true : undefined}
              aria-describedby={describedBy("name", { error: fields.name })}
              className="field-box"
            />
          </Field>
          <KindFields {...shared} groups={kindForm.groups} />
          {awsFacts ? <AwsFields {...shared} facts={awsFacts} /> : null}
        </div>
        {problem && Object.keys(fields).length === 0 ? (
          <div className="px-3.5 pb-3.5">
            <ProblemNotice problem={problem} />
          </div>
        ) : null}
        <div className="flex items-center gap-3 border-t border-line px-3.5 py-2.5">
          <Button type="submit" look="solid" busy={isBusy}>
            {isBusy ? "Saving and testing…" : "Save"}
          </Button>
          <p role="status" className="text-ink-soft">
            {isSaved ? "Saved." : ""}
          </p>
        </div>
      </Panel>
    </form>
  );
}

/** Of a part of a field's value: one of its lines. */
function faultUnder(fields: Record<string, string>, start: string): string | undefined {
  return Object.entries(fields).find(([path]) => path.startsWith(start))?.[1];
}
