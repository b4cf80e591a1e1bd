"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { takeText } from "@/components/shell/passed-text";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { WaitNote } from "@/components/ui/wait-note";
import { useVendorWords } from "@/components/vendors/vendor-words";
import { isOfCaller, parseQuery } from "@/lib/contacts/search/parse-query";
import type { Problem } from "@/lib/kernel/result";
import type { FindByText, FoundByText } from "./found-by-text";
import { NumberOffers } from "./number-offers";
import { NumberResults } from "./number-results";

interface SearchBoxProps {
  slug: string;
  find: FindByText;
  account?: string;
  /** The contact center that is waited for: "Amazon Connect", or a vendor's. */
  of: string;
  /** What the address brought along. */
  initialText?: string;
}

/**
 * One box for whatever somebody has in hand. An id goes straight to its contact. A number asks for its day first; it is
 * sent in a request's body and stands neither in the address nor in what is kept.
 */
export function SearchBox({ slug, find, account, of, initialText = "" }: SearchBoxProps) {
  const router = useRouter();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(initialText);
  const [day, setDay] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [result, setResult] = useState<Exclude<FoundByText, { kind: "contact" }>>();
  /** Which search is waited for; the answer to one that was canceled is dropped. */
  const current = useRef(0);
  const { ids } = useVendorWords();
  const query = parseQuery(text, ids);
  const titles = ids.map(({ title }) => `${title}, `).join("");
  const isNumber = isOfCaller(query);

  useEffect(
    () =>
      takeText((passed) => {
        setText(passed);
        setProblem(undefined);
        setResult(undefined);
        box.current?.focus();
      }),
    [],
  );

  // A vendor's id that was searched for lately goes straight to its contact again.
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    if (initialText !== "" && !isNumber && query.kind !== "unclear") void search(text, router.replace);
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    void search(text);
  }

  /** `go`: an address that searches by itself gives its place to the contact, or Back would lead here and on again. */
  async function search(wanted: string, go: (href: string) => void = router.push): Promise<void> {
    const asked = parseQuery(wanted, ids);
    setResult(undefined);
    setProblem(asked.kind === "unclear" ? asked.problem : undefined);
    if (asked.kind === "unclear") return box.current?.focus();
    setBusy(true);
    current.current += 1;
    const own = current.current;
    try {
      const answer = await find(slug, {
        text: wanted,
        ...(account ? { account } : {}),
        ...(isOfCaller(asked) ? dayHere(day || today()) : {}),
      });
      if (own !== current.current) return;
      if (!answer.ok) setProblem(answer.problem);
      else if (answer.value.kind !== "contact") setResult(answer.value);
      else return go(`/${slug}/contacts/${answer.value.contactId}`);
    } catch {
      if (own === current.current) setProblem(noAnswer);
    } finally {
      if (own === current.current) setBusy(false);
    }
  }

  function cancel(): void {
    current.current += 1;
    setBusy(false);
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
            if (result && result.kind !== "number") setResult(undefined);
          }}
          placeholder="Contact ID, ARN, page URL, or +1 206 555 0123"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          aria-invalid={problem ? true : undefined}
          className="field-box max-w-[640px] flex-1 basis-72 text-ellipsis font-mono text-xs"
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
          {of !== "Amazon Connect"
            ? `This searches the day's contacts in ${of}.`
            : query.kind === "last-digits"
              ? "This searches the day's flow log and scanned contacts for numbers that end with these digits."
              : "This searches the day's flow log."}{" "}
          Your search is recorded in the audit log, with the number masked.
        </p>
      ) : null}
      {isBusy ? (
        <WaitNote
          of={of}
          cancel={
            <Button size="small" onClick={cancel}>
              Cancel
            </Button>
          }
        />
      ) : null}
      {problem ? <ProblemNotice problem={problem} state="attention" /> : null}
      {result?.kind === "number" ? (
        <NumberResults slug={slug} result={result} onClose={() => setResult(undefined)} />
      ) : null}
      {result?.kind === "offers" ? (
        <NumberOffers
          offers={result.offers}
          onChoose={(number) => {
            setText(number);
            void search(number);
          }}
        />
      ) : null}
      {result?.kind === "elsewhere" ? (
        <ProblemNotice
          state="attention"
          problem={{
            code: "contact-elsewhere",
            sentence: `This contact is in the Amazon Connect instance of ${result.name}, not of this tenant.`,
            wayOut: "Open it there.",
          }}
          action={
            <LinkButton
              holdsName
              size="small"
              prefetch={false}
              href={`/${result.slug}/contacts/${result.contactId}`}
            >
              Open in {result.name}
            </LinkButton>
          }
        />
      ) : null}
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
