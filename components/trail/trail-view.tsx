"use client";

import { type ReactNode, useMemo } from "react";
import { Button } from "@/components/ui/button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import { orderEvents } from "@/lib/trail/order-events";
import { splitUncertain } from "@/lib/trail/split-uncertain";
import { FilterBar } from "./filter-bar";
import { filterEvents, isNarrow } from "./filter-events";
import { WholeHopStrip } from "./hop-strip";
import { createRawReader } from "./raw-reader";
import { SourcePanels } from "./source-panels";
import { SourceStatus } from "./source-status";
import { momentOf, spansOf } from "./spans-of-events";
import { TimeLine } from "./time-line";
import { UncertainEvents } from "./uncertain-events";
import { useAddressedEvent } from "./use-addressed-event";
import { useFilter } from "./use-filter";
import { type PendingSource, useReports } from "./use-reports";

/** Takes each part of a filter away; in which order the trail is read stays. */
const showAll = { text: "", hop: undefined, severity: undefined, source: undefined };

interface TrailViewProps {
  sources: readonly PendingSource[];
  /** Contacts' trails lie below this address. */
  trailsUrl: string;
  /** Where one event's raw JSON is fetched from. */
  eventsUrl: string;
  /** Hops that a good call through this integration has. */
  expectedHops: Promise<readonly string[]>;
  /** Beside the time line, before everything else. */
  aside?: ReactNode;
  /** Below that: what people found out. */
  notes?: ReactNode;
}

/** One time line out of all sources, growing as they arrive; a slow or failed one holds up none of the others. */
export function TrailView({ sources, trailsUrl, eventsUrl, expectedHops, aside, notes }: TrailViewProps) {
  const reports = useReports(sources);
  const [filter, change] = useFilter();
  const raw = useMemo(() => createRawReader(eventsUrl), [eventsUrl]);
  const { events, uncertain } = useMemo(() => splitUncertain(orderEvents([...reports.values()])), [reports]);
  const numbers = useMemo(() => new Map(events.map(({ id }, index) => [id, index + 1])), [events]);
  const spans = useMemo(() => spansOf(events), [events]);
  const first = events[0] && new Date(momentOf(events[0])).toISOString();
  // A link to an event must not lead to one that is filtered away.
  const wanted = useAddressedEvent(() => change(showAll));
  const marked = useMemo(() => eventsBeside(wanted?.eventId, events), [wanted, events]);
  // Not deferred: what is deferred waits for the reading of a call that goes on, and thousands are filtered at once.
  const shown = useMemo(() => filterEvents(events, filter), [events, filter]);
  const isComplete = sources.every(({ source }) => reports.has(source));
  const titles = useMemo(() => new Map(sources.map(({ source, title }) => [source, title])), [sources]);
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_400px] xl:grid-rows-[auto_1fr]">
      <Panel className="overflow-clip">
        <PanelHeader
          title="Trail"
          aside={
            <WholeHopStrip
              events={events}
              expected={expectedHops}
              isComplete={isComplete}
              chosen={filter.hop}
              onChoose={(hop) => change({ hop })}
            />
          }
        />
        <FilterBar
          filter={filter}
          onChange={change}
          sources={sources.filter(({ source }) => hasEvents(reports.get(source)))}
          shown={shown.length}
          all={events.length}
        />
        <TimeLine
          events={shown}
          order={filter.order}
          first={first}
          numbers={numbers}
          spans={spans}
          titles={titles}
          marked={marked}
          wanted={wanted}
          raw={raw}
        />
        <UncertainEvents
          events={uncertain}
          first={first}
          titles={titles}
          marked={marked}
          wanted={wanted}
          raw={raw}
        />
        {shown.length > 1 ? (
          <p className="hidden px-3.5 py-2 text-2xs text-ink-faint lg:block" data-testid="row-keys">
            <kbd>j</kbd> and <kbd>k</kbd>: next and previous event · <kbd>n</kbd>: next failure ·{" "}
            <kbd>Enter</kbd>: show details
          </p>
        ) : null}
        {isComplete ? null : (
          <div role="status" className="flex items-center gap-3 px-3.5 py-2.5 text-ink-faint">
            <span className="skeleton h-3 w-24" aria-hidden="true" />
            loading the other sources…
          </div>
        )}
        {isComplete && events.length === 0 ? (
          <p className="px-3.5 py-6 text-ink-soft">{sayNoEvents([...reports.values()])}</p>
        ) : null}
        {events.length > 0 && shown.length === 0 && isNarrow(filter) ? (
          <div className="flex flex-wrap items-center gap-3 px-3.5 py-6 text-ink-soft">
            No events match these filters.
            <Button size="small" onClick={() => change(showAll)}>
              Show all events
            </Button>
          </div>
        ) : null}
      </Panel>
      <div className="flex min-w-0 flex-col gap-4 xl:col-start-2 xl:row-span-2 xl:row-start-1">
        {aside}
        <SourceStatus sources={sources} reports={reports} />
        {notes}
      </div>
      <div className="min-w-0 gap-4 md:columns-2 xl:col-start-1 xl:row-start-2 [&>*]:mb-4 [&>*]:break-inside-avoid">
        <SourcePanels sources={sources} reports={reports} trailsUrl={trailsUrl} />
      </div>
    </div>
  );
}

function hasEvents(report: ReturnType<ReturnType<typeof useReports>["get"]>): boolean {
  return report !== undefined && report.state !== "failed" && report.events.length > 0;
}

/** The event itself, and what else its block did. */
function eventsBeside(eventId: string | undefined, events: readonly ScreenEvent[]): ReadonlySet<string> {
  if (eventId === undefined) return new Set();
  const chosen = events.find(({ id }) => id === eventId);
  const { block, source } = chosen ?? {};
  const sameBlock =
    block === undefined ? [] : events.filter((other) => other.block === block && other.source === source);
  return new Set([eventId, ...sameBlock.map(({ id }) => id)]);
}

/** What can't be read may have some. */
function sayNoEvents(reports: readonly { state: string }[]): string {
  const failed = reports.filter(({ state }) => state === "failed").length;
  if (failed === 0) return "No source has an event for this contact.";
  return failed === reports.length
    ? "No source could be read. See the reasons under Sources, and try again."
    : "The sources that could be read have no event for this contact. See under Sources why the others couldn't be read, and try again.";
}
