"use client";

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { TenantsWithContact } from "@/lib/contacts/search/search-tenants";
import { findInTenants } from "./actions";

/** Looks for a contact in every tenant; an address brings an ID along, never a number. */
export function FleetSearch({ initialText }: { initialText: string }) {
  const inputId = useId();
  const [text, setText] = useState(initialText);
  const [result, setResult] = useState<TenantsWithContact>();
  const { isBusy, problem, run, clear } = useAction();

  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current || initialText === "") return;
    isAsked.current = true;
    void run(() => findInTenants({ text: initialText }), setResult);
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setResult(undefined);
    void run(() => findInTenants({ text }), setResult);
  }

  return (
    <Panel>
      <PanelHeader title="Find a contact" />
      <search aria-label="A contact in all tenants" className="flex flex-col gap-3 p-3.5">
        <form onSubmit={submit} className="flex flex-wrap gap-2">
          <label htmlFor={inputId} className="sr-only">
            Contact ID, ARN, or another system's ID
          </label>
          <input
            id={inputId}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setResult(undefined);
              clear();
            }}
            placeholder="Contact ID, ARN, page URL, or another system's ID"
            autoComplete="off"
            spellCheck={false}
            enterKeyHint="search"
            className="field-box max-w-[640px] flex-1 basis-60 text-ellipsis font-mono text-xs"
          />
          <Button type="submit" look="solid" busy={isBusy}>
            Search all tenants
          </Button>
        </form>
        <div role="status" className="flex flex-col gap-2 empty:hidden">
          {isBusy ? <p className="text-ink-soft">Searching each tenant's account…</p> : null}
          {result ? <Found result={result} /> : null}
        </div>
        {problem ? <ProblemNotice problem={problem} state="attention" /> : null}
      </search>
    </Panel>
  );
}

function Found({ result: { found, searched, failed, left } }: { result: TenantsWithContact }) {
  return (
    <>
      {found.length === 0 ? (
        <p>
          {searched === 0 && failed.length === 0
            ? "No tenant has an Amazon Connect instance that this contact could be in."
            : `Not found in ${searched === 1 ? "the 1 tenant" : `the ${searched} tenants`} that could be searched.`}
        </p>
      ) : (
        <ul
          className="divide-y divide-line rounded-control border border-line"
          data-testid="found-in-tenants"
        >
          {found.map(({ slug, name, contactId }) => (
            <li key={slug} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
              <span className="min-w-0 flex-1 basis-40">
                <span className="block font-medium break-words">{name}</span>
                <span className="block font-mono text-xs break-all text-ink-soft">{contactId}</span>
              </span>
              <LinkButton holdsName size="small" prefetch={false} href={`/${slug}/contacts/${contactId}`}>
                Open in {name}
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
      {failed.length > 0 ? (
        <details>
          <summary className="text-attention-ink underline underline-offset-2">
            {failed.length === 1 ? "1 tenant" : `${failed.length} tenants`} couldn't be searched
          </summary>
          <ul className="mt-1 flex list-disc flex-col gap-1 pl-4.5 text-ink-soft">
            {failed.map(({ slug, name, problem }) => (
              <li key={slug}>
                {name}: {problem.sentence}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {left > 0 ? (
        <p className="text-attention-ink">
          {left === 1 ? "1 tenant was" : `${left} tenants were`} not searched: there are too many for one
          search. Open the tenant and search there.
        </p>
      ) : null}
    </>
  );
}
