"use client";

import { type FormEvent, useState } from "react";
import { InvitationLink, type MadeInvitation } from "@/components/members/invitation-link";
import { Button, LinkButton } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { TextField } from "@/components/ui/text-field";
import { useAction } from "@/components/ui/use-action";
import { useFocusOnFault } from "@/components/ui/use-focus-on-fault";
import { onboard } from "./actions";
import { slugOf } from "./slug-of";

interface Onboarded {
  name: string;
  slug: string;
  invitation: MadeInvitation | undefined;
}

export function OnboardForm() {
  const [name, setName] = useState("");
  // undefined: nobody has typed one, it follows the name.
  const [slug, setSlug] = useState<string>();
  const [adminEmail, setAdminEmail] = useState("");
  const [made, setMade] = useState<Onboarded>();
  const { isBusy, problem, fields, run } = useAction();
  const form = useFocusOnFault(fields);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    setMade(undefined);
    void run(
      () => onboard({ name, slug: slug ?? slugOf(name), adminEmail }),
      (value) => {
        setMade(value);
        setName("");
        setSlug(undefined);
        setAdminEmail("");
      },
    );
  }

  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-3.5" noValidate>
      <TextField
        name="name"
        label="Customer's name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={fields.name}
      />
      <TextField
        name="slug"
        label="Address"
        mono
        value={slug ?? slugOf(name)}
        onChange={(event) => setSlug(event.target.value)}
        error={fields.slug}
        hint="The first part of the tenant's addresses; it stays."
      />
      <TextField
        name="adminEmail"
        label="First administrator's e-mail"
        type="email"
        optional
        value={adminEmail}
        onChange={(event) => setAdminEmail(event.target.value)}
        error={fields.adminEmail}
        hint="Makes an invitation at once; its link is shown here this once."
      />
      {problem && Object.keys(fields).length === 0 ? <ProblemNotice problem={problem} /> : null}
      <div>
        <Button type="submit" look="solid" busy={isBusy}>
          Onboard
        </Button>
      </div>
      {made ? (
        <div className="flex flex-col items-start gap-2.5">
          <p role="status">{made.name} is there.</p>
          {made.invitation ? <InvitationLink key={made.invitation.path} {...made.invitation} /> : null}
          <LinkButton href={`/${made.slug}/overview`}>Open {made.name}</LinkButton>
        </div>
      ) : null}
    </form>
  );
}
