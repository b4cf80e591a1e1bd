"use client";

import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { type DiffRow, diffFlowText } from "@/lib/flows/compare/diff-flow-text";

/** Rows drawn at first: a difference of thousands of lines is read from its beginning. */
const maxRows = 800;

type DiffLine = Exclude<DiffRow, { kind: "fold" }>;
type Pair =
  | { kind: "lines"; before?: DiffLine | undefined; after?: DiffLine | undefined }
  | Extract<DiffRow, { kind: "fold" }>;

/** Two texts side by side, or stacked on narrow screens. Color, sign, and position each show what changed. */
export function TextDiffView({ before, after }: { before: string; after: string }) {
  const [isWhole, setWhole] = useState(false);
  const { rows, added, removed, isIdentical } = useMemo(() => diffFlowText(before, after), [before, after]);
  const pairs = useMemo(() => pairUp(rows), [rows]);
  const shown = isWhole ? pairs : pairs.slice(0, maxRows);
  if (added + removed === 0) {
    return (
      <p className="px-3.5 py-3 text-ink-soft">
        {isIdentical ? "Both texts are identical." : "The texts differ only in whitespace."}
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark among those of the page.
    <div
      role="region"
      aria-label="Changes of the text"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without a pointer, it is scrolled by the arrow keys.
      tabIndex={0}
      className="scroll-shade scroll-shade-panel font-mono text-xs"
      data-testid="text-diff"
    >
      <div className="min-w-fit py-1">
        {shown.map((row, index) =>
          row.kind === "fold" ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place.
            <p key={index} className="my-1 border-y border-line bg-sunk px-3.5 py-0.5 text-ink-faint">
              {row.lines === 1 ? "1 unchanged line" : `${row.lines} unchanged lines`}
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
      {pairs.length > shown.length ? (
        <div className="border-t border-line p-2.5">
          <Button size="small" onClick={() => setWhole(true)}>
            Show the remaining {pairs.length - shown.length} rows
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
  const number = side === "before" ? line.beforeLine : line.afterLine;
  const sign = line.kind === "removed" ? "−" : line.kind === "added" ? "+" : " ";
  return (
    <div
      className={classNames(
        "flex min-w-0",
        side === "before" && "md:border-r md:border-line",
        side === "after" && isPair && "hidden md:flex",
        line.kind === "removed" && "bg-bad-wash",
        line.kind === "added" && "bg-good-wash",
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

/** Pairs removed lines with the lines that replaced them. */
function pairUp(rows: readonly DiffRow[]): Pair[] {
  const pairs: Pair[] = [];
  let gone: DiffLine[] = [];
  let come: DiffLine[] = [];
  const settle = () => {
    for (let at = 0; at < Math.max(gone.length, come.length); at++) {
      pairs.push({ kind: "lines", before: gone[at], after: come[at] });
    }
    gone = [];
    come = [];
  };
  for (const row of rows) {
    if (row.kind === "removed") gone.push(row);
    else if (row.kind === "added") come.push(row);
    else {
      settle();
      pairs.push(row.kind === "fold" ? row : { kind: "lines", before: row, after: row });
    }
  }
  settle();
  return pairs;
}
