import { expect, test } from "vitest";
import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import type { Hop } from "@/lib/hops/hop";
import { sharedHops } from "@/lib/hops/shared-hops";
import { rowsByHop, rowsByTime } from "./time-line-rows";

const events = ["number", "flow", "flow", "sip", "flow"].map((hop, index) => make(`${index}`, hop as Hop));

test("what follows in one hop hangs together, in the order of time", () => {
  const runs = rowsByTime(events).map((row) => row.kind === "event" && [row.run.isFirst, row.run.isLast]);
  expect(runs).toEqual([
    [true, true],
    [true, false],
    [false, true],
    [true, true],
    [true, true],
  ]);
});

test("ordered by hop, each hop stands once, in the way of a call, with its events below it", () => {
  expect(rowsByHop(events, sharedHops, new Set()).map(({ key }) => key)).toEqual([
    "hop:number",
    "0",
    "hop:flow",
    "1",
    "2",
    "4",
    "hop:sip",
    "3",
  ]);
});

test("a folded hop shows what it sums up and no event", () => {
  const rows = rowsByHop([...events, make("5", "flow", "bad")], sharedHops, new Set(["flow"]));
  expect(rows.map(({ key }) => key)).toEqual(["hop:number", "0", "hop:flow", "hop:sip", "3"]);
  expect(rows[2]).toMatchObject({ isFolded: true, mark: { count: 4, state: "bad" } });
});

test("a hop is marked by its worst event, and by a proof before what is not known", () => {
  const markOf = (...severities: ScreenEvent["severity"][]) => {
    const [row] = rowsByHop(
      severities.map((severity, index) => make(`${index}`, "sip", severity)),
      sharedHops,
      new Set(),
    );
    return row?.kind === "hop" ? row.mark.state : undefined;
  };
  expect(markOf("info")).toBe("good");
  expect(markOf("info", "unknown")).toBe("unknown");
  expect(markOf("unknown", "good")).toBe("good");
  expect(markOf("good", "attention", "unknown")).toBe("attention");
  expect(markOf("bad", "unknown")).toBe("bad");
});

function make(id: string, hop: Hop, severity: ScreenEvent["severity"] = "info"): ScreenEvent {
  return { id, hop, severity, at: "2026-11-04T09:40:02.118Z", source: "flow-log", title: "" };
}
