"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { looksLikeNumber } from "./looks-like-number";

interface FindFormProps {
  /** For screen readers: "Find a tenant by name or URL". */
  label: string;
  placeholder: string;
  /** What the list is filtered by now. */
  text: string | undefined;
  /** Where a caller's number is looked for instead. */
  numberHint: string;
  /** Further parameters of the list's address. */
  keeps?: Record<string, string>;
}

/** Filters the list of a page by `?find=`. A phone number isn't sent: it would stand in the address. */
export function FindForm({ label, placeholder, text, numberHint, keeps = {} }: FindFormProps) {
  const [isRefused, setRefused] = useState(false);
  const hintId = useId();
  function submit(event: FormEvent<HTMLFormElement>): void {
    const find = new FormData(event.currentTarget).get("find");
    if (typeof find !== "string" || !looksLikeNumber(find)) return;
    event.preventDefault();
    setRefused(true);
  }
  return (
    <form method="get" onSubmit={submit} className="flex flex-wrap justify-end gap-1.5">
      {Object.entries(keeps).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label htmlFor="find" className="sr-only">
        {label}
      </label>
      <input
        id="find"
        name="find"
        type="search"
        defaultValue={text}
        placeholder={placeholder}
        onChange={() => setRefused(false)}
        aria-invalid={isRefused || undefined}
        aria-describedby={isRefused ? hintId : undefined}
        className="field-box max-w-44"
      />
      <Button type="submit">Search</Button>
      {isRefused ? (
        <p id={hintId} role="alert" className="basis-full text-xs text-bad-ink">
          {numberHint}
        </p>
      ) : null}
    </form>
  );
}
