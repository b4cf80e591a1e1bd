"use client";

import { type ReactNode, useMemo, useState } from "react";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { buildTrail } from "@/lib/trail/build-trail";
import type { Hop, TrailEvent } from "@/lib/trail/event";
import { HopStrip } from "./hop-strip";
import { marksOf } from "./marks-of-events";
import { SourcePanels } from "./source-panels";
import { SourceStatus } from "./source-status";
import { TimeLine } from "./time-line";
import { useAddressedEvent } from "./use-addressed-event";
import { type PendingSource, useReports } from "./use-reports";

interface TrailViewProps {
  contactId: string;
  sources: readonly PendingSource[];
  /** Beside the time line, before everything else. */
  aside?: ReactNode;
}

/** One time line out of all sources, growing as they arrive; a slow or failed one holds up none of the others. */
export function TrailView({ contactId, sources, aside }: TrailViewProps) {
  const reports = useReports(sources);
  const [hop, setHop] = useState<Hop>();
  const events = useMemo(
    () => buildTrail(contactId, [...reports.values()], new Date(0)).events,
    [contactId, reports],
  );
  // A link to an event must not lead to one that is filtered away.
  const addressed = useAddressedEvent(events, () => setHop(undefined));
  const marked = useMemo(() => eventsBeside(addressed, events), [addressed, events]);
  const shown = hop ? events.filter((event) => event.hop === hop) : events;
  const isComplete = sources.every(({ source }) => reports.has(source));
  const titles = new Map(sources.map(({ source, title }) => [source, title]));
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_340px]">
      <Panel>
        <PanelHeader
          title="Trail"
          aside={<HopStrip marks={marksOf(events)} chosen={hop} onChoose={setHop} />}
        />
        <TimeLine
          events={shown}
          first={events[0]?.at}
          titles={titles}
          marked={marked}
          isComplete={isComplete}
        />
      </Panel>
      <div className="flex min-w-0 flex-col gap-4">
        {aside}
        <SourceStatus sources={sources} reports={reports} />
        <SourcePanels sources={sources} reports={reports} />
      </div>
    </div>
  );
}

/** The event itself, and what else its block did. */
function eventsBeside(event: TrailEvent | undefined, events: readonly TrailEvent[]): ReadonlySet<string> {
  if (event === undefined) return new Set();
  const { block } = event;
  const sameBlock = events.filter(
    (other) =>
      block !== undefined &&
      other.block?.identifier === block.identifier &&
      other.block.flowArn === block.flowArn,
  );
  return new Set([event.id, ...sameBlock.map(({ id }) => id)]);
}
