import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import { orderEvents } from "@/lib/trail/order-events";
import { createRawReader } from "./raw-reader";
import { momentOf } from "./spans-of-events";
import { TimeLine } from "./time-line";

const began = Date.UTC(2026, 10, 20, 10);
const at = (seconds: number) => new Date(began + seconds * 1_000).toISOString();

function event(source: string, id: string, seconds: number, hop: ScreenEvent["hop"]): ScreenEvent {
  return { id: `${source}:${id}`, at: at(seconds), source, hop, severity: "info", title: id };
}

it("counts from the beginning by the clock that it is ordered by, and says each time where the reader is", () => {
  const flow = [
    event("flow-log", "welcome", 0, "flow"),
    event("flow-log", "transfer", 4, "sip"),
    event("flow-log", "transfer:end", 20, "sip"),
    event("flow-log", "queue", 21, "queue"),
  ];
  // Two minutes ahead of the flow's clock.
  const talk = [event("talk", "started", 125, "sip"), event("talk", "ended", 139, "sip")];
  const events = orderEvents<ScreenEvent>([
    { state: "ok", events: flow },
    { state: "ok", clock: "Voice", events: talk },
  ]);
  const [first] = events;
  const html = renderToStaticMarkup(
    <TimeLine
      events={events}
      order="time"
      first={first && new Date(momentOf(first)).toISOString()}
      numbers={new Map()}
      spans={new Map()}
      titles={new Map()}
      marked={new Set()}
      wanted={undefined}
      raw={createRawReader("/acme/events")}
    />,
  );
  const offsets = [...html.matchAll(/tabular-nums">\+([\d:.]+)</g)].map(([, offset = ""]) =>
    secondsOf(offset),
  );
  expect(offsets).toHaveLength(events.length);
  expect(offsets).toEqual(offsets.toSorted((one, other) => one - other));
  expect(html).toContain("Voice&#x27;s clock is about");
  // As an element, which the browser writes in the reader's own time.
  expect(html).toMatch(/this was at <time dateTime="2026-11-20T10:00:\d\d\.\d{3}Z"/);
});

/** 125 of "2:05.0". */
function secondsOf(offset: string): number {
  return offset.split(":").reduce((seconds, part) => seconds * 60 + Number(part), 0);
}
