import type { z } from "zod";

/** Zod's own words for a value that isn't there, where a schema has none. */
const absent = /^Invalid input: expected \w+, received undefined$/;

/** What each field's first fault is, by its path, in words for a person. */
export function fieldFaults(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { code, path, message } of error.issues) {
    fields[path.join(".")] ??= code === "invalid_type" && absent.test(message) ? "Enter a value." : message;
  }
  return fields;
}
