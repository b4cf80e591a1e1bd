import type { FindingKind, FindingStep } from "@/lib/trail/findings/finding-rule";
import { sharedFindings } from "@/lib/trail/findings/shared-findings";
import { vendors } from "./registry";
import type { Vendor } from "./vendor";

/** In order, the given vendors' between them. */
export function findingStepsOf(of: readonly Pick<Vendor, "findings">[]): readonly FindingStep[] {
  return sharedFindings.flatMap((step: FindingStep) => [
    ...of.flatMap((vendor) =>
      vendor.findings.flatMap((own) => (step.some(({ code }) => code === own.before) ? [own.step] : [])),
    ),
    step,
  ]);
}

export const findingSteps = findingStepsOf(vendors);

/** Every finding that there is. */
export const findingKinds: readonly FindingKind[] = findingSteps.flat();

const names = new Map(findingKinds.map(({ code, name }) => [code, name]));

/** Whether this console has a finding of this code. */
export function isFinding(code: string): boolean {
  return names.has(code);
}

/** "Post refused" of a code; the code of a newer console as it is. */
export function nameOfFinding(code: string): string {
  return names.get(code) ?? code;
}
