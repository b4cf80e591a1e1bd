import type { FlowFinding } from "@/lib/flows/language/flow-finding";
import type { BlockMark } from "./flow-path";

/** The worst that the checks say of each block, beside its name. Pure. */
export function marksOfFindings(findings: readonly FlowFinding[]): Record<string, BlockMark> {
  const marks: Record<string, BlockMark> = {};
  for (const { blockId, severity } of findings) {
    if (blockId === undefined || marks[blockId]?.state === "bad") continue;
    marks[blockId] =
      severity === "bad" ? { state: "bad", word: "error" } : { state: "attention", word: "warning" };
  }
  return marks;
}
