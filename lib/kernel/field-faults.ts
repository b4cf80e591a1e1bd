import type { z } from "zod";
import { plainWords } from "./plain-words";

/** What a person entered, checked; or each field's first fault by its path, in words for that person. */
export type CheckedInput<Value> = { ok: true; value: Value } | { ok: false; fields: Record<string, string> };

/** Every form's input is checked here, so that the validator's own words reach no screen. */
export function checkInput<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
): CheckedInput<z.output<Schema>> {
  return toChecked(schema.safeParse(given, { error: plainWords }));
}

/** The same for a schema with asynchronous rules. */
export async function checkInputAsync<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
): Promise<CheckedInput<z.output<Schema>>> {
  return toChecked(await schema.safeParseAsync(given, { error: plainWords }));
}

function toChecked<Value>(parsed: z.ZodSafeParseResult<Value>): CheckedInput<Value> {
  if (parsed.success) return { ok: true, value: parsed.data };
  const fields: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) fields[path.map(String).join(".")] ??= message;
  return { ok: false, fields };
}
