import type { StoredFlow } from "@/lib/flow-library/flow-of-instance";

export interface FlowExport {
  /** Safe on every file system: "Main line (draft).json". */
  fileName: string;
  text: string;
}

const LONGEST_NAME = 100;

/** A flow as a file: its content byte for byte, which the designer and this console both import. */
export function exportFlow(flow: Pick<StoredFlow, "name" | "stage" | "text">): FlowExport {
  const name =
    flow.name
      // Control characters and what Windows refuses in a name.
      .replaceAll(/[\p{Cc}<>:"/\\|?*]+/gu, " ")
      .replaceAll(/\s+/g, " ")
      .trim()
      .slice(0, LONGEST_NAME)
      .replace(/[. ]+$/, "") || "flow";
  return { fileName: `${name}${flow.stage === "draft" ? " (draft)" : ""}.json`, text: flow.text };
}
