"use client";

import { useMemo, useState } from "react";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { buildTrail } from "@/lib/trail/build-trail";
import type { Hop } from "@/lib/trail/event";
import { HopStrip } from "./hop-strip";
import { marksOf } from "./marks-of-events";
import { SourcePanels } from "./source-panels";
import { SourceStatus } from "./source-status";
import { TimeLine } from "./time-line";
import { type PendingSource, useReports } from "./use-reports";

interface TrailViewProps {
  contactId: string;
  sources: readonly PendingSource[];
}

/** One time line out of all sources, growing as they arrive; a slow or failed one holds up none of the others. */
export function TrailView({ contactId, sources }: TrailViewProps) {
  const reports = useReports(sources);
  const [hop, setHop] = useState<Hop>();
  const events = useMemo(
    () => buildTrail(contactId, [...reports.values()], new Date(0)).events,
    [contactId, reports],
  );
  const shown = hop ? events.filter((event) => event.hop === hop) : events;
  const isComplete = sources.every(({ source }) => reports.has(source));
  const titles = new Map(sources.map(({ source, title }) => [source, title]));
  return (
    <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_320px]">
      <Panel>
        <PanelHeader
          title="Trail"
          aside={<HopStrip marks={marksOf(events)} chosen={hop} onChoose={setHop} />}
        />
        <TimeLine events={shown} first={events[0]?.at} titles={titles} isComplete={isComplete} />
      </Panel>
      <div className="flex min-w-0 flex-col gap-4">
        <SourceStatus sources={sources} reports={reports} />
        <SourcePanels sources={sources} reports={reports} />
      </div>
    </div>
  );
}
