"use client";

import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { type DiffLine, diffLines } from "./text-diff";

/** Unchanged lines shown around a change; what lies further away is folded. */
const around = 3;
/** Rows drawn at first: a difference of thousands of lines is read from its beginning. */
const mostRows = 800;

type Row = { kind: "lines"; before?: DiffLine; after?: DiffLine } | { kind: "fold"; count: number };

/** Two texts side by side, one under the other where it is narrow. Colour, sign and place each say what changed. */
export function TextDiffView({ before, after }: { before: string; after: string }) {
  const [isWhole, setWhole] = useState(false);
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  const rows = useMemo(() => toRows(lines), [lines]);
  const shown = isWhole ? rows : rows.slice(0, mostRows);
  if (lines.every(({ kind }) => kind === "same")) {
    return <p className="px-3.5 py-3 text-ink-soft">Both texts are the same, letter by letter.</p>;
  }
  return (
    <div className="overflow-x-auto font-mono text-xs" data-testid="text-diff">
      <div className="min-w-fit py-1">
        {shown.map((row, index) =>
          row.kind === "fold" ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place.
            <p key={index} className="my-1 border-y border-line bg-sunk px-3.5 py-0.5 text-ink-faint">
              {row.count === 1 ? "1 line is the same" : `${row.count} lines are the same`}
            </p>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place.
            <div key={index} className="md:grid md:grid-cols-2">
              <Side line={row.before} side="before" isPair={row.before?.kind === "same"} />
              <Side line={row.after} side="after" isPair={row.before?.kind === "same"} />
            </div>
          ),
        )}
      </div>
      {rows.length > shown.length ? (
        <div className="border-t border-line p-2.5">
          <Button size="small" onClick={() => setWhole(true)}>
            Show the other {rows.length - shown.length} rows
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface SideProps {
  line: DiffLine | undefined;
  side: "before" | "after";
  /** The same line stands at the left, too: where it is narrow one of the two is enough. */
  isPair: boolean;
}

function Side({ line, side, isPair }: SideProps) {
  if (!line)
    return (
      <div
        className={classNames("hidden bg-sunk md:block", side === "before" && "md:border-r md:border-line")}
      />
    );
  const number = side === "before" ? ("before" in line ? line.before : 0) : "after" in line ? line.after : 0;
  const sign = line.kind === "gone" ? "−" : line.kind === "new" ? "+" : " ";
  return (
    <div
      className={classNames(
        "flex min-w-0",
        side === "before" && "md:border-r md:border-line",
        side === "after" && isPair && "hidden md:flex",
        line.kind === "gone" && "bg-bad-wash",
        line.kind === "new" && "bg-good-wash",
      )}
    >
      <span className="w-11 shrink-0 pr-2 text-right text-ink-faint select-none" aria-hidden="true">
        {number}
      </span>
      <span className="w-4 shrink-0 select-none">{sign}</span>
      <span className="min-w-0 flex-1 pr-3 break-all whitespace-pre-wrap">{line.text}</span>
    </div>
  );
}

/** Pairs what went with what came in its place, and folds what is the same. */
function toRows(lines: readonly DiffLine[]): Row[] {
  const rows: Row[] = [];
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== "same"),
  );
  let index = 0;
  while (index < lines.length) {
    const line = lines[index];
    if (line?.kind === "same") {
      if (near[index]) {
        rows.push({ kind: "lines", before: line, after: line });
        index++;
        continue;
      }
      const from = index;
      while (index < lines.length && lines[index]?.kind === "same" && !near[index]) index++;
      rows.push({ kind: "fold", count: index - from });
      continue;
    }
    const gone: DiffLine[] = [];
    const come: DiffLine[] = [];
    for (let each = lines[index]; each && each.kind !== "same"; each = lines[++index]) {
      (each.kind === "gone" ? gone : come).push(each);
    }
    for (let at = 0; at < Math.max(gone.length, come.length); at++) {
      rows.push({ kind: "lines", before: gone[at], after: come[at] });
    }
  }
  return rows;
}
