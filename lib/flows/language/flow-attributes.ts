import { type FlowDocument, isRecord } from "./flow-document";
import type { FlowFinding } from "./flow-finding";
import { referencesIn, stringsIn } from "./references";
import type { FlowKind } from "./rules/flow-kind";

/**
 * Flow attributes live in their own flow alone, so one that no block of it sets is always empty there. Of a module, which
 * is run inside another flow, nothing is claimed.
 */
export function checkFlowAttributes(document: FlowDocument, kind: FlowKind | undefined): FlowFinding[] {
  if (kind === "MODULE") return [];
  const set = new Set(
    document.Actions.flatMap(({ Type, Parameters }) => {
      const attributes = Type === "UpdateFlowAttributes" ? Parameters?.FlowAttributes : undefined;
      return isRecord(attributes) ? Object.keys(attributes) : [];
    }),
  );
  return document.Actions.flatMap((action) =>
    stringsIn(action.Parameters).flatMap(({ path, value }) =>
      referencesIn(value)
        .flatMap(({ whole }) => flowAttributeOf(whole) ?? [])
        .filter((name) => !set.has(name))
        .map((name) => ({
          code: "flow-attribute-never-set",
          severity: "attention" as const,
          blockId: action.Identifier,
          path: `Parameters.${path}`,
          sentence: `"${action.Identifier}" reads the flow attribute "${name}", but no block in this flow sets it.`,
          wayOut: "Check the spelling, or set it first. Other flows' flow attributes aren't visible here.",
        })),
    ),
  );
}

/** "$.FlowAttributes.queue" and "$.FlowAttributes['my queue']" → the attribute's name. */
function flowAttributeOf(reference: string): string | undefined {
  const match = /^\$\.FlowAttributes(?:\.([A-Za-z0-9_-]+)|\.?\['([^']*)'\])/.exec(reference);
  return match?.[1] ?? match?.[2];
}
