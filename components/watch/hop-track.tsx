import { stateWords } from "@/components/trail/hops";
import { classNames } from "@/components/ui/class-names";
import { formatOffset } from "@/components/ui/format-time";
import type { HopEntry } from "@/lib/hops/shared-hops";
import type { WatchedCall, WatchedHop } from "@/lib/watch/watched-hops";
import { HopFinding } from "./hop-finding";

interface HopTrackProps {
  /** In the order of the call. */
  hops: readonly HopEntry[];
  call: WatchedCall | undefined;
  /** Nothing more will come. */
  isOver: boolean;
  /** Where the call's trail is. */
  trailUrl: string | undefined;
}

/** The patch bay on end: a jack for each hop, and the cable between two as far as the call has come. */
export function HopTrack({ hops, call, isOver, trailUrl }: HopTrackProps) {
  const seen = new Map<string, WatchedHop>(call?.hops.map((hop) => [hop.hop, hop]));
  const began = call?.hops[0]?.at;
  const findings = call?.findings ?? [];
  const loose = findings.filter(({ hop }) => hop === undefined || !hops.some(({ id }) => id === hop));
  const last = hops.findLastIndex(({ id }) => seen.has(id));
  const isNext = (index: number) => call !== undefined && !isOver && index === last + 1;
  return (
    <>
      <ol className="px-3.5 py-3" data-testid="hop-track">
        {hops.map(({ id: hop, title, waits }, index) => (
          <li
            key={hop}
            data-hop={hop}
            data-state={seen.get(hop)?.state ?? "none"}
            className="grid grid-cols-[20px_minmax(0,1fr)_auto] gap-x-3"
          >
            <Jack
              hop={seen.get(hop)}
              isNext={isNext(index)}
              isLast={index === hops.length - 1}
              isPlugged={seen.has(hop) && seen.has(hops[index + 1]?.id ?? hop)}
            />
            <div className="min-w-0 pb-4">
              <p className={classNames("leading-5", !seen.has(hop) && "text-ink-faint")}>
                <span className="font-medium">{title}</span>
                <span className="sr-only">, {describe(seen.get(hop), isOver)}</span>
                <span className="text-ink-soft"> · {waits}</span>
              </p>
              <p
                className={classNames(
                  "text-xs break-words",
                  seen.get(hop)?.state === "bad" ? "text-bad-ink" : "text-ink-soft",
                )}
              >
                {seen.get(hop)?.sentence ?? (isOver && call ? "no trace" : " ")}
              </p>
              {findings
                .filter((finding) => finding.hop === hop)
                .map((finding) => (
                  <HopFinding
                    key={`${finding.code} ${finding.title}`}
                    finding={finding}
                    trailUrl={trailUrl}
                  />
                ))}
            </div>
            <span className="font-mono text-xs leading-5 text-ink-faint tabular-nums">
              {offsetOf(seen.get(hop), began)}
            </span>
          </li>
        ))}
      </ol>
      {loose.length > 0 ? (
        <div className="border-t border-line px-3.5 pb-3">
          {loose.map((finding) => (
            <HopFinding key={`${finding.code} ${finding.title}`} finding={finding} trailUrl={trailUrl} />
          ))}
        </div>
      ) : null}
    </>
  );
}

const strokes = {
  unknown: "stroke-unknown",
  good: "stroke-good",
  attention: "stroke-attention",
  bad: "stroke-bad",
} as const;
const fills = {
  unknown: "fill-unknown",
  good: "fill-good",
  attention: "fill-attention",
  bad: "fill-bad",
} as const;

interface JackProps {
  hop: WatchedHop | undefined;
  isNext: boolean;
  isLast: boolean;
  /** The call went from here to the next. */
  isPlugged: boolean;
}

/** A ring where nothing has come; a tick, a mark or a cross in it by how it went. */
function Jack({ hop, isNext, isLast, isPlugged }: JackProps) {
  return (
    <span className="relative">
      {isLast ? null : (
        <span
          className={classNames(
            "absolute top-5 bottom-0 left-[9px] w-0.5",
            isPlugged && hop?.state !== "bad" ? "bg-good" : "border-l-2 border-dashed border-line-strong",
          )}
        />
      )}
      <svg viewBox="0 0 20 20" className="relative size-5" fill="none" aria-hidden="true">
        <circle
          cx="10"
          cy="10"
          r="8"
          strokeWidth="1.6"
          className={classNames(
            hop ? strokes[hop.state] : isNext ? "stroke-accent" : "stroke-line-strong",
            hop ? fills[hop.state] : "fill-panel",
            isNext && "running-mark",
          )}
        />
        {hop ? (
          <path
            d={ticks[hop.state]}
            className="stroke-panel"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        ) : (
          <circle cx="10" cy="10" r="2.4" className={isNext ? "fill-accent" : "fill-unknown"} />
        )}
      </svg>
    </span>
  );
}

const ticks = {
  unknown: "M7 10h6",
  good: "M6.3 10.3 9 13l4.8-5.6",
  attention: "M10 5.8v5M10 13.9v.1",
  bad: "m7 7 6 6M13 7l-6 6",
} as const;

function describe(hop: WatchedHop | undefined, isOver: boolean): string {
  return hop ? stateWords[hop.state] : isOver ? "no trace" : "not yet";
}

function offsetOf(hop: WatchedHop | undefined, began: string | undefined): string {
  return hop && began ? formatOffset(Date.parse(hop.at) - Date.parse(began)) : "";
}
