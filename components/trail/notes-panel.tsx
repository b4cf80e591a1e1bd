"use client";

import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { describedBy, Field } from "@/components/ui/field";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Time } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";

export interface ShownNote {
  id: string;
  /** Masked already where the reader does not see numbers. */
  text: string;
  authorName: string;
  /** ISO 8601. */
  at: string;
  mayRemove: boolean;
}

interface NotesPanelProps<Subject extends object> {
  slug: string;
  /** What they are pinned to. */
  subject: Subject;
  /** Beside what is said of every note. */
  hint?: string;
  notes: readonly ShownNote[];
  longestCharacters: number;
  pin: (slug: string, note: Subject & { text: string }) => Promise<ActionResult<ShownNote>>;
  remove: (slug: string, note: Subject & { noteId: string }) => Promise<ActionResult<unknown>>;
}

/** What people have found out about a contact or an issue, for whoever opens it next. */
export function NotesPanel<Subject extends object>(props: NotesPanelProps<Subject>) {
  const { slug, subject, notes, longestCharacters, pin, remove } = props;
  const [added, setAdded] = useState<readonly ShownNote[]>([]);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState("");
  const [done, setDone] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const { isBusy, problem, run } = useAction();
  const id = useId();
  const length = text.trim().length;
  const error =
    length > longestCharacters ? `${length} characters; the maximum is ${longestCharacters}.` : undefined;
  const hint = (
    <>
      Notes are stored in Patchbay as written until someone removes them. Anyone who can open contacts here
      can read them. {props.hint}
    </>
  );
  // The button that had the focus is gone, or can't be pressed now.
  const goOn = (said: string) => {
    setDone(said);
    box.current?.focus();
  };
  const known = new Set(notes.map((note) => note.id));
  const shown = [...added.filter((note) => !known.has(note.id)), ...notes].filter(
    (note) => !gone.has(note.id),
  );
  return (
    <Panel>
      <PanelHeader
        title="Notes"
        aside={shown.length > 0 ? <span className="text-xs text-ink-soft">{shown.length}</span> : null}
      />
      {shown.length > 0 ? (
        <ul className="divide-y divide-line" data-testid="notes">
          {shown.map((note) => (
            <NoteItem
              key={note.id}
              note={note}
              remove={() => remove(slug, { ...subject, noteId: note.id })}
              onRemoved={() => {
                setGone((known) => new Set([...known, note.id]));
                goOn("Note deleted.");
              }}
            />
          ))}
        </ul>
      ) : null}
      <form
        className="flex flex-col gap-2 border-t border-line px-3.5 py-3 first:border-t-0"
        onSubmit={(event) => {
          event.preventDefault();
          if (length === 0 || error) return;
          void run(
            () => pin(slug, { ...subject, text }),
            (note) => {
              setAdded((known) => [note, ...known]);
              setText("");
              goOn("Note pinned.");
            },
          );
        }}
      >
        <Field id={id} label="New note" hint={hint} error={error}>
          <textarea
            ref={box}
            id={id}
            rows={3}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setDone("");
            }}
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy(id, { hint, error })}
            className="field-box min-h-16 resize-y"
          />
        </Field>
        {problem ? <ProblemNotice problem={problem} /> : null}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" busy={isBusy} disabled={length === 0 || error !== undefined}>
            Pin note
          </Button>
          <p role="status" className="text-ink-soft">
            {done}
          </p>
        </div>
      </form>
    </Panel>
  );
}

interface NoteItemProps {
  note: ShownNote;
  remove: () => Promise<ActionResult<unknown>>;
  onRemoved: () => void;
}

function NoteItem({ note, remove, onRemoved }: NoteItemProps) {
  const { isBusy, problem, run } = useAction();
  return (
    <li className="flex flex-col gap-1.5 px-3.5 py-2.5">
      <p className="whitespace-pre-wrap break-words">{note.text}</p>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-xs text-ink-soft">
          {note.authorName} · <Time at={note.at} />
        </p>
        {note.mayRemove ? (
          <ConfirmButton
            label="Delete"
            question="Delete this note for everyone? This can't be undone. The audit log keeps a record of the note, but not its text."
            answer="Delete note"
            isBusy={isBusy}
            onConfirm={() => void run(remove, onRemoved)}
          />
        ) : null}
      </div>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </li>
  );
}
