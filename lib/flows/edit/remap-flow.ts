import { referenceKey } from "../language/find-references";
import type { ReferenceForm, ReferenceMapping, ReferenceTarget } from "../language/flow-reference";
import { locateReferences } from "../language/locate-references";
import { isPlainId } from "../language/reference-kinds";
import { editStrings, type StringEdit } from "./edit-json";

export interface RemappedFlow {
  /** The flow's text; what wasn't mapped stays byte for byte. */
  text: string;
  /** Places that point elsewhere now. */
  changedPlaces: number;
}

/**
 * Turns references to things of this instance, with the copies of their ids and names that the designer keeps in the
 * metadata. References that the mapping doesn't name stay as they are. Pure.
 */
export function remapFlow(text: string, mapping: ReferenceMapping): RemappedFlow {
  const edits: StringEdit[] = [];
  let changedPlaces = 0;
  for (const located of locateReferences(text)) {
    const key = referenceKey(located);
    const target = Object.hasOwn(mapping, key) ? mapping[key] : undefined;
    if (target === undefined) continue;
    const value = valueFor(located.form, target);
    if (value !== located.node.value) changedPlaces += 1;
    edits.push({ node: located.node, value });
    for (const node of located.copies) edits.push({ node, value });
    for (const node of located.displayNames) edits.push({ node, value: target.name });
  }
  return { text: editStrings(text, edits), changedPlaces };
}

/**
 * As it was written: an id by an id, where the target has one of that shape; else the ARN, which is taken everywhere.
 */
function valueFor(form: ReferenceForm, { id, arn }: ReferenceTarget): string {
  return form === "id" && isPlainId(id) ? id : arn;
}
