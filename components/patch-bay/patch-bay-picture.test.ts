import { expect, test } from "vitest";
import {
  type PatchBayPicture,
  type ProvenCable,
  placeInBypass,
  sayCable,
  stateInBypass,
} from "./patch-bay-picture";

const cable = (hop: ProvenCable["hop"]): ProvenCable => ({
  id: hop,
  hop,
  from: "one",
  to: "other",
  label: hop,
  state: "good",
  sentence: "",
  href: "/",
});
const picture: PatchBayPicture = { title: "any", jacks: [], cables: [] };

test("a bypass leads around the voice agent: its cables are loose, the one to the queue carries every caller", () => {
  const bypassed = { ...picture, isBypassed: true };
  const places = (["number", "sip", "api", "store", "retrieve", "queue", "agent"] as const).map((hop) =>
    placeInBypass(bypassed, cable(hop)),
  );
  expect(places).toEqual([undefined, "loose", "loose", "loose", "loose", "around", undefined]);
  expect(stateInBypass(bypassed, cable("sip"))).toBe("unknown");
  expect(sayCable(bypassed, cable("queue"))).toContain("the bypass is on");
});

test("without a bypass a cable shows what was proven of it", () => {
  expect(placeInBypass(picture, cable("queue"))).toBeUndefined();
  expect(stateInBypass(picture, cable("sip"))).toBe("good");
  // Of the last call alone.
  expect(sayCable(picture, cable("sip"))).toBe("worked in the last call");
});
