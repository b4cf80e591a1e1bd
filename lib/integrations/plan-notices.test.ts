import { describe, expect, test } from "vitest";
import type { PlanStep } from "@/lib/engine/plan-step";
import { unknownValue } from "@/lib/engine/references";
import type { SettingsGroup } from "@/lib/forms/settings-field";
import { listResourceTypes } from "@/lib/vendors/resource-types";
import { isNoticed, noticesOf } from "./plan-notices";

const groups: SettingsGroup[] = [
  {
    title: "All",
    fields: [
      { path: "welcome", label: "Welcome", isNoticed: true, input: { kind: "long-text" } },
      { path: "days", label: "Retention", input: { kind: "number", unit: "days" } },
    ],
  },
];

function step(type: string, action: PlanStep["action"], more: Partial<PlanStep> = {}): PlanStep {
  return {
    ...{ id: type, logicalId: type, type, action, title: type, name: type, summary: "", differences: [] },
    ...{ dependsOn: [], expects: "", ledgerRows: [], usualSeconds: 1 },
    ...more,
  };
}
const difference = { path: "content.x", before: "a", after: "b" };
const plan = { purpose: "deploy" as const, names: {}, settings: undefined, settingsBefore: undefined };

describe("what callers notice", () => {
  test("is a new text with the old one beside it, and not a retention period", () => {
    const notices = noticesOf(
      {
        ...plan,
        steps: [step("contact-flow", "update", { differences: [difference] })],
        settingsBefore: { welcome: "Hello", days: 7 },
        settings: { welcome: "Hi", days: 30 },
      },
      groups,
    );
    expect(notices.settings).toEqual([
      { path: "welcome", label: "Welcome", before: "Hello", after: "Hi", isNoticed: true },
    ]);
    expect(notices.flowFields).toBe(0);
  });

  test("is nothing when only a retention period changes", () => {
    const notices = noticesOf(
      {
        ...plan,
        steps: [step("log-group", "update"), step("contact-flow", "keep")],
        settingsBefore: { welcome: "Hi", days: 7 },
        settings: { welcome: "Hi", days: 30 },
      },
      groups,
    );
    expect(isNoticed(notices)).toBe(false);
  });

  test("is a number that goes to another flow", () => {
    const differences = [{ path: "flowId", before: "old", after: `new ${unknownValue}` }];
    const steps = [step("phone-number-flow", "create", { name: "+12065550100", differences })];
    expect(noticesOf({ ...plan, steps }, groups).numbers).toEqual([
      { number: "+12065550100", from: "old", to: "new", released: undefined },
    ]);
  });

  test("is a number or a flow in a vendor's account, too, and no number that is taken over as it is", () => {
    const [number, flow] = ["number", "flow"].map((as) =>
      listResourceTypes().find(
        ({ type, callersNotice }) =>
          callersNotice?.as === as && !/^(?:phone-number|contact)-flow$/.test(type),
      ),
    );
    const path = number?.callersNotice?.as === "number" ? number.callersNotice.flow : "";
    const moved = { name: "+12065550188", differences: [{ path, before: "Main menu", after: "Voice bot" }] };
    const noticesOfSteps = (...steps: PlanStep[]) => noticesOf({ ...plan, steps }, groups);
    for (const action of ["update", "adopt"] as const)
      expect(noticesOfSteps(step(number?.type ?? "", action, moved)).numbers).toEqual([
        { number: "+12065550188", from: "Main menu", to: "Voice bot", released: undefined },
      ]);
    expect(isNoticed(noticesOfSteps(step(number?.type ?? "", "adopt")))).toBe(false);
    const changed = step(flow?.type ?? "", "update", { differences: [difference] });
    expect(noticesOfSteps(changed)).toMatchObject({ flowFields: 1, isUnknown: true });
  });

  test("is the flow where it changes and what was deployed isn't known, or no setting of theirs differs", () => {
    const steps = [step("contact-flow", "update", { differences: [difference] })];
    expect(noticesOf({ ...plan, steps, settings: { welcome: "Hi" } }, groups)).toMatchObject({
      flowFields: 1,
      isUnknown: true,
    });
    const same = { welcome: "Hi" };
    expect(noticesOf({ ...plan, steps, settings: same, settingsBefore: same }, groups)).toMatchObject({
      flowFields: 1,
      isUnknown: false,
    });
  });

  test("isn't a number that a conflict keeps away", () => {
    expect(isNoticed(noticesOf({ ...plan, steps: [step("phone-number-flow", "conflict")] }, groups))).toBe(
      false,
    );
  });
});
