import type { FlowReference } from "@/lib/flows/language/flow-reference";

export function usesInWords({ uses }: FlowReference): string {
  const blocks = new Set(uses.map(({ blockId }) => blockId)).size;
  return blocks === 1 ? "in 1 block" : `in ${blocks} blocks`;
}
