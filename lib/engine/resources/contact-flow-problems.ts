import type { FlowDocument } from "@/lib/flows/language/flow-document";
import type { Problem } from "@/lib/kernel/result";

/** Blocks that the sentence names; the rest is in AWS's own words. */
const namedBlocks = 5;

/**
 * Why Connect refused to publish a flow. Its problems name an index ("Actions[3]"), often without a message and more
 * than once: they are told by the block's identifier, each once.
 */
export function describeFlowProblems(
  name: string,
  content: FlowDocument,
  problems: readonly { message?: string | undefined }[],
): Problem {
  const told = [...new Set(problems.map((each) => withIdentifiers(each.message ?? "", content)))];
  const blocks = [
    ...new Set(told.flatMap((text) => [...text.matchAll(/block "([^"]+)"/g)].map((hit) => hit[1]))),
  ];
  const where = blocks.length === 0 ? "" : ` (${blocks.slice(0, namedBlocks).join(", ")})`;
  return {
    code: "flow-rejected",
    sentence: `Amazon Connect didn't publish the flow "${name}": it rejected ${
      blocks.length === 0 ? "its content" : blocks.length === 1 ? "one block" : `${blocks.length} blocks`
    }${where}. The flow wasn't changed.`,
    wayOut: "Check these blocks' settings in the integration, then plan and deploy again.",
    theirWords: told
      .filter((text) => text !== "")
      .join("\n")
      .slice(0, 2_000),
  };
}

function withIdentifiers(message: string, content: FlowDocument): string {
  return message.replace(/\$?\.?Actions\[(\d+)\]/g, (whole, index: string) => {
    const identifier = content.Actions[Number(index)]?.Identifier;
    return identifier === undefined ? whole : `block "${identifier}"`;
  });
}
