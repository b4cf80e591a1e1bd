import { describe, expect, it } from "vitest";
import { findResourceType } from "@/lib/vendors/resource-types";
import type { Observed } from "./observed";
import type { OtherWishes } from "./opposed-wishes";
import { planDeployment } from "./plan";
import type { PlanInput } from "./plan-step";
import type { DesiredResource } from "./resource";

const nobody: OtherWishes = { own: [], opposedElsewhere: 0 };
const calls: DesiredResource = {
  logicalId: "calls",
  type: "instance-attribute",
  props: { attribute: "INBOUND_CALLS", value: "true" },
};
const streams: DesiredResource = {
  logicalId: "streams",
  type: "instance-media-streams",
  props: { prefix: "sales", retentionHours: 1, keyId: "alias/aws/kinesisvideo" },
};
const seen = (state: object, more: Partial<Observed<object>> = {}): Observed<object> => ({
  state,
  outputs: { id: "a" },
  ownership: { kind: "ours" },
  ...more,
});

function plan(
  desired: DesiredResource,
  others: OtherWishes | undefined,
  have: Observed<object> | undefined = seen(desired.props),
  more: Partial<PlanInput> = {},
) {
  const [step] = planDeployment({
    desired: [desired],
    recorded: [{ desired, name: "", physicalId: "a", outputs: { id: "a" } }],
    observed: new Map([[desired.logicalId, have]]),
    predicted: new Map(),
    secrets: {},
    findType: findResourceType,
    fingerprint: () => "as seen",
    ...(others === undefined ? {} : { otherWishes: new Map([[desired.logicalId, others]]) }),
    ...more,
  });
  return step;
}

describe("a setting of the whole instance that another integration wants otherwise", () => {
  const theirs = { own: [{ integration: "Night line", props: { ...calls.props, value: "false" } }] };

  it("is told in the plan with the other's name and both values, also where nothing changes", () => {
    const others = { ...nobody, ...theirs };
    const problem = {
      code: "shared-wishes-differ",
      sentence:
        'Instance setting "INBOUND_CALLS" is one for the whole Connect instance, and not every integration has the same for it: "Night line" has value false (here true). The last deployment decides, and the other integration\'s next plan changes it back.',
    };
    expect(plan(calls, others)).toMatchObject({ action: "keep", problem });
    expect(plan(calls, others, seen({ ...calls.props, value: "false" }))).toMatchObject({
      action: "update",
      problem,
    });
  });

  it("is told of another tenant's integrations by their number alone", () => {
    const told = (opposedElsewhere: number) =>
      plan(calls, { ...nobody, opposedElsewhere })?.problem?.sentence;
    expect(told(1)).toContain("an integration of another tenant has other values for it");
    expect(told(2)).toContain("2 integrations of another tenant have other values for it");
  });

  it("isn't told where all want the same, or nobody else uses it", () => {
    const same = { ...nobody, own: [{ integration: "Night line", props: { ...calls.props } }] };
    for (const others of [same, nobody, undefined]) expect(plan(calls, others)?.problem).toBeUndefined();
  });

  it("doesn't hide what else is told of the same step", () => {
    const others = {
      ...nobody,
      own: [{ integration: "Support", props: { ...streams.props, prefix: "support" } }],
    };
    const left = { why: "It has another prefix.", wayOut: "Enter that prefix." };
    const standing = seen(streams.props, {
      standsAlready: true,
      departures: [{ path: "ownPrefix", before: "support", after: "sales", left }],
    });
    expect(plan(streams, others, standing)?.problem).toMatchObject({
      code: "left-as-it-is",
      sentence: expect.stringMatching(
        /It has another prefix\. .*"Support" has prefix support \(here sales\)/,
      ),
      wayOut: expect.stringMatching(/^Enter that prefix\. Give it the same/),
    });
    const disabled = { code: "key-disabled", sentence: "The key is disabled.", wayOut: "Enable it." };
    const [warnings, recorded] = [new Map([["streams", disabled]]), []];
    const created = planDeployment({
      desired: [streams],
      recorded,
      observed: new Map(),
      predicted: new Map(),
      secrets: {},
      findType: findResourceType,
      fingerprint: () => "",
      warnings,
      otherWishes: new Map([["streams", others]]),
    });
    expect(created[0]?.problem).toMatchObject({
      code: "key-disabled",
      sentence: expect.stringMatching(/^The key is disabled\. .*"Support"/),
    });
  });
});
