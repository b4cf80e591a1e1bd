"use client";

import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { formatTime } from "@/components/ui/format-time";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useTimeZone } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";
import type { IssueKey } from "@/lib/contacts/issues/issue";

/** No deployment's id. */
const outside = "";

interface ResolveFormProps {
  slug: string;
  issueKey: IssueKey;
  deployments: readonly { id: string; title: string; finishedAt: string; isDisproved: boolean }[];
  resolve: (
    slug: string,
    input: IssueKey & { deploymentId?: string | undefined },
  ) => Promise<ActionResult<unknown>>;
}

/** Says what fixed an issue: the newest deployment that can have done so, another one, or something else. */
export function ResolveForm({ slug, issueKey, deployments, resolve }: ResolveFormProps) {
  const id = useId();
  const zone = useTimeZone();
  const { isBusy, problem, run } = useAction();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const chosen = String(new FormData(event.currentTarget).get("deployment") ?? outside);
    void run(
      () => resolve(slug, { ...issueKey, deploymentId: chosen === outside ? undefined : chosen }),
      () => undefined,
    );
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-2.5">
      <Field
        id={id}
        label="Fixed by"
        hint="If a call that begins later has the same finding, the issue is marked as regressed."
      >
        <select
          id={id}
          name="deployment"
          aria-describedby={`${id}-hint`}
          defaultValue={deployments.find(({ isDisproved }) => !isDisproved)?.id ?? outside}
          className="field-box"
        >
          {deployments.map((each) => (
            <option key={each.id} value={each.id} disabled={each.isDisproved}>
              {each.title}, {formatTime(each.finishedAt, "day-time", zone)}
              {each.isDisproved ? " (seen since)" : ""}
            </option>
          ))}
          <option value={outside}>Something outside Patchbay, as of now</option>
        </select>
      </Field>
      {problem ? <ProblemNotice problem={problem} /> : null}
      <div>
        <Button type="submit" look="solid" busy={isBusy}>
          Resolve
        </Button>
      </div>
    </form>
  );
}
