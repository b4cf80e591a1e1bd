"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { TextField } from "@/components/ui/text-field";
import { useAction } from "@/components/ui/use-action";
import { useFocusOnFault } from "@/components/ui/use-focus-on-fault";
import { archive, rename, restore } from "./actions";

interface TenantButtonProps {
  tenantId: string;
  name: string;
  /** ISO 8601; absent while it is in use. */
  archivedAt?: string;
}

/** A tenant's name, and whether it is in use. */
export function TenantButton(props: TenantButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-label={`Manage ${props.name}`}
        onClick={() => setOpen(true)}
      >
        Manage
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={props.name}>
        <TenantForm {...props} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function TenantForm({ tenantId, name, archivedAt, onDone }: TenantButtonProps & { onDone(): void }) {
  const { isBusy, problem, fields, run } = useAction();
  const form = useFocusOnFault(fields);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("tenant-name") ?? "");
    void run(() => rename({ tenantId, name: typed }), onDone);
  }
  return (
    <div className="flex flex-col gap-4 text-left">
      <form ref={form} onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <TextField
          name="tenant-name"
          label="Name"
          defaultValue={name}
          error={fields.name}
          hint="The tenant's URLs stay the same."
        />
        <div>
          <Button type="submit" look="solid" busy={isBusy}>
            Save name
          </Button>
        </div>
      </form>
      {problem && !fields.name ? <ProblemNotice problem={problem} /> : null}
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        {archivedAt ? (
          <Button busy={isBusy} onClick={() => void run(() => restore({ tenantId }), onDone)}>
            Restore tenant
          </Button>
        ) : (
          <ConfirmButton
            label="Archive tenant"
            question={`Archive ${name}? Its members can no longer open its pages, and its contacts are no longer scanned. Nothing is deleted. What is deployed stays and keeps handling calls. You can restore the tenant at any time.`}
            answer="Archive"
            isBusy={isBusy}
            onConfirm={() => void run(() => archive({ tenantId }), onDone)}
          />
        )}
      </div>
    </div>
  );
}
