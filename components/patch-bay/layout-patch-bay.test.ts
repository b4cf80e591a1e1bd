import { describe, expect, test } from "vitest";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { blueprintSamples } from "@/lib/vendors/testing/samples";
import {
  jackHeight,
  labelLineHeight,
  layoutPatchBay,
  type PlacedLabel,
  pictureUnits,
} from "./layout-patch-bay";

/** CSS pixels: the narrowest column that shows the picture, a 1024 px screen's, and the widest. */
const widths = [690, 718, 960, 1190];
const cases = blueprintSamples.flatMap(({ kind, pictures }) =>
  pictures.flatMap((picture) => widths.map((width) => ({ kind, width, ...picture }))),
);

interface Point {
  x: number;
  y: number;
}
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Points along a path of M, L, C and Q, at most about 2 px from each other; x in CSS pixels. */
function walk(path: string, scale: number): Point[] {
  let at: Point = { x: 0, y: 0 };
  return [...path.matchAll(/([MLCQ])([^MLCQ]+)/g)].flatMap(([, command, numbers = ""]) => {
    const values = numbers.trim().split(/[ ,]+/).map(Number);
    const points = values.flatMap((x, index) =>
      index % 2 === 0 ? [{ x: x * scale, y: values[index + 1] ?? Number.NaN }] : [],
    );
    const controls = command === "M" ? points : [at, ...points];
    at = points.at(-1) ?? at;
    const [first = at] = controls;
    const steps = Math.ceil(Math.hypot(at.x - first.x, at.y - first.y) / 2) + 1;
    return Array.from({ length: steps + 1 }, (_, step) => pointOf(controls, step / steps));
  });
}

/** On a Bézier curve of any degree. */
function pointOf(controls: readonly Point[], part: number): Point {
  const [first, ...rest] = controls;
  if (!first || rest.length === 0) return first ?? { x: Number.NaN, y: Number.NaN };
  const next = rest.map((to, index) => {
    const from = controls[index] ?? to;
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  });
  return pointOf(next, part);
}

/** The two longest lines that a label can have, at 12 px: no letter is wider than 7 px on average. */
function boxOf(label: PlacedLabel, words: string, scale: number): Box {
  const width = Math.max(words.length * 6.6, 12 * 6.6);
  const x = label.x * scale + label.shift;
  const left = { start: x, middle: x - width / 2, end: x - width }[label.anchor];
  const first = label.stands === "on" ? label.y - labelLineHeight : label.y;
  return { left, right: left + width, top: first - 10, bottom: first + labelLineHeight + 3 };
}

const isIn = ({ x, y }: Point, box: Box) => x > box.left && x < box.right && y > box.top && y < box.bottom;
const distance = ({ x, y }: Point, box: Box) =>
  Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
const meet = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

test("every blueprint's picture is looked at here", () => {
  expect(blueprintSamples.map(({ kind }) => kind)).toEqual(listBlueprints().map(({ kind }) => kind));
});

describe.each(cases)(
  "the picture of $kind ($entry) in $width px",
  ({ width, picture: { jacks, cables } }) => {
    const layout = layoutPatchBay(jacks, cables);
    const scale = width / pictureUnits;
    const boxes = layout.jacks.map((jack) => ({
      id: jack.id,
      left: jack.x * scale,
      right: (jack.x + layout.jackWidth) * scale,
      top: jack.y,
      bottom: jack.y + jackHeight,
    }));
    const drawn = layout.cables.map(({ id, path, label }) => {
      const cable = cables.find((each) => each.id === id);
      return {
        id,
        ends: [cable?.from, cable?.to],
        points: walk(path, scale),
        label: boxOf(label, cable?.label ?? "", scale),
      };
    });

    test("shows every jack and label inside its frame, none over another", () => {
      expect(boxes).toHaveLength(jacks.length);
      expect(drawn.map(({ id }) => id)).toEqual(cables.map(({ id }) => id));
      const labels = drawn.map(({ id, label }) => ({ id: `label ${id}`, ...label }));
      const all = [...boxes, ...labels];
      for (const one of all) {
        expect(
          one.left >= 0 && one.right <= width && one.top >= 0 && one.bottom <= layout.height,
          one.id,
        ).toBe(true);
        expect(
          all.filter((other) => other !== one && meet(one, other)).map(({ id }) => [one.id, id]),
        ).toEqual([]);
      }
    });

    test("lets no cable cross a jack, not even one that it ends at", () => {
      const crossed = drawn.flatMap(({ id, points }) =>
        boxes.filter((box) => points.some((point) => isIn(point, box))).map((box) => [id, box.id]),
      );
      expect(crossed).toEqual([]);
    });

    test("lets no cable cross another, or any label", () => {
      // Each cable owns the cells of 6 px that it runs through.
      const cells = drawn.flatMap(({ id, points }) => {
        const own = new Set(points.map(({ x, y }) => `${Math.round(x / 6)}:${Math.round(y / 6)}`));
        return [...own].map((cell) => ({ id, cell }));
      });
      const owners = new Map(cells.map(({ id, cell }) => [cell, id]));
      expect(cells.filter(({ id, cell }) => owners.get(cell) !== id)).toEqual([]);
      const over = drawn.flatMap(({ id, label }) =>
        drawn
          .filter(({ points }) => points.some((point) => isIn(point, label)))
          .map((other) => [id, other.id]),
      );
      expect(over).toEqual([]);
    });

    test("keeps each label within 24 px of its own cable, and nearer to it than to any other", () => {
      for (const { id, points, label } of drawn) {
        const away = (line: Point[]) => Math.min(...line.map((point) => distance(point, label)));
        const own = away(points);
        expect(own, id).toBeLessThanOrEqual(24);
        for (const other of drawn) if (other.id !== id) expect(away(other.points), id).toBeGreaterThan(own);
      }
    });

    test("plugs each cable into the edges of the two jacks that it joins, in ports of its own", () => {
      const ports = layout.cables.flatMap(({ ends }) => ends.map(({ x, y }) => `${x}:${y}`));
      expect(new Set(ports).size).toBe(ports.length);
      for (const { id, from, to } of cables) {
        const ends = layout.cables.find((cable) => cable.id === id)?.ends ?? [];
        for (const [index, jackId] of [from, to].entries()) {
          const [box, end] = [boxes.find((each) => each.id === jackId), ends[index]];
          const at = end && { x: end.x * scale, y: end.y };
          expect(box && at && distance(at, box) < 0.01 && !isIn(at, shrunk(box)), id).toBe(true);
        }
      }
    });
  },
);

/** Less its edge. */
const shrunk = ({ left, right, top, bottom }: Box): Box => ({
  left: left + 1,
  right: right - 1,
  top: top + 1,
  bottom: bottom - 1,
});

test("a cable to a jack that is not there is left out", () => {
  const one = { id: "one", title: "", detail: "", lane: "call" } as const;
  const cable = { id: "sip", hop: "sip", from: "one", to: "other", label: "" } as const;
  expect(layoutPatchBay([one], [cable]).cables).toEqual([]);
});
