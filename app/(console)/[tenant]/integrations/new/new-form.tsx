"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, startTransition, useOptimistic, useState } from "react";
import type { AccountChoices, FindNumbersIn } from "@/components/settings/control-props";
import { SettingsGroups } from "@/components/settings/settings-groups";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormBar } from "@/components/ui/form-bar";
import { leaveScreen } from "@/components/ui/leave-screen";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { UnsavedChanges } from "@/components/ui/unsaved-changes";
import { useAction } from "@/components/ui/use-action";
import { useFocusOnFault } from "@/components/ui/use-focus-on-fault";
import type { ActionResult } from "@/lib/access/action";
import type { SettingsGroup } from "@/lib/forms/settings-field";
import { isSame, type Settings } from "@/lib/forms/settings-paths";

interface NewFormProps extends Omit<AccountChoices, "findNumbers"> {
  slug: string;
  blueprint: { kind: string; title: string; groups: readonly SettingsGroup[] };
  connections: { kind: string; title: string; chosen: string; options: { id: string; name: string }[] }[];
  /** Its resources' names begin with what makes them different from another integration's. */
  hasPrefix: boolean;
  initial: Settings;
  /** Paths of the fields that can't be left blank. */
  required: readonly string[];
  findNumbers: FindNumbersIn;
  create: (input: {
    blueprint: string;
    name: string;
    prefix: string;
    settings: Settings;
    awsConnectionId?: string | undefined;
    vendorConnections: Record<string, string>;
  }) => Promise<ActionResult<{ id: string }>>;
}

export function NewForm(props: NewFormProps) {
  const {
    slug,
    blueprint,
    hasPrefix,
    connections: answered,
    initial,
    create,
    findNumbers,
    ...shared
  } = props;
  const router = useRouter();
  // What was chosen last counts at once: a second choice must not be made of what the server knew before the first.
  const [connections, chooseConnections] = useOptimistic(answered);
  const [name, setName] = useState(blueprint.title);
  const [prefix, setPrefix] = useState("");
  const [settings, setSettings] = useState(initial);
  const [isCreated, setCreated] = useState(false);
  const { isBusy, problem, fields, run } = useAction();
  const form = useFocusOnFault(fields);
  const begun = { name: blueprint.title, prefix: "", settings: initial };
  const isChanged = !isSame({ name, prefix, settings }, begun);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const { aws, ...vendorConnections } = chosenOf(connections);
    void run(
      () =>
        create({
          blueprint: blueprint.kind,
          name,
          prefix,
          settings,
          awsConnectionId: aws,
          vendorConnections,
        }),
      ({ id }) => {
        setCreated(true);
        router.push(`/${slug}/integrations/${id}`);
      },
    );
  }

  /** Other connections have other defaults and other numbers: the screen is read anew. */
  function choose(kind: string, id: string): void {
    const chosen = connections.map((each) => (each.kind === kind ? { ...each, chosen: id } : each));
    const search = new URLSearchParams([
      ["kind", blueprint.kind],
      ...chosen.map((each) => [each.kind, each.chosen]),
    ]);
    leaveScreen(() =>
      startTransition(() => {
        chooseConnections(chosen);
        router.replace(`/${slug}/integrations/new?${search}`);
      }),
    );
  }

  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <UnsavedChanges exist={isChanged && !isCreated} />
      <Panel>
        <PanelHeader title={blueprint.title} />
        <div className="grid grid-cols-1 gap-x-6 gap-y-4 p-3.5 lg:grid-cols-2">
          <Field id="name" label="Name" error={fields.name} required>
            <input
              id="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
              aria-required
              aria-invalid={fields.name ? true : undefined}
              aria-describedby={describedBy("name", { error: fields.name })}
              className="field-box"
            />
          </Field>
          {hasPrefix ? (
            <Field
              id="prefix"
              label="Prefix"
              optional
              hint="Added before every resource name. Use it if the account has several such integrations. Example: acme-"
              error={fields.prefix}
            >
              <input
                id="prefix"
                value={prefix}
                onChange={(event) => setPrefix(event.target.value)}
                aria-invalid={fields.prefix ? true : undefined}
                aria-describedby={describedBy("prefix", { hint: true, error: fields.prefix })}
                className="field-box font-mono text-xs"
              />
            </Field>
          ) : null}
          {connections.map(({ kind, title, chosen, options }) => (
            <Field key={kind} id={`connection-${kind}`} label={title}>
              <select
                id={`connection-${kind}`}
                value={chosen}
                onChange={(event) => choose(kind, event.target.value)}
                className="field-box"
              >
                {options.map((option) => (
                  <option key={option.id} value={option.id}>
                    {option.name}
                  </option>
                ))}
              </select>
            </Field>
          ))}
        </div>
      </Panel>
      <SettingsGroups
        groups={blueprint.groups}
        settings={settings}
        onChange={setSettings}
        errors={fields}
        {...shared}
        findNumbers={(search) => findNumbers({ ...search, awsConnectionId: chosenOf(connections).aws ?? "" })}
      />
      <FormBar problem={problem}>
        <Button type="submit" look="solid" busy={isBusy}>
          Save
        </Button>
        <p className="text-ink-soft">This doesn't deploy anything.</p>
      </FormBar>
    </form>
  );
}

function chosenOf(connections: NewFormProps["connections"]): Record<string, string> {
  return Object.fromEntries(connections.map(({ kind, chosen }) => [kind, chosen]));
}
