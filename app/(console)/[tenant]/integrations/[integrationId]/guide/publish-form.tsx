"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { TextField } from "@/components/ui/text-field";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";

interface PublishFormProps {
  /** Unique on the screen. */
  id: string;
  /** The element that shows what comes of it, when the form is gone. */
  focusAfter: string;
  button: string;
  planId: string;
  typedName: string;
  approve: (input: {
    publicationId: string;
    confirmedName: string;
    comment?: string | undefined;
  }) => Promise<ActionResult<unknown>>;
}

/** Approves a plan of a publication, once its name is typed. */
export function PublishForm({ id, focusAfter, button, planId, typedName, approve }: PublishFormProps) {
  const [name, setName] = useState("");
  const [comment, setComment] = useState("");
  const { isBusy, problem, run } = useAction();

  function submit(event: FormEvent): void {
    event.preventDefault();
    const confirmed = { publicationId: planId, confirmedName: name, comment: comment || undefined };
    void run(
      () => approve(confirmed),
      () => document.getElementById(focusAfter)?.focus(),
    );
  }

  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-3">
      <div className="grid w-full gap-3 sm:grid-cols-2">
        <Field id={`publish-name-${id}`} label={`Type “${typedName}” to publish it`}>
          <input
            id={`publish-name-${id}`}
            value={name}
            onChange={(event) => setName(event.target.value)}
            autoComplete="off"
            className="field-box"
          />
        </Field>
        <TextField
          name={`publish-comment-${id}`}
          label="Comment on the version"
          optional
          maxLength={200}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </div>
      <Button type="submit" look="danger" busy={isBusy} disabled={name.trim() !== typedName}>
        {button}
      </Button>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </form>
  );
}
