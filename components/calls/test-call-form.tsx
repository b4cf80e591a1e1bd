"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { ActionResult } from "@/lib/action";
import type { CallEnding, PlacedCall } from "@/lib/calls/place-test-call";
import type { Problem } from "@/lib/result";

export type PlaceCall = (
  slug: string,
  call: { integrationId: string; from: string; ending: CallEnding; post: string },
) => Promise<ActionResult<PlacedCall>>;

interface TestCallFormProps {
  slug: string;
  integrations: readonly { id: string; name: string }[];
  place: PlaceCall;
  onPlaced: () => void;
}

const endings: { value: CallEnding; label: string; note: string }[] = [
  {
    value: "agent",
    label: "Transferred to an agent",
    note: "Kore posts what it knows, then hands the caller over.",
  },
  {
    value: "bot",
    label: "Served to the end by the bot",
    note: "Kore posts nothing: it does so only before a transfer.",
  },
  { value: "caller-hangs-up", label: "The caller hangs up", note: "In the middle of the talk with the bot." },
];

const samplePost = JSON.stringify({ intent: "change booking", booking: 48213, mood: 0.5 }, null, 2);

export function TestCallForm({ slug, integrations, place, onPlaced }: TestCallFormProps) {
  const router = useRouter();
  const [ending, setEnding] = useState<CallEnding>("agent");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [fields, setFields] = useState<Record<string, string>>({});
  const [dial, setDial] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    setBusy(true);
    setProblem(undefined);
    setFields({});
    const placed = await place(slug, {
      integrationId: text("integrationId"),
      from: text("from"),
      ending,
      post: ending === "agent" ? text("post") : "",
    });
    setBusy(false);
    if (!placed.ok) {
      setFields(placed.fields ?? {});
      if (!placed.fields) setProblem(placed.problem);
      return;
    }
    if (placed.value.kind === "dial") return setDial(placed.value.sentence);
    onPlaced();
    router.push(`/${slug}/contacts/${placed.value.contactId}?live=1`);
  }

  if (dial) return <p role="status">{dial}</p>;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      {integrations.length > 1 ? (
        <Field id="call-integration" label="Through">
          <select id="call-integration" name="integrationId" className="field-box">
            {integrations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      ) : (
        <input type="hidden" name="integrationId" value={integrations[0]?.id ?? ""} />
      )}
      <Field id="call-from" label="Caller's number" error={fields.from}>
        <input
          id="call-from"
          name="from"
          type="tel"
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
              checked={ending === value}
              onChange={() => setEnding(value)}
              className="mt-1 accent-accent"
            />
            <span>
              {label}
              <span className="block text-xs text-ink-soft">{note}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {ending === "agent" ? (
        <Field
          id="call-post"
          label="What Kore posts before it hands over"
          error={fields.post}
          hint="A JSON object, kept letter by letter; empty: only what the guide's own body has."
        >
          <textarea
            id="call-post"
            name="post"
            rows={5}
            defaultValue={samplePost}
            spellCheck={false}
            aria-invalid={fields.post ? true : undefined}
            aria-describedby={describedBy("call-post", { error: fields.post, hint: true })}
            className="field-box font-mono text-xs"
          />
        </Field>
      ) : null}
      {problem ? <ProblemNotice problem={problem} /> : null}
      <div className="flex justify-end">
        <Button type="submit" look="solid" busy={isBusy}>
          Call
        </Button>
      </div>
    </form>
  );
}
