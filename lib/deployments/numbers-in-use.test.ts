import { expect, test } from "vitest";
import { faultsOfTakenNumbers } from "./numbers-in-use";

const inUse = { "+12065550100": "Voice agent" };
const entry = { kind: "numbers", testNumbers: ["+12065550100"], liveNumbers: [], promoted: false };

test("a number of another integration is refused at the field, and says by which integration it is used", () => {
  const faults = faultsOfTakenNumbers({ entry }, inUse);
  expect(Object.keys(faults)).toEqual(["entry.testNumbers"]);
  expect(faults["entry.testNumbers"]).toContain('+12065550100 is used by "Voice agent".');
});

test("a free number is taken, and so is one that is to be live later", () => {
  expect(faultsOfTakenNumbers({ entry: { ...entry, testNumbers: ["+12065550101"] } }, inUse)).toEqual({});
  const later = { ...entry, testNumbers: ["+12065550101"], liveNumbers: ["+12065550100"] };
  expect(faultsOfTakenNumbers({ entry: later }, inUse)).toEqual({});
  expect(faultsOfTakenNumbers({ entry: { ...later, promoted: true } }, inUse)).not.toEqual({});
});

test("callers who come through a flow of one's own need no number", () => {
  expect(faultsOfTakenNumbers({ entry: { kind: "own-flow" } }, inUse)).toEqual({});
});
