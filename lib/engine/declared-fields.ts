import type { FieldDifference } from "@/lib/kernel/field-difference";
import { difference } from "./compare";

/**
 * What a plan does about one field of a resource. Each type declares its own, beside its code; `docs/drift.md` is made of
 * them, and a test changes by hand every field that is compared.
 */
export type DeclaredField = { path: string } & (
  | {
      /** The thing is found by it: another value is another thing. */
      kept: "identity";
    }
  | {
      /** As the settings want it: a difference is mended. */
      kept: "as-wanted";
    }
  | {
      /** Always this, whatever the settings: a difference is mended. */
      kept: "fixed";
      value: string;
    }
  | {
      /** Told as needing attention, and left as it is. */
      kept: "reported";
      value: string;
      why: string;
      wayOut: string;
    }
  | { kept: "not-compared"; why: string }
);

export const noValue = "none";

/** What differs in fields that are fixed or reported. `seen` is by declared path; undefined and "" count as none. */
export function departuresOf(
  fields: readonly DeclaredField[],
  seen: Readonly<Record<string, string | number | boolean | undefined>>,
): FieldDifference[] {
  return Object.entries(seen).flatMap(([path, value]) => {
    const field = fields.find((each) => each.path === path);
    if (field?.kept !== "fixed" && field?.kept !== "reported") throw new Error(`${path} is not declared`);
    const text = value === undefined || value === "" ? noValue : String(value);
    if (text === field.value) return [];
    const { why, wayOut } = field.kept === "reported" ? field : { why: undefined, wayOut: undefined };
    const told = difference(path, text, field.value);
    return [why === undefined || wayOut === undefined ? told : { ...told, left: { why, wayOut } }];
  });
}

/** Whether one of these fields, or something below it, departs and has to be mended. */
export function departs(departures: readonly FieldDifference[] | undefined, ...paths: string[]): boolean {
  return (departures ?? []).some(
    (each) =>
      each.left === undefined && paths.some((path) => each.path === path || each.path.startsWith(`${path}.`)),
  );
}
