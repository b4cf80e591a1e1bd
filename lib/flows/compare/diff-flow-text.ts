import { diffArrays } from "diff";
import { indented } from "../edit/edit-json";

export type DiffRow =
  | { kind: "same" | "added" | "removed"; text: string; beforeLine?: number; afterLine?: number }
  /** Equal lines that aren't shown. */
  | { kind: "fold"; lines: number };

export interface FlowTextDiff {
  rows: DiffRow[];
  added: number;
  removed: number;
  /** True: the two are equal byte for byte. False with no row that differs: only the space between values differs. */
  isIdentical: boolean;
}

/** Equal lines shown around a change. */
const contextLines = 4;
/** After that the two are shown as one taken away and one put in its place: right, if of less help. */
const maxSearchMs = 1_500;

/**
 * Line by line, what differs in two texts of a flow. Both are indented the same way first, since one is often on a
 * single line; keys, their order, numbers and escapes are compared as they are written. Pure, and bounded in time.
 */
export function diffFlowText(before: string, after: string): FlowTextDiff {
  const [old, fresh] = [indented(before).split("\n"), indented(after).split("\n")];
  const changes = diffArrays(old, fresh, { timeout: maxSearchMs }) ?? [
    { removed: true, added: false, value: old },
    { removed: false, added: true, value: fresh },
  ];
  const rows: Exclude<DiffRow, { kind: "fold" }>[] = [];
  let [beforeLine, afterLine] = [1, 1];
  for (const change of changes) {
    for (const text of change.value) {
      if (change.removed) rows.push({ kind: "removed", text, beforeLine: beforeLine++ });
      else if (change.added) rows.push({ kind: "added", text, afterLine: afterLine++ });
      else rows.push({ kind: "same", text, beforeLine: beforeLine++, afterLine: afterLine++ });
    }
  }
  return {
    rows: folded(rows),
    added: rows.filter(({ kind }) => kind === "added").length,
    removed: rows.filter(({ kind }) => kind === "removed").length,
    isIdentical: before === after,
  };
}

function folded(rows: readonly Exclude<DiffRow, { kind: "fold" }>[]): DiffRow[] {
  const isNear = new Array<boolean>(rows.length).fill(false);
  for (const [index, { kind }] of rows.entries()) {
    if (kind === "same") continue;
    isNear.fill(true, Math.max(0, index - contextLines), index + contextLines + 1);
  }
  const shown: DiffRow[] = [];
  for (const [index, row] of rows.entries()) {
    const last = shown.at(-1);
    if (isNear[index]) shown.push(row);
    else if (last?.kind === "fold") last.lines += 1;
    else shown.push({ kind: "fold", lines: 1 });
  }
  return shown;
}
