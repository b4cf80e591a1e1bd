import { compareFlows } from "@/lib/flows/compare/compare-flows";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import type { FieldDifference } from "@/lib/kernel/field-difference";
import type { BlockMark } from "./flow-path";

export interface MergedFlows {
  /** The later flow, with the blocks that it no longer has beside it. */
  flow: FlowDocument;
  marks: Record<string, BlockMark>;
  /** Field by field, by block. */
  differences: Record<string, FieldDifference[]>;
  /** Of the flow as a whole: its start. */
  general: FieldDifference[];
}

/** Two versions of a flow in one picture: what came, what went, and what is different for a call. Pure. */
export function mergeFlows(before: FlowDocument, after: FlowDocument): MergedFlows {
  const old = new Set(before.Actions.map(({ Identifier }) => Identifier));
  const now = new Set(after.Actions.map(({ Identifier }) => Identifier));
  const ids = [...new Set([...now, ...old])];
  const all = compareFlows(after, before);
  const marks: MergedFlows["marks"] = {};
  const differences: MergedFlows["differences"] = {};
  const told = new Set<FieldDifference>();
  for (const id of ids) {
    const own = all.filter(({ path }) => path === id || fieldOf(id, path) !== undefined);
    if (own.length === 0) continue;
    for (const difference of own) told.add(difference);
    differences[id] = own.map((difference) => ({
      ...difference,
      path: fieldOf(id, difference.path) ?? "Block",
    }));
    marks[id] = !old.has(id)
      ? { state: "good", word: "new" }
      : !now.has(id)
        ? { state: "bad", word: "gone" }
        : { state: "attention", word: "changed" };
  }
  return {
    flow: {
      ...after,
      Metadata: mergeMetadata(before, after),
      Actions: [...after.Actions, ...before.Actions.filter(({ Identifier }) => !now.has(Identifier))],
    },
    marks,
    differences,
    general: all.filter((difference) => !told.has(difference)),
  };
}

/** The field of a block at a path; identifiers may hold dots themselves. */
function fieldOf(id: string, path: string): string | undefined {
  if (!path.startsWith(`${id}.`)) return undefined;
  const field = path.slice(id.length + 1);
  return /^(Type|Parameters|Transitions)\b/.test(field) ? field : undefined;
}

function mergeMetadata(before: FlowDocument, after: FlowDocument): FlowDocument["Metadata"] {
  const old = before.Metadata.ActionMetadata;
  const now = after.Metadata.ActionMetadata;
  return {
    ...after.Metadata,
    ActionMetadata: { ...(typeof old === "object" ? old : {}), ...(typeof now === "object" ? now : {}) },
  };
}
