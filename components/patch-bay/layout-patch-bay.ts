import type { Cable, Jack } from "@/lib/blueprints/blueprint";
import { assignTracks } from "./assign-tracks";
import { roundCorners } from "./round-corners";

/**
 * The picture is as wide as its column and never scaled, so that its text keeps its size: x and widths are thousandths of
 * the width, y and heights are CSS pixels.
 */
export const pictureUnits = 1000;
export const jackHeight = 70;
const padding = 6;
const laneTitleHeight = 24;
/** Where a cable to the neighbor leaves a jack: low enough for its label under it to be near. */
const sidePort = 50;
const sag = 20;
/** CSS pixels from one line of a label to the next. */
export const labelLineHeight = 15;
/** From a row's lower edge to the first track under it: labels of two lines fit in between. */
const firstTrack = 52;
const trackGap = 14;
/** Between a cable and its label. */
const labelGap = 9;
const lanes: readonly Jack["lane"][] = ["call", "metadata", "assist"];
const laneTitles: Record<Jack["lane"], string> = { call: "Call", metadata: "Metadata", assist: "Agents" };

interface Point {
  x: number;
  y: number;
}

export interface PlacedJack extends Jack, Point {
  column: number;
  row: number;
}

export interface PlacedLabel extends Point {
  /** Baseline of the first line; of the last line where the label stands on its cable. */
  anchor: "start" | "middle" | "end";
  /** CSS pixels to the right: a distance that does not grow with the picture. */
  shift: number;
  stands: "on" | "under" | "beside";
}

export interface PlacedCable {
  id: Cable["id"];
  path: string;
  ends: [Point, Point];
  label: PlacedLabel;
}

export interface PatchBayLayout {
  height: number;
  jackWidth: number;
  lanes: { title: string; x: number; y: number }[];
  jacks: PlacedJack[];
  cables: PlacedCable[];
}

/**
 * Places jacks in two rows, the call above, and under it where the call leaves and what its data come through; then
 * hangs cables between them. No cable crosses a jack that it does not end at: neighbors are joined directly, others
 * through the channel under a row, each in a track of its own. Pure.
 */
export function layoutPatchBay(jacks: readonly Jack[], cables: readonly Cable[]): PatchBayLayout {
  const count = (lane: Jack["lane"]) => jacks.filter((jack) => jack.lane === lane).length;
  const columns = Math.max(1, count("call"), count("metadata") + count("assist"));
  // Fewer jacks are wider, up to what their words need.
  const jackWidth = ((pictureUnits - 2 * padding) * (columns > 4 ? 0.83 : 0.78)) / Math.max(4, columns);
  const pitch = columns === 1 ? 0 : (pictureUnits - 2 * padding - jackWidth) / (columns - 1);
  const places = lanes.flatMap((lane) => {
    const first = lane === "metadata" ? columns - count("metadata") : 0;
    const row = lane === "call" ? 0 : 1;
    return jacks
      .filter((jack) => jack.lane === lane)
      .map((jack, index) => ({ ...jack, row, column: first + index, x: padding + (first + index) * pitch }));
  });
  const plan = planRuns(places, cables, jackWidth);
  const tracksUnder = [0, 1].map((row) =>
    Math.max(0, ...plan.filter((run) => run.row === row).map(({ track }) => track + 1)),
  );
  const rowGap = firstTrack + Math.max(0, (tracksUnder[0] ?? 0) - 1) * trackGap + 62;
  const lastRow = Math.max(0, ...places.map(({ row }) => row));
  const placed = places.map((jack) => ({ ...jack, y: laneTitleHeight + jack.row * (jackHeight + rowGap) }));
  const byId = new Map(placed.map((jack) => [jack.id, jack]));
  const bottom = laneTitleHeight + lastRow * (jackHeight + rowGap) + jackHeight;
  const tracksBelow = tracksUnder[lastRow] ?? 0;
  return {
    height:
      bottom + (tracksBelow > 0 ? firstTrack + (tracksBelow - 1) * trackGap + 10 : 2 * labelLineHeight + 8),
    jackWidth,
    lanes: lanes.flatMap((lane) => {
      const first = placed.find((jack) => jack.lane === lane);
      return first ? [{ title: laneTitles[lane], x: first.x, y: first.y - 9 }] : [];
    }),
    jacks: placed,
    cables: cables.flatMap((cable) => {
      const [from, to] = [byId.get(cable.from), byId.get(cable.to)];
      if (!from || !to) return [];
      const run = plan.find(({ id }) => id === cable.id);
      return [run ? hangThrough(run, from, to) : hangAlong(cable.id, from, to, jackWidth)];
    }),
  };
}

