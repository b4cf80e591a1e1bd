import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fingerprintObserved } from "./fingerprint";
import type { Observed } from "./observed";
import { countChanges, planDeployment } from "./plan";
import type { PlanInput, PlanStep, RecordedResource } from "./plan-step";
import { dependenciesOf } from "./references";
import { resolveProps } from "./resolve-props";
import { type DesiredResource, defineResource } from "./resource";

const box = defineResource({
  type: "box",
  title: "Box",
  props: z.object({ name: z.string(), size: z.number(), label: z.string(), inside: z.array(z.string()) }),
  fields: [],
  iamActions: [],
  name: (props) => props.name,
  summary: (props) => `${props.size} wide`,
  immutablePaths: ["size"],
  observe: async () => undefined,
  ensure: async () => ({}),
  remove: async () => {},
  usualSeconds: 1,
});
const findType = () => box as never;
const secret = "s3cr3t-never-to-be-seen";

/** Resources that refer only to earlier ones, as a blueprint's do. */
const wanted = fc
  .array(
    fc.record({
      size: fc.integer({ min: 1, max: 3 }),
      uses: fc.array(fc.nat(9), { maxLength: 3 }),
      hasSecret: fc.boolean(),
    }),
    {
      minLength: 1,
      maxLength: 9,
    },
  )
  .map((boxes) =>
    boxes.map(
      (each, index): DesiredResource => ({
        logicalId: `box-${index}`,
        type: "box",
        props: {
          name: `name-${index}`,
          size: each.size,
          label: each.hasSecret ? { $secret: "token" } : "plain",
          inside: each.uses.filter((use) => use < index).map((use) => ({ $ref: `box-${use}.arn` })),
        },
      }),
    ),
  );

function world(
  desired: readonly DesiredResource[],
  observed = new Map<string, Observed<object>>(),
  recorded: readonly RecordedResource[] = [],
): PlanInput {
  return {
    desired,
    recorded,
    observed,
    predicted: new Map(),
    secrets: { token: secret },
    findType,
    fingerprint: (seen) => fingerprintObserved(seen, "key"),
  };
}

/** What the account would hold once the steps were done. */
function applied(
  desired: readonly DesiredResource[],
): Pick<PlanInput, "recorded"> & { observed: Map<string, Observed<object>> } {
  const outputs = (id: string) => ({ arn: `arn:${id}` });
  const observed = new Map<string, Observed<object>>();
  const recorded: RecordedResource[] = [];
  for (const each of desired) {
    const { props } = resolveProps(each, findType, {
      output: (id, name) => outputs(id)[name as "arn"],
      secret: () => secret,
    });
    observed.set(each.logicalId, {
      state: props,
      outputs: outputs(each.logicalId),
      ownership: { kind: "ours" },
    });
    recorded.push({
      desired: each,
      name: String(each.props.name),
      physicalId: `arn:${each.logicalId}`,
      outputs: outputs(each.logicalId),
    });
  }
  return { observed, recorded };
}

const actions = (steps: PlanStep[]) => Object.fromEntries(steps.map((step) => [step.id, step.action]));

