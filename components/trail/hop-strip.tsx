"use client";

import { useEffect, useMemo, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { useHopTitle, useVendorWords } from "@/components/vendors/vendor-words";
import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import type { HopState } from "@/lib/trail/hop-state";
import { stateWords } from "./hops";
import { type HopMark, marksOf } from "./marks-of-events";

interface HopStripProps {
  marks: readonly HopMark[];
  chosen: string | undefined;
  onChoose: (hop: string | undefined) => void;
}

const strokes: Record<HopState, string> = {
  unknown: "stroke-unknown",
  good: "stroke-good",
  attention: "stroke-attention",
  bad: "stroke-bad",
};
const signs: Record<HopState, { sign: string; ink: string } | undefined> = {
  unknown: { sign: "○", ink: "text-ink-soft" },
  good: undefined,
  attention: { sign: "▲", ink: "text-attention-ink" },
  bad: { sign: "■", ink: "text-bad-ink" },
};

/** The patch bay, small: the hops of this contact, each a filter of the timeline; without a trace, hollow and none. */
function HopStrip({ marks, chosen, onChoose }: HopStripProps) {
  const titleOf = useHopTitle();
  return (
    <fieldset className="flex flex-wrap items-center gap-y-1" data-testid="hops">
      <legend className="sr-only">Show one hop</legend>
      {marks.map((mark, index) => (
        <span key={mark.hop} className="flex items-center">
          {index > 0 ? (
            <svg viewBox="0 0 22 14" className="h-3.5 w-5.5" aria-hidden="true" fill="none">
              <path
                d="M1 4C6 13 16 13 21 4"
                className={mark.count === 0 ? "stroke-line-strong" : strokes[mark.state]}
                strokeWidth={mark.count === 0 ? 1 : 2}
                strokeDasharray={mark.count === 0 ? "2 2" : undefined}
              />
            </svg>
          ) : null}
          {mark.count === 0 ? (
            <span
              data-hop={mark.hop}
              data-state="absent"
              title="A working call has events here. This one has none."
              className="rounded-full border border-dashed border-line-control px-2 py-0.5 text-xs text-ink-faint"
            >
              {titleOf(mark.hop)}
              <span className="sr-only">, no events, which a working call has here</span>
            </span>
          ) : (
            <button
              type="button"
              aria-pressed={chosen === mark.hop}
              onClick={() => onChoose(chosen === mark.hop ? undefined : mark.hop)}
              data-hop={mark.hop}
              data-state={mark.state}
              className={classNames(
                "rounded-full border px-2 py-0.5 text-xs",
                chosen === mark.hop
                  ? "border-accent bg-accent-wash text-accent"
                  : "border-line-strong bg-panel text-ink-soft hover:text-ink",
              )}
            >
              {titleOf(mark.hop)}
              <span className="sr-only">
                , {stateWords[mark.state]}, {mark.count === 1 ? "1 event" : `${mark.count} events`}
              </span>
              <Sign state={mark.state} />
            </button>
          )}
        </span>
      ))}
    </fieldset>
  );
}

interface WholeHopStripProps extends Omit<HopStripProps, "marks"> {
  events: readonly ScreenEvent[];
  /** Hops that a good call has. */
  expected: Promise<readonly string[]>;
  isComplete: boolean;
}

/** What should be there and is not can be told only when everything has been read. */
export function WholeHopStrip({ events, expected, isComplete, ...strip }: WholeHopStripProps) {
  const { hops } = useVendorWords();
  const [known, setKnown] = useState(none);
  // Not suspended for: a reload of the trail must not wait for what comes last of it.
  useEffect(() => {
    let isCurrent = true;
    expected.then(
      (told) => {
        if (isCurrent) setKnown(told);
      },
      // A stream that is cut: the strip goes on without.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [expected]);
  const marks = useMemo(
    () => marksOf(events, hops, isComplete ? known : none),
    [events, hops, isComplete, known],
  );
  return <HopStrip marks={marks} {...strip} />;
}

const none: readonly string[] = [];

/** The shape says it too, never the colour alone. */
function Sign({ state }: { state: HopState }) {
  const sign = signs[state];
  return sign ? (
    <span aria-hidden="true" className={sign.ink}>
      {" "}
      {sign.sign}
    </span>
  ) : null;
}
