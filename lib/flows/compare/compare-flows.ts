import type { FieldDifference } from "@/lib/kernel/field-difference";
import { ruleOf } from "../language/action-rules";
import { endsHere } from "../language/ends-here";
import { type FlowAction, type FlowDocument, isRecord, isRef } from "../language/flow-document";

/**
 * Field by field, what would change for a call: `before` is what Connect has, `after` what is wanted. The order of
 * blocks, error branches and keys, positions and all other metadata, and ways of writing "none" make no difference.
 */
export function compareFlows(want: FlowDocument, have: FlowDocument): FieldDifference[] {
  const wanted = blocksOf(want);
  const there = blocksOf(have);
  const ids = [...new Set([...wanted.keys(), ...there.keys()])].sort();
  return [
    ...difference("Version", have.Version, want.Version),
    ...difference("StartAction", have.StartAction, want.StartAction),
    ...ids.flatMap((id) => compareBlocks(id, wanted.get(id), there.get(id))),
  ];
}

function compareBlocks(
  id: string,
  want: FlatBlock | undefined,
  have: FlatBlock | undefined,
): FieldDifference[] {
  if (want === undefined) return difference(id, have?.title, undefined);
  if (have === undefined) return difference(id, undefined, want.title);
  const paths = [...new Set([...want.fields.keys(), ...have.fields.keys()])].sort();
  return paths.flatMap((path) => difference(`${id}.${path}`, have.fields.get(path), want.fields.get(path)));
}

function difference(path: string, before: string | undefined, after: string | undefined): FieldDifference[] {
  if (before === after) return [];
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

interface FlatBlock {
  title: string;
  /** "Transitions.CallFailed" → "say-call-failed". */
  fields: Map<string, string>;
}

function blocksOf(document: FlowDocument): Map<string, FlatBlock> {
  return new Map(document.Actions.map((action) => [action.Identifier, flatten(action)]));
}

function flatten(action: FlowAction): FlatBlock {
  const fields = new Map<string, string>([["Type", action.Type]]);
  flattenValue("Parameters", action.Parameters ?? {}, fields);
  const { NextAction, Conditions = [], Errors = [] } = action.Transitions ?? {};
  const nextMatters = ruleOf(action)?.nextCopies === undefined && !endsHere(action);
  if (NextAction && nextMatters) fields.set("Transitions.next", NextAction);
  for (const error of Errors) fields.set(`Transitions.${error.ErrorType}`, error.NextAction);
  // The first condition that is true wins, so their order counts.
  for (const [index, { Condition, NextAction: to }] of Conditions.entries()) {
    fields.set(
      `Transitions.condition[${index}]`,
      `${Condition.Operator} ${Condition.Operands.join(", ")} → ${to}`,
    );
  }
  return { title: ruleOf(action)?.title ?? action.Type, fields };
}

function flattenValue(path: string, value: unknown, into: Map<string, string>): void {
  if (isRef(value)) into.set(path, `known after deployment (${value.$ref})`);
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) flattenValue(`${path}[${index}]`, item, into);
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) flattenValue(`${path}.${key}`, item, into);
  } else if (value !== undefined && value !== null) into.set(path, String(value));
}
