import { formatDuration } from "@/components/ui/format-time";
import { StateMark } from "@/components/ui/state";
import type { FlowGraph } from "@/lib/flows/language/flow-graph";
import type { BlockVisit } from "@/lib/trail/flow-path";
import { addressOfEvent } from "./event-address";
import { stateWords } from "./hops";

/** A contact that went in circles for hours: the time line has the rest. */
const mostShown = 200;

/** The same way as the picture's: each block in its order, how long the contact was there, and the branch that it left by. */
export function WayInWords({ graph, visits }: { graph: FlowGraph; visits: readonly BlockVisit[] }) {
  const titles = new Map(graph.nodes.map(({ id, title }) => [id, title]));
  return (
    <details className="border-t border-line">
      <summary className="px-3.5 py-2 text-xs text-ink-soft hover:text-ink">
        {" "}
        In words: {visits.length === 1 ? "1 step" : `${visits.length} steps`}
      </summary>
      <ol className="divide-y divide-line border-t border-line text-xs" data-testid="way-in-words">
        {visits.slice(0, mostShown).map((visit, index) => {
          const next = visits[index + 1];
          const branch = graph.edges.find(({ from, to }) => from === visit.blockId && to === next?.blockId);
          const event = visit.eventIds[0];
          const title = titles.get(visit.blockId) ?? visit.blockId;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a block may be passed more than once; the order is the way itself.
            <li key={index} className="flex items-baseline gap-2 px-3.5 py-1">
              <StateMark
                state={visit.state}
                title={stateWords[visit.state]}
                className="shrink-0 translate-y-px"
              />
              <span className="w-5 shrink-0 text-right text-ink-faint tabular-nums">{index + 1}</span>
              <span className="min-w-0 flex-1 break-words">
                {event === undefined ? (
                  title
                ) : (
                  <a href={addressOfEvent(event)} className="hover:text-accent underline underline-offset-2">
                    {title}
                  </a>
                )}
                {branch?.label ? <span className="text-ink-soft"> → {branch.label}</span> : null}
              </span>
              {next ? (
                <span className="shrink-0 text-ink-faint tabular-nums">
                  {formatDuration(Date.parse(next.at) - Date.parse(visit.at))}
                </span>
              ) : null}
            </li>
          );
        })}
      </ol>
      {visits.length > mostShown ? (
        <p className="border-t border-line px-3.5 py-2 text-xs text-ink-soft">
          The timeline has the {visits.length - mostShown} further steps.
        </p>
      ) : null}
    </details>
  );
}
