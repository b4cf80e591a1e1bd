"use client";

import { usesInWords } from "@/components/flow/reference-words";
import { Button } from "@/components/ui/button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Pill } from "@/components/ui/state";
import { WaitNote } from "@/components/ui/wait-note";
import { unreadLists } from "@/lib/flow-library/unread-lists";
import { kindTitles, type MappingSuggestion } from "@/lib/flows/language/flow-reference";
import type { MappedFlow } from "./use-mapping";

/** What the flow points at, and what of this instance it shall point at instead. */
export function MappingTable({ mapped }: { mapped: MappedFlow }) {
  const { suggestions, open, isReading, problem, resources, readAgain } = mapped;
  const again = (
    <Button size="small" onClick={readAgain} busy={isReading}>
      Try again
    </Button>
  );
  return (
    <Panel>
      <PanelHeader
        title="References"
        aside={
          isReading ? (
            <span className="text-xs text-ink-faint">Loading resources from the instance…</span>
          ) : open > 0 ? (
            <Pill state="attention">{open === 1 ? "1 to choose" : `${open} to choose`}</Pill>
          ) : suggestions.length > 0 ? (
            <Pill state="good">all found</Pill>
          ) : null
        }
      />
      {isReading ? (
        <div className="px-3.5">
          <WaitNote of="Amazon Connect" />
        </div>
      ) : null}
      {problem ? (
        <div className="p-3.5">
          <ProblemNotice state="attention" problem={problem} action={again} />
        </div>
      ) : null}
      {suggestions.length === 0 ? (
        <p className="px-3.5 py-3 text-ink-soft">
          This flow doesn't reference a queue, function, prompt, or other flow.
        </p>
      ) : (
        <ul className="divide-y divide-line" data-testid="mapping">
          {suggestions.map((suggestion) => (
            <MappingRow key={suggestion.reference.key} suggestion={suggestion} mapped={mapped} />
          ))}
        </ul>
      )}
      {resources.some((list) => list.problem) ? (
        <ul className="flex flex-col gap-1 border-t border-line px-3.5 py-2.5 text-xs text-ink-soft">
          {unreadLists(resources).map(({ code, titles, sentence, missing }) => (
            <li key={`${code} ${sentence}`}>
              {titles.join(", ")}: {sentence}
              {missing.length > 0
                ? ` The role is missing ${missing.length === 1 ? "the permission" : "the permissions"} ${missing.join(", ")}.`
                : ""}
            </li>
          ))}
          <li>{again}</li>
        </ul>
      ) : null}
    </Panel>
  );
}

function MappingRow({ suggestion, mapped }: { suggestion: MappingSuggestion; mapped: MappedFlow }) {
  const { reference, candidates, state } = suggestion;
  const chosen = mapped.targetOf(suggestion);
  const title = kindTitles[reference.kind];
  const id = `map-${reference.key}`;
  const was = reference.name ?? reference.value;
  return (
    <li className="grid items-center gap-x-4 gap-y-1 px-3.5 py-2 md:grid-cols-[130px_minmax(0,1fr)_minmax(0,1fr)_110px]">
      <span className="text-ink-soft">{title}</span>
      <span className="min-w-0">
        <span className="block truncate font-medium" title={reference.value}>
          {was || "empty"}
        </span>
        <span className="block text-xs text-ink-faint">{usesInWords(reference)}</span>
      </span>
      {state === "here" ? (
        <span className="min-w-0 truncate">{chosen?.name}</span>
      ) : (
        <select
          id={id}
          aria-label={`${title} ${was || "(empty)"}: references`}
          value={chosen?.arn ?? "keep"}
          onChange={(event) => mapped.choose(reference.key, event.target.value)}
          className="field-box"
        >
          <option value="keep">{reference.value === "" ? "Leave empty" : "Keep as is"}</option>
          {candidates.map(({ arn, name }) => (
            <option key={arn} value={arn}>
              {name}
            </option>
          ))}
        </select>
      )}
      <span className="md:text-right">
        {state === "here" ? (
          <Pill state="good">found</Pill>
        ) : chosen ? (
          <Pill state="good">
            {state === "found" && chosen === suggestion.target ? "same name" : "chosen"}
          </Pill>
        ) : mapped.isReading ? (
          <Pill>loading</Pill>
        ) : state === "unread" ? (
          <Pill state="attention">not read</Pill>
        ) : (
          <Pill state="attention">{candidates.length === 0 ? "no match" : "choose"}</Pill>
        )}
      </span>
    </li>
  );
}
