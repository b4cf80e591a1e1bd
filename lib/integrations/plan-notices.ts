import { compareSettings, type SettingDifference } from "@/lib/blueprints/describe-settings";
import type { StoredPlan } from "@/lib/deployments/make-plan";
import type { PlanStep } from "@/lib/engine/plan-step";
import { unknownValue } from "@/lib/engine/references";
import type { AnyResourceType } from "@/lib/engine/resolve-props";
import type { SettingsGroup } from "@/lib/forms/settings-field";
import { listResourceTypes } from "@/lib/vendors/resource-types";

/** What callers notice of a plan. */
export interface PlanNotices {
  /** Numbers whose calls go elsewhere. `from` and `to` are flows; undefined: none, or not known. */
  numbers: {
    number: string;
    from: string | undefined;
    to: string | undefined;
    /** Of a number that the integration lets go: what becomes of it, as its step says. */
    released: string | undefined;
  }[];
  /** What callers hear or notice, before and after. */
  settings: SettingDifference[];
  /** The flow that callers are in is published again though none of these settings differ: fields that differ. */
  flowFields: number;
  /** What was deployed before isn't known, so neither is which settings differ. */
  isUnknown: boolean;
}

type Plan = Pick<StoredPlan, "purpose" | "steps" | "settings" | "settingsBefore" | "names">;

/** Pure: of the plan and its blueprint's own form, which says what callers notice. */
export function noticesOf(plan: Plan, groups: readonly SettingsGroup[]): PlanNotices {
  const { steps, settings, settingsBefore, names, purpose } = plan;
  const flow = steps.find(({ type, action }) => noticedOf(type)?.as === "flow" && changesInPlace(action));
  const noticed =
    purpose === "deploy" && settings !== undefined && settingsBefore !== undefined
      ? compareSettings(groups, settingsBefore, settings, names).filter(({ isNoticed }) => isNoticed)
      : [];
  return {
    numbers: steps.flatMap((step) => {
      const noticed = noticedOf(step.type);
      if (noticed?.as !== "number" || step.action === "keep" || step.action === "conflict") return [];
      // Taken over as it is: its calls go where they went.
      if (step.action === "adopt" && step.differences.length === 0) return [];
      const released = step.action === "delete" ? step.summary : undefined;
      return [{ number: step.name, released, ...flowsOf(step, noticed.flow) }];
    }),
    settings: noticed,
    flowFields: flow !== undefined && noticed.length === 0 ? flow.differences.length : 0,
    isUnknown: flow !== undefined && settingsBefore === undefined,
  };
}

function changesInPlace(action: PlanStep["action"]): boolean {
  return action === "update" || action === "replace";
}

/** undefined for a type of a newer version's plan, too. */
function noticedOf(type: string): AnyResourceType["callersNotice"] {
  return listResourceTypes().find((one) => one.type === type)?.callersNotice;
}

function flowsOf(
  { differences }: PlanStep,
  field: string,
): { from: string | undefined; to: string | undefined } {
  const flow = differences.find(({ path }) => path === field);
  // A flow that this plan makes is told by its name alone.
  return { from: flow?.before || undefined, to: flow?.after?.replace(unknownValue, "").trim() || undefined };
}

/** Whether callers notice anything at all. */
export function isNoticed({ numbers, settings, flowFields }: PlanNotices): boolean {
  return numbers.length > 0 || settings.length > 0 || flowFields > 0;
}
