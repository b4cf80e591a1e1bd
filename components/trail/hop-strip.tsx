"use client";

import { classNames } from "@/components/ui/class-names";
import { useHopTitle } from "@/components/vendors/vendor-words";
import type { HopState } from "@/lib/trail/hop-state";
import { stateWords } from "./hops";

export interface HopMark {
  hop: string;
  state: HopState;
  count: number;
}

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

/** The patch bay, small: the hops that this contact left a trace of, each a filter of the timeline. */
export function HopStrip({ marks, chosen, onChoose }: HopStripProps) {
  const titleOf = useHopTitle();
  return (
    <fieldset className="flex flex-wrap items-center gap-y-1" data-testid="hops">
      <legend className="sr-only">Show one hop</legend>
      {marks.map((mark, index) => (
        <span key={mark.hop} className="flex items-center">
          {index > 0 ? (
            <svg viewBox="0 0 22 14" className="h-3.5 w-5.5" aria-hidden="true" fill="none">
              <path d="M1 4C6 13 16 13 21 4" className={strokes[mark.state]} strokeWidth="2" />
            </svg>
          ) : null}
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
              , {stateWords[mark.state]}, {mark.count} events
            </span>
            <Sign state={mark.state} />
          </button>
        </span>
      ))}
    </fieldset>
  );
}

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
