import { describe, expect, test } from "vitest";
import { koreVoicePicture } from "@/lib/vendors/kore/kore-voice/picture";
import { sampleInput } from "@/lib/vendors/kore/kore-voice/sample-input";
import { jackHeight, jackWidth, layoutPatchBay } from "./layout-patch-bay";

const { jacks, cables } = koreVoicePicture(sampleInput());
const layout = layoutPatchBay(jacks, cables);

describe("the patch bay's picture", () => {
  test("shows every jack inside its frame, none over another", () => {
    expect(layout.jacks).toHaveLength(jacks.length);
    for (const one of layout.jacks) {
      expect(one.x).toBeGreaterThanOrEqual(0);
      expect(one.x + jackWidth).toBeLessThanOrEqual(layout.width);
      expect(one.y + jackHeight).toBeLessThanOrEqual(layout.height);
      const over = layout.jacks.filter(
        (other) =>
          other !== one && Math.abs(other.x - one.x) < jackWidth && Math.abs(other.y - one.y) < jackHeight,
      );
      expect(over).toEqual([]);
    }
  });

  test("plugs each cable into the edges of the two jacks that it joins", () => {
    expect(layout.cables.map(({ id }) => id)).toEqual(cables.map(({ id }) => id));
    for (const cable of cables) {
      const ends = layout.cables.find(({ id }) => id === cable.id)?.ends ?? [];
      for (const [index, jackId] of [cable.from, cable.to].entries()) {
        const jack = layout.jacks.find(({ id }) => id === jackId);
        const end = ends[index];
        expect(jack && end && end.x >= jack.x && end.x <= jack.x + jackWidth).toBe(true);
        expect(jack && end && end.y >= jack.y && end.y <= jack.y + jackHeight).toBe(true);
      }
    }
  });

  test("gives cables that leave one jack downwards ports of their own", () => {
    const ports = layout.cables.flatMap(({ ends }) => ends.map(({ x, y }) => `${x}:${y}`));
    const downwards = layout.cables.filter(({ anchor }) => anchor === "start").map(({ ends }) => ends);
    for (const end of downwards.flat()) {
      expect(ports.filter((port) => port === `${end.x}:${end.y}`)).toHaveLength(1);
    }
  });

  test("leaves out a cable to a jack that is not there", () => {
    expect(layoutPatchBay(jacks.slice(0, 1), cables).cables).toEqual([]);
  });
});
