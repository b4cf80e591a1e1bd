import { safeFileName } from "@/lib/flow-library/file-name";
import type { StoredFlow } from "@/lib/flow-library/flow-of-instance";

export interface FlowExport {
  /** Safe on every file system: "Main line (draft).json". */
  fileName: string;
  text: string;
}

/** A flow as a file: its content byte for byte, which the designer and this console both import. */
export function exportFlow(flow: Pick<StoredFlow, "name" | "stage" | "text">): FlowExport {
  const ending = `${flow.stage === "draft" ? " (draft)" : ""}.json`;
  return { fileName: safeFileName(flow.name, ending, "flow"), text: flow.text };
}
