import type { Finding, Trail } from "@/lib/trail/event";
import type { FindingStep } from "@/lib/trail/findings/finding-rule";
import { findingSteps } from "@/lib/vendors/findings";

/** All that is found, each seeing what was found before it; the worst first. Pure. */
export function findTrouble(trail: Trail, now: Date, steps = findingSteps): Finding[] {
  const found: Finding[] = [];
  for (const step of steps) found.push(...firstFound(step, { ...trail, findings: found }, now));
  return [
    ...found.filter(({ severity }) => severity === "bad"),
    ...found.filter(({ severity }) => severity !== "bad"),
  ];
}

function firstFound(step: FindingStep, trail: Trail, now: Date): Finding[] {
  for (const { code, find } of step) {
    const found = find(trail, now);
    if (found.length > 0) return found.map((trouble) => ({ code, ...trouble }));
  }
  return [];
}
