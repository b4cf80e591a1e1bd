"use client";

import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import { useVendorWords } from "@/components/vendors/vendor-words";
import { type ContactQuery, parseQuery } from "@/lib/contacts/search/parse-query";
import type { PaletteActions } from "./palette-actions";
import {
  entriesByName,
  entriesOfQuery,
  type PaletteContext,
  type PaletteDeed,
  type PaletteEntry,
  rankEntries,
} from "./palette-entries";
import { paletteInputClass } from "./palette-input-class";
import { usePaletteThings } from "./use-palette-things";

interface PaletteCommandsProps extends Omit<PaletteContext, "ids"> {
  text: string;
  onText: (text: string) => void;
  /** Enter was pressed while there was nothing to choose yet. */
  isEntered: boolean;
  onEntered: (isEntered: boolean) => void;
  plan?: PaletteActions["plan"];
  onDeed: (deed: Exclude<PaletteDeed, { kind: "plan" }>) => void;
}

/** What the palette offers for the text that is typed; loaded when it is opened. */
export default function PaletteCommands(props: PaletteCommandsProps) {
  const { text, onText, isEntered, onEntered, plan, onDeed, slug } = props;
  const { ids } = useVendorWords();
  const listId = useId();
  const [activeKey, setActiveKey] = useState<string>();
  const { isBusy, problem, run, clear } = useAction();
  const { things, flows, isLoading, hasFailed } = usePaletteThings(slug, text);
  const query = useMemo(() => parseQuery(text, ids), [text, ids]);
  const context = { ...props, ids };
  const ofQuery = entriesOfQuery(text, query, context);
  const entries = [...ofQuery, ...rankEntries(entriesByName(context, things, flows), text)];
  const active = entries.find(({ key }) => key === activeKey) ?? entries[0];

  function type(next: string): void {
    onText(next);
    onEntered(false);
    setActiveKey(undefined);
    clear();
  }

  function choose({ deed }: PaletteEntry): void {
    onEntered(false);
    if (deed.kind === "plan") makePlan(deed.integrationId);
    else onDeed(deed);
  }

  function makePlan(integrationId: string): void {
    if (!slug || !plan || isBusy) return;
    void run(
      () => plan(slug, { integrationId, purpose: "deploy" }),
      ({ planId }) => onDeed({ kind: "go", path: `/${slug}/integrations/${integrationId}/plans/${planId}` }),
    );
  }

  // What was entered before there was a list is chosen once it is known what there is.
  const chooseNow = useRef(choose);
  chooseNow.current = choose;
  const [first] = entries;
  const canChoose = ofQuery.length > 0 || things !== undefined || !isLoading;
  useEffect(() => {
    if (!isEntered) return;
    if (first && canChoose) chooseNow.current(first);
    else if (!first && !isLoading) onEntered(false);
  }, [isEntered, first, canChoose, isLoading, onEntered]);

  function onKeyDown(event: KeyboardEvent): void {
    const at = active ? entries.indexOf(active) : -1;
    const to = (index: number) => {
      event.preventDefault();
      setActiveKey(entries.at(index % entries.length)?.key);
    };
    // A word that is being put together out of several keys ends with Enter as well.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") to(at + 1);
    else if (event.key === "ArrowUp") to(at - 1);
    else if (event.key === "Enter") {
      event.preventDefault();
      if (active) choose(active);
      else if (text.trim() !== "") onEntered(true);
    }
  }

  return (
    <div>
      <input
        ref={takeFocus}
        role="combobox"
        aria-label="Go to"
        aria-autocomplete="list"
        aria-expanded={entries.length > 0}
        aria-controls={entries.length > 0 ? listId : undefined}
        aria-activedescendant={active ? optionId(listId, active) : undefined}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        placeholder="Paste a contact ID, or type a name or an action"
        className={paletteInputClass}
      />
      {entries.length > 0 ? (
        <Options
          listId={listId}
          entries={entries}
          active={active}
          onActive={setActiveKey}
          onChoose={choose}
        />
      ) : (
        <p role="status" className="px-4 py-3 text-ink-soft">
          {isLoading ? "Searching…" : sayNoHit(query, context, hasFailed)}
        </p>
      )}
      {isBusy ? (
        <p role="status" className="border-t border-line px-4 py-2.5 text-ink-soft">
          Reading the account… The plan opens when it's ready.
        </p>
      ) : null}
      {problem ? (
        <div className="border-t border-line p-3.5">
          <ProblemNotice problem={problem} />
        </div>
      ) : null}
    </div>
  );
}

/** Once: when it is there. */
function takeFocus(input: HTMLInputElement | null): void {
  input?.focus();
}

interface OptionsProps {
  listId: string;
  entries: readonly PaletteEntry[];
  active: PaletteEntry | undefined;
  onActive: (key: string) => void;
  onChoose: (entry: PaletteEntry) => void;
}

function Options({ listId, entries, active, onActive, onChoose }: OptionsProps) {
  const chosen = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is active, and is to be seen.
  useEffect(() => {
    // Newer browsers give a promise back, which is no clean-up.
    void chosen.current?.scrollIntoView({ block: "nearest" });
  }, [active?.key]);
  return (
    <div id={listId} role="listbox" aria-label="Results" className="max-h-80 overflow-auto p-1.5">
      {entries.map((entry) => (
        // The keys are the text box's, where the focus stays.
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
        <div
          key={entry.key}
          ref={entry === active ? chosen : undefined}
          id={optionId(listId, entry)}
          role="option"
          tabIndex={-1}
          aria-selected={entry === active}
          onPointerMove={() => onActive(entry.key)}
          onClick={() => onChoose(entry)}
          className={classNames(
            "flex cursor-default items-center justify-between gap-3 rounded-control px-2.5 py-1.5",
            entry === active && "bg-accent-wash text-ink",
          )}
        >
          <span className="min-w-0 truncate max-sm:whitespace-normal max-sm:break-words">
            {entry.label}
            {entry.id ? <span className="font-mono text-xs"> {entry.id}</span> : null}
          </span>
          <span className="shrink-0 text-xs text-ink-faint">{entry.hint}</span>
        </div>
      ))}
    </div>
  );
}

function optionId(listId: string, { key }: PaletteEntry): string {
  return `${listId}-${key.replace(/[^\w-]+/g, "_")}`;
}

/** Says no more than is known: an id that can't be opened from here is still one. */
function sayNoHit(
  query: ContactQuery,
  { slug, canOpenContacts }: PaletteContext,
  hasFailed: boolean,
): string {
  if (query.kind !== "unclear") {
    if (!slug) return "Open the contact's tenant first, then paste it again.";
    if (!canOpenContacts) return "Your role in this tenant can't open contacts.";
  }
  return hasFailed
    ? "Nothing found. Not everything could be searched: Patchbay didn't answer."
    : "Nothing here has this name.";
}
