import { actionRule } from "./action-rules";
import { reachableFrom } from "./edges";
import {
  type FlowAction,
  type FlowCondition,
  type FlowDocument,
  type FlowError,
  type FlowTransitions,
  type FlowValue,
  flowVersion,
} from "./flow-document";
import { entryPosition, layOut } from "./layout";

/** A block before it is a document's action: its branches name other blocks. */
export interface Block<Name extends string = string> {
  type: string;
  parameters?: { [key: string]: FlowValue };
  next?: Name;
  /** Operand → block, compared with Equals: at most one is true, so their order doesn't matter. */
  when?: { [operand: string]: Name };
  /** Error → block: `NoMatchingError`, `NoMatchingCondition`, `CallFailed`. */
  errors?: { [errorType: string]: Name };
}

export interface FlowPlan<Name extends string> {
  name: string;
  description: string;
  /** As exports call the kind of flow; "contactFlow" when absent. */
  type?: string;
  start: NoInfer<Name>;
  blocks: { [name in Name]: Block<NoInfer<Name>> };
}

/**
 * Makes the document of a flow. Block names become the identifiers, so that a flow log names the block in words, and
 * the same plan always gives the same bytes. A branch to a block that doesn't exist doesn't compile. Blocks to which no
 * call can come are left out, so that a plan may name all of its blocks and let its settings choose the branches.
 */
export function buildFlow<Name extends string>(plan: FlowPlan<Name>): FlowDocument {
  const all = Object.entries<Block<Name>>(plan.blocks).map(([name, block]) => toAction(name, block));
  const reached = reachableFrom(plan.start, all);
  const actions = all.filter(({ Identifier }) => reached.has(Identifier));
  const positions = layOut(plan.start, actions);
  return {
    Version: flowVersion,
    StartAction: plan.start,
    Metadata: {
      entryPointPosition: entryPosition,
      ActionMetadata: Object.fromEntries(
        actions.map(({ Identifier }) => [
          Identifier,
          { position: positions.get(Identifier), isFriendlyName: true },
        ]),
      ),
      Annotations: [],
      name: plan.name,
      description: plan.description,
      type: plan.type ?? "contactFlow",
      status: "PUBLISHED",
    },
    Actions: actions,
  };
}

function toAction(name: string, block: Block): FlowAction {
  return {
    Parameters: { ...block.parameters },
    Identifier: name,
    Type: block.type,
    Transitions: toTransitions(block),
  };
}

function toTransitions(block: Block): FlowTransitions {
  const conditions: FlowCondition[] = Object.entries(block.when ?? {}).map(([operand, target]) => ({
    NextAction: target,
    Condition: { Operator: "Equals", Operands: [operand] },
  }));
  const errors: FlowError[] = Object.entries(block.errors ?? {}).map(([errorType, target]) => ({
    NextAction: target,
    ErrorType: errorType,
  }));
  const next = block.next ?? copiedNext(block);
  return {
    ...(next === undefined ? {} : { NextAction: next }),
    ...(conditions.length > 0 ? { Conditions: conditions } : {}),
    ...(errors.length > 0 ? { Errors: errors } : {}),
  };
}

/** On branching blocks Connect wants a NextAction that only repeats one of the branches; which one, the rule says. */
function copiedNext(block: Block): string | undefined {
  const copied = actionRule(block.type)?.nextCopies;
  if (copied === undefined) return undefined;
  return block.errors?.[copied] ?? block.when?.[copied];
}
