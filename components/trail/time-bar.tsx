import { classNames } from "@/components/ui/class-names";
import type { Severity } from "@/lib/trail/event";
import type { Span } from "./spans-of-events";

const fills: Record<Severity, string> = {
  info: "bg-line-control",
  unknown: "bg-line-control",
  good: "bg-good",
  attention: "bg-attention",
  bad: "bg-bad",
};

interface TimeBarProps {
  /** One for each thing that it shows: of a hop there are several, with pauses between. */
  spans: readonly Span[];
  severity: Severity;
  className?: string;
}

/** Where in the trail's time something lies, and for how much of it, as all rows share one scale; the words beside say it too. */
export function TimeBar({ spans, severity, className }: TimeBarProps) {
  return (
    <span
      aria-hidden="true"
      data-testid="time-bar"
      className={classNames(
        "absolute inset-x-0 h-1 rounded-full bg-line forced-color-adjust-none max-sm:hidden",
        className,
      )}
    >
      {spans.map(({ from, to }) => (
        <span
          key={`${from} ${to}`}
          className={classNames("absolute inset-y-0 min-w-0.5 rounded-full", fills[severity])}
          // What begins at the very end must not lie outside.
          style={{ left: `min(${percent(from)}, 100% - 2px)`, width: percent(to - from) }}
        />
      ))}
    </span>
  );
}

function percent(part: number): string {
  return `${Math.round(part * 1_000) / 10}%`;
}
