"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogAnswers } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { LinkButton } from "@/components/ui/link-button";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";
import type { CallableIntegration } from "@/lib/calls/call-endings";
import type { PlacedCall } from "@/lib/calls/place-test-call";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import { FaultChoice, type ListFaults } from "./fault-choice";
import { tellPlacedCall } from "./placed-call";

export type PlaceCall = (
  slug: string,
  call: {
    integrationId: IntegrationId;
    from: string;
    ending: string;
    post: string;
    fault?: string;
    faultCode?: number;
  },
) => Promise<ActionResult<PlacedCall>>;

const noAnswer: Problem = {
  code: "no-answer",
  sentence: "No response from Patchbay. The call may or may not have been placed.",
  wayOut: "Look for it among the contacts before you try again.",
};

interface TestCallFormProps {
  slug: string;
  integrations: readonly CallableIntegration[];
  place: PlaceCall;
  listFaults: ListFaults;
  onPlaced: () => void;
  /** The screen goes on as it is; otherwise the call's trail opens. */
  stays: boolean;
}

export function TestCallForm({ slug, integrations, place, listFaults, onPlaced, stays }: TestCallFormProps) {
  const router = useRouter();
  const [integrationId, setIntegrationId] = useState<string>(integrations[0]?.id ?? "");
  const [wanted, setWanted] = useState<string>();
  const { isBusy, problem, fields, run } = useAction(noAnswer);
  const [dial, setDial] = useState<string>();
  const integration = integrations.find(({ id }) => id === integrationId);
  const endings = integration?.endings ?? [];
  // Another integration may not come to the same end.
  const chosen = endings.find(({ value }) => value === wanted) ?? endings[0];
  const gives = chosen?.gives;

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!integration) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const call = {
      integrationId: integration.id,
      from: text("from"),
      ending: chosen?.value ?? "",
      post: gives ? text("post") : "",
      ...(text("fault") === "" ? {} : { fault: text("fault") }),
      ...(text("fault-code") === "" ? {} : { faultCode: Number(text("fault-code")) }),
    };
    void run(
      () => place(slug, call),
      (placed) => {
        if (placed.kind === "dial") return setDial(placed.sentence);
        onPlaced();
        if (stays) tellPlacedCall(placed.contactId);
        else router.push(`/${slug}/contacts/${placed.contactId}`);
      },
    );
  }

  if (dial) {
    return (
      <div className="flex flex-col items-start gap-3">
        <p role="status">{dial}</p>
        {stays ? null : (
          <LinkButton href={`/${slug}/integrations/${integrationId}/watch`}>Watch the call</LinkButton>
        )}
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      {integrations.length > 1 ? (
        <Field id="call-integration" label="Through">
          <select
            id="call-integration"
            className="field-box"
            value={integrationId}
            onChange={(event) => setIntegrationId(event.target.value)}
          >
            {integrations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      <Field id="call-from" label="Caller's number" error={fields.from} required>
        <input
          id="call-from"
          name="from"
          type="tel"
          aria-required
          defaultValue="+12065550123"
          aria-invalid={fields.from ? true : undefined}
          aria-describedby={describedBy("call-from", { error: fields.from })}
          className="field-box font-mono text-xs"
        />
      </Field>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1 font-medium">How it ends</legend>
        {endings.map(({ value, label, note }) => (
          <label
            key={value}
            className="flex items-start gap-2.5 rounded-control border border-line px-2.5 py-1.5 has-checked:border-accent has-checked:bg-accent-wash"
          >
            <input
              type="radio"
              name="ending"
              value={value}
              checked={chosen?.value === value}
              onChange={() => setWanted(value)}
              className="mt-1 accent-accent"
            />
            <span>
              {label}
              <span className="block text-xs text-ink-soft">{note}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {gives ? (
        <Field id="call-post" label={gives.label} error={fields.post} hint={gives.hint}>
          <textarea
            // Another example with another ending.
            key={`${integrationId} ${chosen?.value}`}
            id="call-post"
            name="post"
            rows={5}
            defaultValue={JSON.stringify(gives.example, null, 2)}
            spellCheck={false}
            aria-invalid={fields.post ? true : undefined}
            aria-describedby={describedBy("call-post", { error: fields.post, hint: true })}
            className="field-box font-mono text-xs"
          />
        </Field>
      ) : null}
      {integration ? (
        <FaultChoice key={integrationId} slug={slug} integrationId={integration.id} listFaults={listFaults} />
      ) : null}
      <FormProblem problem={problem} fields={fields} />
      <DialogAnswers>
        <Button type="submit" look="solid" busy={isBusy}>
          Call
        </Button>
      </DialogAnswers>
    </form>
  );
}
