"use client";

import { type FormEvent, useState } from "react";
import { InvitationLink, type MadeLink } from "@/components/members/one-time-link";
import { roleOptions } from "@/components/members/roles";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { RadioCards } from "@/components/ui/radio-cards";
import { TextField } from "@/components/ui/text-field";
import { useAction } from "@/components/ui/use-action";
import { useFocusOnFault } from "@/components/ui/use-focus-on-fault";
import type { Role } from "@/prisma/generated/enums";
import { invite } from "./actions";

interface InviteFormProps {
  slug: string;
  /** Ids of the invitations that can still be accepted. */
  open: readonly string[];
}

export function InviteForm({ slug, open }: InviteFormProps) {
  const [role, setRole] = useState<Role>("support");
  const [made, setMade] = useState<MadeLink>();
  const { isBusy, problem, fields, run } = useAction();
  const form = useFocusOnFault(fields);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const sent = event.currentTarget;
    const email = String(new FormData(sent).get("email") ?? "");
    setMade(undefined);
    void run(
      () => invite(slug, { email, role }),
      (value) => {
        setMade(value);
        sent.reset();
      },
    );
  }

  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-3.5" noValidate>
      <TextField name="email" label="Email" type="email" error={fields.email} />
      <RadioCards name="role" legend="Role" options={roleOptions} value={role} onChange={setRole} />
      {problem && !fields.email ? <ProblemNotice problem={problem} /> : null}
      <div>
        <Button type="submit" look="solid" busy={isBusy}>
          Create invitation
        </Button>
      </div>
      {made?.invitationId && open.includes(made.invitationId) ? (
        <InvitationLink key={made.path} made={made} />
      ) : null}
    </form>
  );
}
