import { z } from "zod";

/** One line that Amazon Connect writes when a block runs. Members beyond these stay in `raw`. */
const flowLogEntry = z.looseObject({
  ContactId: z.string(),
  ContactFlowId: z.string().default(""),
  ContactFlowName: z.string().default(""),
  ContactFlowModuleType: z.string().default(""),
  Identifier: z.string().default(""),
  /** ISO 8601. */
  Timestamp: z.string(),
  Parameters: z.record(z.string(), z.unknown()).optional(),
  Results: z.unknown().optional(),
  ExternalResults: z.unknown().optional(),
});
export type FlowLogEntry = z.infer<typeof flowLogEntry>;

/** All that one run of one block wrote: its start and end, or a line for each key or condition. */
export interface BlockRun {
  entries: [FlowLogEntry, ...FlowLogEntry[]];
}

/** Lines as block runs, in order. Delivery is at least once, so a line that says exactly the same is the same. */
export function parseBlockRuns(messages: string[]): BlockRun[] {
  const entries = [...new Set(messages)]
    .flatMap((message) => parseEntry(message))
    .map((entry, index) => ({ entry, index }))
    .sort((one, other) => compareTimes(one.entry, other.entry) || one.index - other.index);
  const runs: BlockRun[] = [];
  for (const { entry } of entries) {
    const last = runs.at(-1);
    if (last && continues(last, entry)) last.entries.push(entry);
    else runs.push({ entries: [entry] });
  }
  return runs;
}

function parseEntry(message: string): FlowLogEntry[] {
  try {
    const parsed = flowLogEntry.safeParse(JSON.parse(message));
    return parsed.success && !Number.isNaN(Date.parse(parsed.data.Timestamp)) ? [parsed.data] : [];
  } catch {
    return [];
  }
}

function compareTimes(one: FlowLogEntry, other: FlowLogEntry): number {
  return Date.parse(one.Timestamp) - Date.parse(other.Timestamp);
}

/** Types that log a line for each key, condition or attempt. */
const manyLines = new Set([
  "SetAttributes",
  "SetFlowAttributes",
  "CheckAttribute",
  "SetContactData",
  "TagContact",
]);

function continues({ entries }: BlockRun, entry: FlowLogEntry): boolean {
  const [first] = entries;
  if (first.Identifier !== entry.Identifier || first.ContactFlowId !== entry.ContactFlowId) return false;
  if (entry.ContactFlowModuleType === "CheckAttribute") return true;
  if (first.ContactFlowModuleType !== entry.ContactFlowModuleType) return false;
  if (manyLines.has(first.ContactFlowModuleType)) return true;
  // A start without an outcome and an end with one; two outcomes are two runs (a loop).
  return !entries.some(hasOutcome) && hasOutcome(entry);
}

function hasOutcome(entry: FlowLogEntry): boolean {
  return entry.Results !== undefined || entry.ExternalResults !== undefined;
}
