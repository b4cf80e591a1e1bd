import { classNames } from "@/components/ui/class-names";
import type { Finding } from "@/lib/trail/event";
import { type ChartRange, sayChart } from "./say-issue";

interface IssueChartProps {
  /** Contacts in each stretch of time, the oldest first. */
  counts: readonly number[];
  range: ChartRange;
  severity: Finding["severity"] | undefined;
  /** Where something happened: in bars from the left. */
  mark?: number | undefined;
  className?: string;
}

const barWidth = 8;
const height = 40;
/** A single contact among hundreds is still seen. */
const leastHeight = 3;

/** Bars, drawn by the server; in words for whoever can't see them. */
export function IssueChart({ counts, range, severity, mark, className }: IssueChartProps) {
  const most = Math.max(1, ...counts);
  const fill = severity === "bad" ? "fill-bad" : severity ? "fill-attention" : "fill-unknown";
  const width = counts.length * barWidth;
  const bars = counts.map((count, index) => ({ x: index * barWidth + 1, count }));
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={sayChart(counts, range)}
      className={classNames("block", className)}
    >
      {bars.map(({ x, count }) =>
        count === 0 ? (
          <rect key={x} x={x} y={height - 1} width={barWidth - 2} height={1} className="fill-line-strong" />
        ) : (
          <Bar key={x} x={x} share={count / most} fill={fill} />
        ),
      )}
      {mark === undefined ? null : (
        <line
          x1={mark * barWidth}
          x2={mark * barWidth}
          y1={0}
          y2={height}
          vectorEffect="non-scaling-stroke"
          strokeWidth="2"
          strokeDasharray="4 3"
          className="stroke-ink"
        />
      )}
    </svg>
  );
}

function Bar({ x, share, fill }: { x: number; share: number; fill: string }) {
  const tall = Math.max(leastHeight, share * height);
  return <rect x={x} y={height - tall} width={barWidth - 2} height={tall} className={fill} />;
}
