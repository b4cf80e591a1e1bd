import type { FlowAction } from "./flow-document";

/** One way out of a block. */
export interface Edge {
  kind: "next" | "condition" | "error";
  /** "Equals 200", "CallFailed"; empty for next. */
  branch: string;
  to: string;
  /** Where it stands in the block: "Transitions.Errors[0].NextAction". */
  path: string;
}

/** All ways out of a block. AWS's own samples write `"NextAction": ""` for none. */
export function edgesOf(action: FlowAction): Edge[] {
  const edges: Edge[] = [];
  const { NextAction, Conditions = [], Errors = [] } = action.Transitions ?? {};
  if (NextAction) edges.push({ kind: "next", branch: "", to: NextAction, path: "Transitions.NextAction" });
  for (const [index, condition] of Conditions.entries()) {
    edges.push({
      kind: "condition",
      branch: `${condition.Condition.Operator} ${condition.Condition.Operands.join(", ")}`,
      to: condition.NextAction,
      path: `Transitions.Conditions[${index}].NextAction`,
    });
  }
  for (const [index, error] of Errors.entries()) {
    edges.push({
      kind: "error",
      branch: error.ErrorType,
      to: error.NextAction,
      path: `Transitions.Errors[${index}].NextAction`,
    });
  }
  return edges;
}

/** Identifiers of the blocks that a call can come to. */
export function reachableFrom(start: string, actions: readonly FlowAction[]): Set<string> {
  const byId = new Map(actions.map((action) => [action.Identifier, action]));
  const reached = new Set<string>();
  const waiting = [start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const action = byId.get(id);
    if (!action || reached.has(id)) continue;
    reached.add(id);
    for (const edge of edgesOf(action)) waiting.push(edge.to);
  }
  return reached;
}
