import { objectOf, type PlainObject, textOf } from "@/lambdas/shared/plain-values";

/** The objects of one of Zoom's lists. */
export function rowsOf(value: unknown): PlainObject[] {
  const rows: unknown[] = Array.isArray(value) ? value : [];
  return rows.map(objectOf).filter((row) => row !== undefined);
}

/**
 * A number as the rest of the console has it: "+12065550188", however Zoom writes it. One without a plus has its country in it
 * once it is longer than a national one; what is no number stays as it is.
 */
export function phoneNumberOf(value: unknown): string {
  const text = textOf(value);
  const bare = text.replace(/^tel:/i, "").replace(/[\s().-]/g, "");
  if (/^\+[1-9]\d{4,14}$/.test(bare)) return bare;
  return /^[1-9]\d{10,14}$/.test(bare) ? `+${bare}` : text;
}
