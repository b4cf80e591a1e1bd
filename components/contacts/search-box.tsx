"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useVendorWords } from "@/components/vendors/vendor-words";
import type { ActionResult } from "@/lib/access/action";
import { readQuery } from "@/lib/contacts/search/read-query";
import type { NumberResult } from "@/lib/contacts/search/search-number";
import type { Problem } from "@/lib/kernel/result";
import { NumberResults } from "./number-results";

/** Where a text leads: one contact, or those that a number called on a day. */
export type FoundByText = { kind: "contact"; contactId: string } | ({ kind: "number" } & NumberResult);

export type FindByText = (
  slug: string,
  asked: { text: string; account?: string; from?: string; to?: string },
) => Promise<ActionResult<FoundByText>>;

interface SearchBoxProps {
  slug: string;
  find: FindByText;
  account?: string;
  /** What the address brought along. */
  initialText?: string;
}

/**
 * One box for whatever somebody has in hand. An id goes straight to its contact. A number asks for its day first; it is
 * sent in a request's body and stands neither in the address nor in what is kept.
 */
export function SearchBox({ slug, find, account, initialText = "" }: SearchBoxProps) {
  const router = useRouter();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(initialText);
  const [day, setDay] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [result, setResult] = useState<NumberResult>();
  const { ids } = useVendorWords();
  const query = readQuery(text, ids);
  const titles = ids.map(({ title }) => `${title}, `).join("");
  const isNumber = query.kind === "caller-number";

  // A vendor's id that was searched for lately goes straight to its contact again.
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    if (initialText !== "" && !isNumber && query.kind !== "unclear") void search();
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    void search();
  }

  async function search(): Promise<void> {
    setResult(undefined);
    setProblem(query.kind === "unclear" ? query.problem : undefined);
    if (query.kind === "unclear") return box.current?.focus();
    setBusy(true);
    try {
      const answer = await find(slug, {
        text,
        ...(account ? { account } : {}),
        ...(isNumber ? dayHere(day || today()) : {}),
      });
      if (!answer.ok) setProblem(answer.problem);
      else if (answer.value.kind === "number") setResult(answer.value);
      else return router.push(`/${slug}/contacts/${answer.value.contactId}`);
    } catch {
      setProblem(noAnswer);
    } finally {
      setBusy(false);
    }
  }

  return (
    <search aria-label="One contact" className="flex flex-col gap-2">
      <form onSubmit={submit} className="flex flex-wrap gap-2">
        <label htmlFor={id} className="sr-only">
          Contact ID, {titles}or caller's number
        </label>
        <input
          ref={box}
          id={id}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
          placeholder={`Contact ID, ARN, or page URL, ${titles}or +1 206 555 0123`}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          aria-invalid={problem ? true : undefined}
          className="field-box max-w-[640px] flex-1 basis-72 font-mono text-xs"
        />
        {isNumber ? (
          <label className="flex items-center gap-2 text-ink-soft">
            on
            <input
              type="date"
              aria-label="Day of the call"
              value={day || today()}
              max={today()}
              onChange={(event) => setDay(event.target.value)}
              className="field-box w-auto text-ink"
            />
          </label>
        ) : null}
        <Button type="submit" look="solid" busy={isBusy}>
          {isNumber ? "Search the day" : "Open the trail"}
        </Button>
      </form>
      {isNumber && !result && !problem ? (
        <p className="text-xs text-ink-soft">
          This searches the day's flow log. Your search is recorded in the audit log, with the number masked.
        </p>
      ) : null}
      {problem ? <ProblemNotice problem={problem} state="attention" /> : null}
      {result ? <NumberResults slug={slug} result={result} onClose={() => setResult(undefined)} /> : null}
    </search>
  );
}

/** A day of the reader's own calendar: from its midnight to the next, which a changed clock moves. */
function dayHere(day: string): { from: string; to: string } {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return {
    from: new Date(year, month - 1, date).toISOString(),
    to: new Date(year, month - 1, date + 1).toISOString(),
  };
}

function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

const noAnswer: Problem = {
  code: "no-answer",
  sentence: "No response from Patchbay. Nothing was changed.",
  wayOut: "Try again. Your search is still in the box.",
};
