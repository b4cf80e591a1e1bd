import { z } from "zod";
import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import type { DesiredResource } from "@/lib/engine/resource";
import type { ClaimedNumber } from "@/lib/forms/claimed-number";
import type { Ref } from "@/lib/kernel/references";
import { claimedNumber, claimedNumberResource } from "./claimed-number";
import { phoneNumber } from "./settings-parts";

const phoneNumbers = z.array(phoneNumber).default([]);

/** How callers come to the integration's flow; a blueprint that also claims numbers judges itself whether one is missing. */
export const entryOrNone = z
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
    if (new Set(all).size !== all.length) {
      context.addIssue({
        code: "custom",
        path: ["liveNumbers"],
        message: "Each number can be chosen only once.",
      });
    }
  });
export type Entry = z.output<typeof entryOrNone>;

const noNumber = "Choose at least one number, or have your own flow transfer to this one.";

/** The same with a number, where nothing else can bring callers. */
export const entry = entryOrNone.superRefine((value, context) => {
  if (hasNumbers(value)) return;
  context.addIssue({ code: "custom", path: ["testNumbers"], message: noNumber });
});

function hasNumbers(value: Entry): boolean {
  return value.kind === "own-flow" || value.testNumbers.length + value.liveNumbers.length > 0;
}

/** What leads callers to the flow. */
export interface WaysIn {
  entry: Entry;
  /** Claimed by the integration itself, beside what the instance has. */
  claimedNumber?: ClaimedNumber | undefined;
}

const waysIn = z.looseObject({ entry: entryOrNone, claimedNumber: claimedNumber.optional() });

/** What the two ways in say together, by field: for settings that can claim a number. */
export function faultsOfWaysIn(settings: unknown): { path: string[]; message: string }[] {
  const { data } = waysIn.safeParse(settings);
  if (data === undefined) return [];
  const { entry: chosen, claimedNumber: claimed } = data;
  if (claimed === undefined) {
    return hasNumbers(chosen) ? [] : [{ path: ["entry", "testNumbers"], message: noNumber }];
  }
  if (chosen.kind === "own-flow") {
    return [{ path: ["claimedNumber"], message: claimedWithoutNumbers }];
  }
  return [...chosen.testNumbers, ...chosen.liveNumbers].includes(claimed.number)
    ? [{ path: ["claimedNumber"], message: claimedTwice }]
    : [];
}

const claimedWithoutNumbers =
  "A claimed number points to the flow. Choose that phone numbers point to the flow, or don't claim one.";
const claimedTwice =
  "This number is also chosen among the instance's numbers. Choose it in one place only; without a claim here, the next deployment releases it.";

/** Numbers that point at the flow now: the claimed one, the test ones, and the live ones once promoted. */
export function numbersInUse({ entry, claimedNumber }: WaysIn): string[] {
  const claimed = claimedNumber === undefined ? [] : [claimedNumber.number];
  return [...claimed, ...chosenNumbers(entry)];
}

function chosenNumbers(entry: Entry): string[] {
  if (entry.kind === "own-flow") return [];
  return [...entry.testNumbers, ...(entry.promoted ? entry.liveNumbers : [])];
}

/** For settings of any kind of integration, as stored: none when callers come by the tenant's own flow. */
export function numbersOfSettings(settings: unknown): string[] {
  const parsed = waysIn.safeParse(settings);
  return parsed.success ? numbersInUse(parsed.data) : [];
}

/** The same, also where the way in is a vendor's contact center. */
export function numbersOf(blueprint: Pick<AnyBlueprint, "centerRoute">, settings: object): readonly string[] {
  return blueprint.centerRoute?.(settings).numbers ?? numbersOfSettings(settings);
}

/** How far the live numbers of settings of any kind have come; undefined where callers come by the tenant's own flow. */
export function liveNumbersOf(settings: unknown): { numbers: string[]; isPromoted: boolean } | undefined {
  const parsed = z.looseObject({ entry: entryOrNone }).safeParse(settings);
  if (!parsed.success || parsed.data.entry.kind === "own-flow") return undefined;
  return { numbers: parsed.data.entry.liveNumbers, isPromoted: parsed.data.entry.promoted };
}

/** The same settings with the live numbers pointing at the flow too; undefined where there are none to promote. */
export function promotedSettings(settings: unknown): Record<string, unknown> | undefined {
  const live = liveNumbersOf(settings);
  if (live === undefined || live.isPromoted || live.numbers.length === 0) return undefined;
  const { entry: before, ...rest } = Object(settings);
  return { ...rest, entry: { ...before, promoted: true } };
}

/** The caller's line in the picture. */
export function describeEntry(settings: WaysIn): string {
  const [first, ...others] = numbersInUse(settings);
  if (first === undefined)
    return settings.entry.kind === "own-flow" ? "through your own flow" : "no number yet";
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** Points each number in use at the flow. Callers come last: what their call needs is named in `dependsOn`. */
export function numberResources(
  settings: WaysIn,
  dependsOn: string[],
  ledgerRows: string[],
): DesiredResource[] {
  const pointed = (number: string, phoneNumber: string | Ref): DesiredResource => ({
    logicalId: `number:${number}`,
    type: "phone-number-flow",
    props: { phoneNumber, flowId: { $ref: "flow.id" } },
    ...(dependsOn.length > 0 ? { dependsOn } : {}),
    ledgerRows,
  });
  const claimed = settings.claimedNumber;
  return [
    ...(claimed === undefined
      ? []
      : [claimedNumberResource(claimed, ledgerRows), pointed(claimed.number, { $ref: "number.number" })]),
    ...chosenNumbers(settings.entry).map((number) => pointed(number, number)),
  ];
}
