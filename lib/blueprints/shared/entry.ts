import { z } from "zod";
import type { DesiredResource } from "@/lib/engine/resource";
import { phoneNumber } from "./settings-parts";

const phoneNumbers = z.array(phoneNumber).default([]);

/** How callers come to the integration's flow. */
export const entry = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("numbers"),
      /** Point at the flow at once, to try it on. */
      testNumbers: phoneNumbers,
      /** Point at the flow when promoted. */
      liveNumbers: phoneNumbers,
      promoted: z.boolean().default(false),
    }),
    z.strictObject({ kind: z.literal("own-flow") }),
  ])
  .superRefine((value, context) => {
    if (value.kind === "own-flow") return;
    const all = [...value.testNumbers, ...value.liveNumbers];
    if (all.length === 0) {
      context.addIssue({
        code: "custom",
        path: ["testNumbers"],
        message: "Choose at least one number, or have your own flow transfer to this one.",
      });
    }
    if (new Set(all).size !== all.length) {
      context.addIssue({
        code: "custom",
        path: ["liveNumbers"],
        message: "Each number can be chosen only once.",
      });
    }
  });
export type Entry = z.output<typeof entry>;

/** Numbers that point at the flow now: the test ones, and the live ones once promoted. */
export function numbersInUse({ entry }: { entry: Entry }): string[] {
  if (entry.kind === "own-flow") return [];
  return [...entry.testNumbers, ...(entry.promoted ? entry.liveNumbers : [])];
}

/** For settings of any kind of integration, as stored: none when callers come by the tenant's own flow. */
export function numbersOfSettings(settings: unknown): string[] {
  const parsed = z.looseObject({ entry }).safeParse(settings);
  return parsed.success ? numbersInUse(parsed.data) : [];
}

/** The caller's line in the picture. */
export function describeEntry(settings: { entry: Entry }): string {
  const [first, ...others] = numbersInUse(settings);
  if (first === undefined)
    return settings.entry.kind === "own-flow" ? "through your own flow" : "no number yet";
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** Points each number in use at the flow. Callers come last: what their call needs is named in `dependsOn`. */
export function numberResources(
  settings: { entry: Entry },
  dependsOn: string[],
  ledgerRows: string[],
): DesiredResource[] {
  return numbersInUse(settings).map((phoneNumber) => ({
    logicalId: `number:${phoneNumber}`,
    type: "phone-number-flow",
    props: { phoneNumber, flowId: { $ref: "flow.id" } },
    ...(dependsOn.length > 0 ? { dependsOn } : {}),
    ledgerRows,
  }));
}
