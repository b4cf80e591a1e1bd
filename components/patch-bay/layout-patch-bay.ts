import type { Cable, Jack } from "@/lib/blueprints/blueprint";

/** Units of the picture, about one CSS pixel each at full width. */
export const jackWidth = 178;
export const jackHeight = 68;
const gap = 64;
const padding = 26;
const laneGap = 76;
const laneTitleHeight = 24;
/** The port of a cable that runs along a lane sits a little above the jack's middle, so that its sag stays beside the text. */
const sidePort = 32;
const lanes: readonly Jack["lane"][] = ["call", "metadata", "assist"];

interface Point {
  x: number;
  y: number;
}

export interface PlacedJack extends Jack, Point {}

export interface PlacedCable {
  id: Cable["id"];
  path: string;
  ends: [Point, Point];
  label: Point;
  anchor: "middle" | "start";
}

export interface PatchBayLayout {
  width: number;
  height: number;
  lanes: { title: string; y: number }[];
  jacks: PlacedJack[];
  cables: PlacedCable[];
}

/**
 * Places jacks in lanes and hangs cables between them. A lane that something leads back from ("metadata") is set to the
 * right, under the systems that it comes from; the last lane begins at the left, where the call leaves. Pure.
 */
export function layoutPatchBay(jacks: readonly Jack[], cables: readonly Cable[]): PatchBayLayout {
  const columns = Math.max(1, ...lanes.map((lane) => jacks.filter((jack) => jack.lane === lane).length));
  const used = lanes.filter((lane) => jacks.some((jack) => jack.lane === lane));
  const laneHeight = laneTitleHeight + jackHeight + laneGap;
  const placed = used.flatMap((lane, row) => {
    const own = jacks.filter((jack) => jack.lane === lane);
    const first = lane === "metadata" ? columns - own.length : 0;
    return own.map((jack, index) => ({
      ...jack,
      x: padding + (first + index) * (jackWidth + gap),
      y: padding + row * laneHeight + laneTitleHeight,
    }));
  });
  const byId = new Map(placed.map((jack) => [jack.id, jack]));
  const width = 2 * padding + columns * jackWidth + (columns - 1) * gap;
  return {
    width,
    height: 2 * padding + used.length * laneHeight - laneGap,
    lanes: used.map((lane, row) => ({ title: lane, y: padding + row * laneHeight + 8 })),
    jacks: placed,
    cables: cables.flatMap((cable) => hang(cable, cables, byId)),
  };
}

function hang(cable: Cable, cables: readonly Cable[], byId: ReadonlyMap<string, PlacedJack>): PlacedCable[] {
  const from = byId.get(cable.from);
  const to = byId.get(cable.to);
  if (!from || !to) return [];
  return [from.y === to.y ? hangAlong(cable.id, from, to) : hangAcross(cable, from, to, cables, byId)];
}

function hangAlong(id: Cable["id"], one: PlacedJack, other: PlacedJack): PlacedCable {
  const [left, right] = one.x < other.x ? [one, other] : [other, one];
  const start = { x: left.x + jackWidth, y: left.y + sidePort };
  const end = { x: right.x, y: right.y + sidePort };
  const reach = end.x - start.x;
  const sag = Math.min(26 + reach * 0.06, 60);
  return {
    id,
    path: `M${start.x} ${start.y}C${start.x + reach * 0.2} ${start.y + sag} ${end.x - reach * 0.2} ${end.y + sag} ${end.x} ${end.y}`,
    ends: one.x < other.x ? [start, end] : [end, start],
    label: { x: (start.x + end.x) / 2, y: start.y + sag + 16 },
    anchor: "middle",
  };
}

function hangAcross(
  cable: Cable,
  one: PlacedJack,
  other: PlacedJack,
  cables: readonly Cable[],
  byId: ReadonlyMap<string, PlacedJack>,
): PlacedCable {
  const [upper, lower] = one.y < other.y ? [one, other] : [other, one];
  const start = { x: portBelow(upper, lower, cables, byId), y: upper.y + jackHeight };
  // Straight under: into its top. Further left, with a lane between: round the corner into its side.
  const isBeside = lower.x + jackWidth < upper.x;
  const end = isBeside
    ? { x: lower.x + jackWidth, y: lower.y + sidePort }
    : { x: lower.x + jackWidth / 2, y: lower.y };
  const half = (end.y - start.y) / 2;
  // Down through the gap between two columns, so that it hangs over no jack.
  const gapX = lower.x + jackWidth + gap / 2;
  const path = isBeside
    ? `M${start.x} ${start.y}C${start.x} ${start.y + 46} ${gapX} ${start.y + 34} ${gapX} ${start.y + 92}L${gapX} ${end.y - 44}C${gapX} ${end.y - 8} ${gapX - 10} ${end.y} ${end.x} ${end.y}`
    : `M${start.x} ${start.y}C${start.x} ${start.y + half} ${end.x} ${end.y - half} ${end.x} ${end.y}`;
  return {
    id: cable.id,
    path,
    ends: one.y < other.y ? [start, end] : [end, start],
    label: isBeside
      ? { x: gapX + 10, y: end.y - 30 }
      : { x: Math.max(start.x, end.x) + 12, y: start.y + half + 4 },
    anchor: "start",
  };
}

/** Cables that leave a jack downwards share its lower edge, in the order of where they go. */
function portBelow(
  upper: PlacedJack,
  lower: PlacedJack,
  cables: readonly Cable[],
  byId: ReadonlyMap<string, PlacedJack>,
): number {
  const targets = cables
    .flatMap(
      ({ from, to }) =>
        (from === upper.id ? byId.get(to) : to === upper.id ? byId.get(from) : undefined) ?? [],
    )
    .filter((jack) => jack.y > upper.y)
    .sort((first, second) => first.x - second.x || first.y - second.y);
  const place = targets.findIndex((jack) => jack.id === lower.id) + 1;
  return upper.x + (jackWidth * place) / (targets.length + 1);
}
