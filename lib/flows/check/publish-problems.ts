import type { FlowDocument } from "../language/flow-document";
import type { FlowFinding } from "../language/flow-finding";

/**
 * Connect's reasons for not publishing a flow, each at its block. They name an index where people know a block by its
 * name, come more than once, and may be empty. Pure.
 */
export function parsePublishProblems(
  messages: readonly (string | undefined)[],
  document: FlowDocument,
): FlowFinding[] {
  return [...new Set(messages.map((message) => (message ?? "").trim()))].map((message) => {
    const place = parsePlace(message);
    const block = place === undefined ? undefined : document.Actions[place.index];
    const path = place?.path;
    return {
      code: "publish-refused",
      severity: "bad",
      ...(block === undefined ? {} : { blockId: block.Identifier }),
      ...(path === undefined ? {} : { path }),
      sentence: `Connect refuses ${block === undefined ? "the flow" : `"${block.Identifier}"`}${
        path === undefined ? "" : ` because of ${path}`
      }.`,
      wayOut: "Fix this block, or what it references, then publish again.",
      ...(message === "" ? {} : { theirWords: message }),
    };
  });
}

/**
 * Where a problem is. Forms seen in public reports: "Path: Actions[3].Parameters.QueueId" and "Invalid Action property
 * value. Path: 0.Parameter" and "Invalid branch. Path: 2.Evaluate", whose number is the block's index too.
 */
function parsePlace(message: string): { index: number; path?: string } | undefined {
  const named = /Actions\[(\d+)\](?:\.([\w.[\]$-]+))?/.exec(message);
  if (named !== null) return placeOf(named[1], named[2]);
  const bare = /\bPath:\s*(\d+)(?:\.([\w.[\]$-]+))?/.exec(message);
  return bare === null ? undefined : placeOf(bare[1], bare[2]);
}

function placeOf(index = "", path?: string): { index: number; path?: string } {
  // A sentence's period is no part of the path.
  const trimmed = path?.replace(/\.+$/, "");
  return { index: Number(index), ...(trimmed === undefined || trimmed === "" ? {} : { path: trimmed }) };
}