interface Run {
  id: Cable["id"];
  /** The row under whose jacks it runs. */
  row: number;
  track: number;
  fromX: number;
  toX: number;
  /** There is no room for words to the right of its end. */
  isAtEdge: boolean;
}

type Place = Omit<PlacedJack, "y">;

/** Everything but the cables between neighbors goes through a channel under a row. */
function planRuns(places: readonly Place[], cables: readonly Cable[], jackWidth: number): Run[] {
  const byId = new Map(places.map((jack) => [jack.id, jack]));
  const joined = cables.flatMap(({ id, from, to }) => {
    const ends = [byId.get(from), byId.get(to)] as const;
    const [one, other] = ends;
    if (!one || !other || (one.row === other.row && Math.abs(one.column - other.column) === 1)) return [];
    return [{ id, one, other, row: Math.min(one.row, other.row) }];
  });
  // A jack's edge has its ports in the order of where the cables go, so that they do not cross.
  const sideOf = (jack: Place, row: number) => `${jack.id} ${jack.row === row ? "below" : "above"}`;
  const ports = new Map<string, { id: string; towards: number }[]>();
  for (const { id, one, other, row } of joined) {
    for (const [jack, peer] of [
      [one, other],
      [other, one],
    ] as const) {
      const side = sideOf(jack, row);
      ports.set(side, [...(ports.get(side) ?? []), { id, towards: peer.column }]);
    }
  }
  const portOf = (jack: Place, id: string, row: number) => {
    const side = [...(ports.get(sideOf(jack, row)) ?? [])].sort((a, b) => a.towards - b.towards);
    const index = side.findIndex((port) => port.id === id);
    return { x: jack.x + (jackWidth * (index + 1)) / (side.length + 1), isAlone: side.length === 1 };
  };
  const columns = Math.max(...places.map(({ column }) => column));
  const runs = joined.map(({ id, one, other, row }) => {
    const [from, to] = [portOf(one, id, row), portOf(other, id, row)];
    const isStraight = one.column === other.column;
    return {
      id,
      row,
      fromX: isStraight && from.isAlone ? to.x : from.x,
      toX: isStraight && to.isAlone && !from.isAlone ? from.x : to.x,
      isAtEdge: (one.row > other.row ? one : other).column === columns,
    };
  });
  return assignTracks(runs);
}

/** Between neighbors of a row: it hangs through a little. */
function hangAlong(id: Cable["id"], from: PlacedJack, to: PlacedJack, jackWidth: number): PlacedCable {
  const [left, right] = from.x < to.x ? [from, to] : [to, from];
  const y = left.y + sidePort;
  const start = { x: left.x + jackWidth, y };
  const end = { x: right.x, y };
  const reach = end.x - start.x;
  return {
    id,
    path: `M${start.x} ${y}C${start.x + reach * 0.25} ${y + sag} ${end.x - reach * 0.25} ${y + sag} ${end.x} ${y}`,
    ends: from.x < to.x ? [start, end] : [end, start],
    label: {
      x: (start.x + end.x) / 2,
      y: left.y + jackHeight + labelLineHeight - 2,
      anchor: "middle",
      shift: 0,
      stands: "under",
    },
  };
}

function hangThrough(run: Run, from: PlacedJack, to: PlacedJack): PlacedCable {
  const upperBottom = Math.min(from.y, to.y) + jackHeight;
  const trackY = upperBottom + firstTrack + run.track * trackGap;
  const yOf = (jack: PlacedJack) => (jack.y < trackY ? jack.y + jackHeight : jack.y);
  const start = { x: run.fromX, y: yOf(from) };
  const end = { x: run.toX, y: yOf(to) };
  const path = roundCorners([start, { x: start.x, y: trackY }, { x: end.x, y: trackY }, end]);
  const lower = start.y > end.y ? start : end;
  return {
    id: run.id,
    path,
    ends: [start, end],
    label:
      from.row === to.row
        ? { x: (start.x + end.x) / 2, y: trackY - labelGap, anchor: "middle", shift: 0, stands: "on" }
        : {
            x: lower.x,
            y: trackY + labelLineHeight + 7,
            anchor: run.isAtEdge ? "end" : "start",
            shift: run.isAtEdge ? -labelGap : labelGap,
            stands: "beside",
          },
  };
}
