import { isRecord } from "@/lib/flows/language/flow-document";

/** A block's value as people read it: a text as it is, a table of texts line by line, anything else as JSON. Pure. */
export function formatValue(value: unknown): string {
  if (typeof value === "string") return value === "" ? "(empty)" : value;
  if (isRecord(value) && Object.values(value).every((each) => typeof each === "string")) {
    const lines = Object.entries(value).map(
      ([key, each]) => `${key}: ${each === "" ? "(empty)" : String(each)}`,
    );
    return lines.join("\n") || "(empty)";
  }
  return JSON.stringify(value, null, 2);
}
