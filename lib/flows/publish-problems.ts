import type { FlowDocument } from "./flow-document";
import type { FlowFinding } from "./flow-finding";

/**
 * Connect's reasons for not publishing a flow, each at its block. They name an index ("Actions[3]") where people know a
 * block by its name, come more than once, and may be empty. Pure.
 */
export function readPublishProblems(
  messages: readonly (string | undefined)[],
  document: FlowDocument,
): FlowFinding[] {
  return [...new Set(messages.map((message) => (message ?? "").trim()))].map((message) => {
    const index = /Actions\[(\d+)\]/.exec(message)?.[1];
    const block = index === undefined ? undefined : document.Actions[Number(index)];
    const path = /Actions\[\d+\]\.([\w.[\]$-]+)/.exec(message)?.[1];
    return {
      code: "publish-refused",
      severity: "bad",
      ...(block === undefined ? {} : { blockId: block.Identifier }),
      ...(path === undefined ? {} : { path }),
      sentence: `Connect refuses ${block === undefined ? "the flow" : `"${block.Identifier}"`}${
        path === undefined ? "" : ` because of ${path}`
      }.`,
      wayOut: "Correct this block, or choose another thing for what it points at, then publish again.",
      ...(message === "" ? {} : { theirWords: message }),
    };
  });
}
