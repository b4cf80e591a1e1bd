import type { Problem } from "@/lib/kernel/result";

/** What is wrong with a flow, and at which block. */
export interface FlowFinding extends Problem {
  /** "bad": publishing refuses it, or a caller would be lost. "attention": it may be meant so. */
  severity: "bad" | "attention";
  /** The block's identifier; undefined when the whole flow is meant. */
  blockId?: string;
  /** Where in the block: "Parameters.InvocationTimeLimitSeconds". */
  path?: string;
}

/** Everything but the block it is about; `sentence` names the block itself. */
export type BlockFinding = Omit<FlowFinding, "blockId">;
