import { isPlainObject } from "@/lib/kernel/plain-json";
import type { PlanStep } from "./plan-step";
import { unknownValue } from "./references";
import type { DesiredResource } from "./resource";

/** Where a field will be an id that only the deployment makes, the name of what has it stands before "known after". */
export function nameUnknown(steps: readonly PlanStep[], desired: readonly DesiredResource[]): PlanStep[] {
  const nameOf = new Map(steps.map((step) => [step.logicalId, step.name]));
  const propsOf = new Map(desired.map(({ logicalId, props }) => [logicalId, props]));
  return steps.map((step) => ({
    ...step,
    name: step.name === unknownValue ? nameFrom(propsOf.get(step.logicalId), nameOf) : step.name,
    differences: step.differences.map((each) => {
      if (each.after !== unknownValue) return each;
      const name = nameOf.get(referredTo(propsOf.get(step.logicalId), each.path) ?? "");
      return name === undefined ? each : { ...each, after: `${name} ${unknownValue}` };
    }),
  }));
}

/** Of a thing that goes by what another step makes, like the flow of a number that is claimed first: that step's name. */
function nameFrom(props: Record<string, unknown> | undefined, nameOf: ReadonlyMap<string, string>): string {
  const referred = Object.keys(props ?? {}).map((path) => nameOf.get(referredTo(props, path) ?? ""));
  return referred.find((name) => name !== undefined) ?? unknownValue;
}

/** Logical id of what the prop at a path refers to; undefined where it is no reference. */
function referredTo(props: Record<string, unknown> | undefined, path: string): string | undefined {
  const value = path
    .split(".")
    .reduce<unknown>((held, key) => (isPlainObject(held) ? held[key] : undefined), props);
  const reference = isPlainObject(value) ? value.$ref : undefined;
  return typeof reference === "string" ? reference.split(".")[0] : undefined;
}
