"use client";

import { type FormEvent, useRef, useState } from "react";
import { InvitationLink, type MadeLink } from "@/components/members/one-time-link";
import { Button } from "@/components/ui/button";
import { FormProblem } from "@/components/ui/form-problem";
import { LinkButton } from "@/components/ui/link-button";
import { TextField } from "@/components/ui/text-field";
import { useAction } from "@/components/ui/use-action";
import { useFocusOnFault } from "@/components/ui/use-focus-on-fault";
import { onboard } from "./actions";
import { slugOf } from "./slug-of";

interface Onboarded {
  name: string;
  slug: string;
  invitation: MadeLink | undefined;
}

/** The fields are the browser's own, so that what is typed while the screen still wakes up isn't lost. */
export function OnboardForm() {
  const [made, setMade] = useState<Onboarded>();
  const { isBusy, problem, fields, run } = useAction();
  const form = useFocusOnFault(fields);
  // The address follows the name until someone has typed one.
  const slug = useRef<HTMLInputElement>(null);
  const isOwnSlug = useRef(false);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const sent = event.currentTarget;
    const typed = new FormData(sent);
    const text = (name: string) => String(typed.get(name) ?? "");
    setMade(undefined);
    void run(
      () =>
        onboard({
          name: text("name"),
          slug: text("slug") || slugOf(text("name")),
          adminEmail: text("adminEmail"),
        }),
      (value) => {
        setMade(value);
        sent.reset();
        isOwnSlug.current = false;
      },
    );
  }

  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-3.5" noValidate>
      <TextField
        name="name"
        label="Customer name"
        onInput={({ currentTarget }) => {
          if (slug.current && !isOwnSlug.current) slug.current.value = slugOf(currentTarget.value);
        }}
        error={fields.name}
      />
      <TextField
        ref={slug}
        name="slug"
        label="URL name"
        mono
        onInput={({ currentTarget }) => {
          isOwnSlug.current = currentTarget.value !== "";
        }}
        error={fields.slug}
        hint="The first part of the tenant's URLs. It can't be changed later."
      />
      <TextField
        name="adminEmail"
        label="First administrator's email"
        type="email"
        optional
        error={fields.adminEmail}
        hint="Creates an invitation right away. Its link is shown only once."
      />
      <FormProblem problem={problem} fields={fields} />
      <div>
        <Button type="submit" look="solid" busy={isBusy}>
          Onboard
        </Button>
      </div>
      {made ? (
        <div className="flex flex-col items-start gap-2.5">
          <p role="status">{made.name} was created.</p>
          {made.invitation ? <InvitationLink key={made.invitation.path} made={made.invitation} /> : null}
          <LinkButton holdsName href={`/${made.slug}/overview`}>
            Open {made.name}
          </LinkButton>
        </div>
      ) : null}
    </form>
  );
}
