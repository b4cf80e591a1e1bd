import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Observed } from "./observed";
import { countAttention, countChanges, countConflicts, planDeployment } from "./plan";
import type { PlanInput, PlanStep, RecordedResource } from "./plan-step";
import { type DesiredResource, defineResource } from "./resource";

const shelf = defineResource({
  type: "shelf",
  title: "Shelf",
  props: z.looseObject({
    name: z.string(),
    place: z.object({ room: z.string() }),
    note: z.string(),
    uses: z.string().optional(),
  }),
  fields: [],
  iamActions: [],
  name: ({ name }) => name,
  summary: () => "a shelf",
  immutablePaths: ["place"],
  secretPaths: (props) => ("pin" in props ? ["pin"] : []),
  charge: () => "Costs a dollar.",
  observe: async () => undefined,
  ensure: async () => ({}),
  remove: async () => {},
  usualSeconds: 1,
});
const other = { ...shelf, type: "cabinet" };

const props = { name: "A", place: { room: "1" }, note: "plain" };
const one: DesiredResource = { logicalId: "a", type: "shelf", props };
const seen = (state: object = props, more: Partial<Observed<object>> = {}): Observed<object> => ({
  ...{ state, outputs: { arn: "arn:a" }, ownership: { kind: "ours" } },
  ...more,
});
const untagged = { ownership: { kind: "untagged" } } as const;
const recordOf = (desired = one, more: Partial<RecordedResource> = {}): RecordedResource => ({
  ...{ desired, name: "A", physicalId: "arn:a", outputs: { arn: "arn:a" } },
  ...more,
});

function plan(
  desired: DesiredResource[],
  observed: Record<string, Observed<object>>,
  more: Partial<PlanInput> = {},
): PlanStep[] {
  return planDeployment({
    ...{ desired, recorded: [], observed: new Map(Object.entries(observed)), predicted: new Map() },
    ...{ secrets: {}, fingerprint: () => "as seen" },
    findType: (type) => (type === "cabinet" ? other : shelf) as never,
    ...more,
  });
}
const first = (...of: Parameters<typeof plan>) => plan(...of)[0];

