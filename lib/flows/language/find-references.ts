import type { FlowReference } from "./flow-reference";
import { type LocatedReference, locateReferences } from "./locate-references";

/**
 * What a flow points at outside itself: each queue, prompt, function, once, with all places that use it. An empty
 * reference is one of its own, since two empty ones need not mean the same. Pure.
 */
export function findReferences(text: string): FlowReference[] {
  const byKey = new Map<string, FlowReference>();
  for (const located of locateReferences(text)) {
    const { kind, form, node, name, blockId, blockIndex, path } = located;
    const key = referenceKey(located);
    const known = byKey.get(key) ?? { key, kind, form, value: node.value, uses: [] };
    if (name !== undefined) known.name ??= name;
    known.uses.push({ blockId, blockIndex, path });
    byKey.set(key, known);
  }
  return [...byKey.values()];
}

export function referenceKey({ kind, form, node, blockIndex, path }: LocatedReference): string {
  return form === "empty" ? `${kind}@${blockIndex}.${path}` : `${kind}:${node.value}`;
}