describe("planDeployment", () => {
  it("keeps an outside change that isn't corrected, says why, and plans the rest", () => {
    const desired = {
      logicalId: "a",
      type: "box",
      props: { name: "a", size: 1, label: "plain", inside: [] },
    };
    const { observed, recorded } = applied([desired]);
    const have = observed.get("a");
    if (have === undefined) throw new Error("it is there");
    const left = { why: "Somebody locks it.", wayOut: "Ask them." };
    have.departures = [{ path: "lock", before: "on", after: "off", left }];
    const [kept] = planDeployment(world([desired], observed, recorded));
    expect(kept).toMatchObject({ action: "keep", problem: { code: "left-as-it-is", wayOut: "Ask them." } });
    expect(kept?.problem?.sentence).toContain("Somebody locks it.");
    have.departures.push({ path: "lid", before: "open", after: "shut" });
    const [mended] = planDeployment(world([desired], observed, recorded));
    expect(mended).toMatchObject({ action: "update", problem: { code: "left-as-it-is" } });
    expect(mended?.differences.map(({ path }) => path)).toEqual(["lock", "lid"]);
  });

  it("has no changes after it was applied", () => {
    fc.assert(
      fc.property(wanted, (desired) => {
        const { observed, recorded } = applied(desired);
        expect(countChanges(planDeployment(world(desired, observed, recorded)))).toBe(0);
      }),
    );
  });

  it("puts every step after everything it depends on, for making and for removing", () => {
    fc.assert(
      fc.property(wanted, fc.boolean(), (desired, removing) => {
        const { observed, recorded } = applied(desired);
        const seen = new Map([...observed].map(([id, each]) => [`remove:${id}`, each]));
        const steps = removing ? planDeployment(world([], seen, recorded)) : planDeployment(world(desired));
        expect(steps).toHaveLength(desired.length);
        const position = new Map(steps.map((step, index) => [step.logicalId, index]));
        for (const each of desired) {
          for (const needed of dependenciesOf(each)) {
            const isAfter = (position.get(each.logicalId) ?? -1) > (position.get(needed) ?? -1);
            expect(isAfter).toBe(!removing);
          }
        }
        for (const [index, step] of steps.entries()) {
          for (const id of step.dependsOn)
            expect(steps.findIndex((other) => other.id === id)).toBeLessThan(index);
        }
      }),
    );
  });

  it("never shows a secret, whatever it plans", () => {
    fc.assert(
      fc.property(wanted, wanted, fc.constantFrom("ours", "untagged"), (desired, before, kind) => {
        const { observed, recorded } = applied(before);
        const owned = new Map(
          [...observed].map(([id, each]) => [id, { ...each, ownership: { kind } as never }]),
        );
        const text = JSON.stringify(planDeployment(world(desired, owned, recorded)));
        expect(text).not.toContain(secret);
      }),
    );
  });

  const one: DesiredResource = {
    logicalId: "a",
    type: "box",
    props: { name: "A", size: 1, label: "x", inside: [] },
  };
  const two: DesiredResource = {
    logicalId: "b",
    type: "box",
    props: { name: "B", size: 1, label: "x", inside: [{ $ref: "a.arn" }] },
  };

  it("updates in place what it can, replaces the rest, and shows both field by field", () => {
    const { observed, recorded } = applied([one, two]);
    const steps = planDeployment(
      world(
        [
          { ...one, props: { ...one.props, size: 2 } },
          { ...two, props: { ...two.props, label: "y" } },
        ],
        observed,
        recorded,
      ),
    );
    expect(actions(steps)).toEqual({ a: "replace", b: "update" });
    expect(steps[0]?.differences).toEqual([{ path: "size", before: "1", after: "2" }]);
    expect(steps[1]?.differences).toContainEqual({ path: "label", before: "x", after: "y" });
    expect(steps[1]?.differences).toContainEqual({
      path: "inside",
      before: '["arn:a"]',
      after: '["(known after deployment)"]',
    });
  });

  it("shows what changes in the variant that only a turn of the bypass puts in place", () => {
    const withStandby = { ...one, standby: { ...one.props, label: "around" } };
    const { observed, recorded } = applied([withStandby]);
    const planOf = (wanted: DesiredResource) => planDeployment(world([wanted], observed, recorded));
    expect(countChanges(planOf(withStandby))).toBe(0);
    const [step] = planOf({ ...withStandby, standby: { ...one.props, label: "further around" } });
    expect(step?.action).toBe("update");
    expect(step?.differences).toEqual([{ path: "standby.label", before: "around", after: "further around" }]);
  });

  it("gives a thing that was deployed without a variant on standby one", () => {
    const { observed, recorded } = applied([one]);
    const wanted = { ...one, standby: { ...one.props, label: "around" } };
    const [step] = planDeployment(world([wanted], observed, recorded));
    expect(step).toMatchObject({ action: "update", differences: [{ path: "standby", after: "1 wide" }] });
  });

  it("stops at a resource of the same name that isn't ours, and says so", () => {
    const { observed } = applied([one]);
    const seen = observed.get("a");
    if (seen === undefined) throw new Error("not applied");
    const stranger = new Map([["a", { ...seen, ownership: { kind: "untagged" } as const }]]);
    const [step] = planDeployment(world([one], stranger));
    expect(step?.action).toBe("conflict");
    expect(step?.problem?.sentence).toBe(
      `Box "A" already exists in the account and wasn't created by Patchbay. It wasn't changed.`,
    );
  });

  it("adds what has our tags but no record to the record", () => {
    const { observed } = applied([one]);
    expect(actions(planDeployment(world([one], observed)))).toEqual({ a: "adopt" });
  });

  it("restores our tags on a recorded resource", () => {
    const { observed, recorded } = applied([one]);
    const bare = new Map(
      [...observed].map(([id, each]) => [id, { ...each, ownership: { kind: "untagged" } as const }]),
    );
    const [step] = planDeployment(world([one], bare, recorded));
    expect(step).toMatchObject({ action: "update", differences: [{ path: "tags" }] });
  });

  it("removes what is no longer desired, after what used it has changed", () => {
    const { observed, recorded } = applied([one, two]);
    const seen = new Map(observed).set("remove:a", observed.get("a") as Observed<object>);
    const steps = planDeployment(world([{ ...two, props: { ...two.props, inside: [] } }], seen, recorded));
    expect(actions(steps)).toEqual({ b: "update", "remove:a": "delete" });
    expect(steps[1]?.dependsOn).toEqual(["b"]);
  });

  it("removes the old resource when its name changes", () => {
    const { observed, recorded } = applied([one]);
    const seen = new Map([["remove:a", observed.get("a") as Observed<object>]]);
    const steps = planDeployment(world([{ ...one, props: { ...one.props, name: "A2" } }], seen, recorded));
    expect(actions(steps)).toEqual({ a: "create", "remove:a": "delete" });
    expect(steps[1]?.dependsOn).toEqual(["a"]);
  });
});