describe("a step of a plan", () => {
  it("waits for what it refers to, and for nothing else", () => {
    const two = { ...one, logicalId: "b", props: { ...props, name: "B", uses: { $ref: "a.arn" } } };
    const three = { ...one, logicalId: "c", props: { ...props, name: "C" } };
    const needs = plan([one, two, three], {}).map(({ id, dependsOn }) => [id, dependsOn]);
    expect(Object.fromEntries(needs)).toEqual({ a: [], b: ["a"], c: [] });
  });

  it("is a conflict where a new thing is refused, and counts as no change", () => {
    const problem = { code: "refused", sentence: "No.", wayOut: "Ask." };
    const steps = plan([one], {}, { refusals: new Map([["a", problem]]) });
    expect(steps).toMatchObject([{ action: "conflict", problem }]);
    expect([countConflicts(steps), countChanges(steps), countAttention(steps)]).toEqual([1, 0, 0]);
  });

  it("needs attention only where nothing is done about it", () => {
    const left = { why: "Locked.", wayOut: "Ask." };
    const departures = [{ path: "lock", before: "on", after: "off", left }];
    const kept = plan([one], { a: seen(props, { departures }) }, { recorded: [recordOf()] });
    expect([countAttention(kept), countChanges(kept)]).toEqual([1, 0]);
    const changed = { ...props, note: "by hand" };
    const mended = plan([one], { a: seen(changed, { departures }) }, { recorded: [recordOf()] });
    expect([countAttention(mended), countChanges(mended)]).toEqual([0, 1]);
  });

  it("is kept where only what is left as it is differs", () => {
    const left = { why: "Locked.", wayOut: "Ask." };
    const departures = [{ path: "place", before: "1", after: "2", left }];
    const have = { a: seen(props, { departures }) };
    expect(first([one], have, { recorded: [recordOf()] })).toMatchObject({ action: "keep" });
    const plain = first([one], { a: seen() }, { recorded: [recordOf()] });
    expect(plain).toMatchObject({ action: "keep" });
    expect(plain).not.toHaveProperty("problem");
  });

  it("starts a charge where a thing is made anew, too", () => {
    expect(first([one], {})).toMatchObject({ action: "create", charge: "Costs a dollar." });
    const elsewhere = { ...props, place: { room: "2" } };
    expect(first([one], { a: seen(elsewhere) }, { recorded: [recordOf()] })).toMatchObject({
      ...{ action: "replace", charge: "Costs a dollar." },
    });
    expect(first([one], { a: seen() }, { recorded: [recordOf()] })).not.toHaveProperty("charge");
  });

  it("puts tags back only on the very thing that our record has", () => {
    const recorded = [recordOf()];
    expect(first([one], { a: seen(props, untagged) }, { recorded })).toMatchObject({ action: "update" });
    const anothers = seen(props, { ...untagged, outputs: { arn: "arn:other" } });
    expect(first([one], { a: anothers }, { recorded })).toMatchObject({
      ...{ action: "conflict", problem: { code: "name-taken" } },
    });
  });

  it("takes over what somebody asked for, unless it would have to be made anew", () => {
    const adopt = new Set(["a"]);
    const noted = seen({ ...props, note: "theirs" }, untagged);
    expect(first([one], { a: noted }, { adopt })).toMatchObject({ action: "adopt" });
    expect(first([one], { a: noted })).toMatchObject({ action: "conflict" });
    const elsewhere = seen({ ...props, place: { room: "2" } }, untagged);
    expect(first([one], { a: elsewhere }, { adopt })).toMatchObject({ action: "conflict" });
  });

  it("shows no secret that the account has where the settings have none", () => {
    const step = first([one], { a: seen({ ...props, pin: "1234" }) }, { recorded: [recordOf()] });
    expect(step?.differences).toEqual([{ path: "pin", secret: true }]);
  });
});

describe("a step that removes something", () => {
  const remove = (recorded: RecordedResource, have: Observed<object> | undefined, desired = [one].slice(1)) =>
    plan(desired, have ? { "remove:a": have } : {}, { recorded: [recorded] }).filter(
      ({ action }) => action === "delete",
    );

  it("says that it deletes what is ours, by its tags or by our record", () => {
    expect(remove(recordOf(), seen())).toMatchObject([{ summary: "deleted from the account" }]);
    expect(remove(recordOf(), seen(props, untagged))).toMatchObject([
      { summary: "deleted from the account" },
    ]);
  });

  it.each<[string, Partial<RecordedResource>, Observed<object> | undefined, RegExp]>([
    ["already gone", {}, undefined, /^already deleted/],
    ["used by one other", { otherUses: 1 }, seen(), /^still used by another integration; left in/],
    ["somebody's by now", { physicalId: "arn:before" }, seen(props, untagged), /^no longer managed by/],
  ])("says that it leaves what is %s", (_what, more, have, said) => {
    expect(remove(recordOf(one, more), have)).toMatchObject([{ summary: expect.stringMatching(said) }]);
  });

  it("needs no secret that the integration has dropped", () => {
    const desired = { ...one, props: { ...props, note: { $secret: "dropped" } } };
    expect(remove(recordOf(desired), seen())).toHaveLength(1);
  });

  it("is there for the old one where another type or name is wanted, once it was made", () => {
    const renamed = { ...one, props: { ...props, name: "A2" } };
    const cabinet = { ...one, type: "cabinet" };
    for (const wanted of [renamed, cabinet]) {
      expect(remove(recordOf(), seen(), [wanted])).toMatchObject([{ id: "remove:a", dependsOn: ["a"] }]);
      expect(remove(recordOf(one, { physicalId: "" }), undefined, [wanted])).toEqual([]);
    }
  });
});
