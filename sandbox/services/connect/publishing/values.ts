import { z } from "zod";
import { readReference } from "../../../flow-runner/resolve-reference";

/** Values of the flow language: text, mostly, also for numbers and switches. Empty text is refused elsewhere, everywhere. */
export const some = z.string();
/** Its form isn't known. */
export const unchecked = z.unknown();

export const isReference = (value: string) => readReference(value) !== undefined;

/** Roots that contain others and aren't values themselves. */
const namespaces: ReadonlySet<string> = new Set([
  ...["Attributes", "FlowAttributes", "External", "Lex", "CustomerEndpoint", "SystemEndpoint", "Queue"],
  ...["Agent", "References", "Media", "MediaStreams", "Metrics", "Views", "SegmentAttributes", "Customer"],
  ...["Case", "Wisdom", "Tags", "Loop", "Modules", "AgenticCX", "Task", "DataTables", "ContactData"],
  ...["AdditionalEmailRecipients", "Capabilities", "Email"],
]);

/** A single reference to one value. */
export const leaf = z.string().refine((value) => {
  const names = readReference(value);
  return names !== undefined && (names.length > 1 || !namespaces.has(names[0] ?? ""));
});

/** A whole number as text. */
export const count = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z.string().refine((value) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most);

/** The same, or a reference. */
export const countOrReference = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z.union([count(least, most), z.string().refine(isReference)]);

export const oneOf = (first: string, ...others: string[]) => z.enum([first, ...others]);

export const map = (value: z.ZodType) => z.record(z.string(), value);
