import { edgesOf } from "./edges";
import type { FlowAction, FlowDocument } from "./flow-document";
import type { FlowFinding } from "./flow-finding";
import { referencesIn, stringsIn } from "./references";

/**
 * `$.External` holds the answer of the last Lambda that succeeded. Finds blocks that read it on a way on which no
 * Lambda has answered, or the last one failed.
 */
export function checkExternalReads(document: FlowDocument): FlowFinding[] {
  const answered = blocksWithAnswer(document);
  return document.Actions.flatMap((action) => {
    if (answered.get(action.Identifier) !== false) return [];
    return stringsIn(action.Parameters)
      .flatMap(({ path, value }) => referencesIn(value).map((reference) => ({ path, ...reference })))
      .filter(({ root }) => root === "External")
      .map(({ path, whole }) => ({
        code: "external-before-lambda",
        severity: "attention" as const,
        blockId: action.Identifier,
        path: `Parameters.${path}`,
        sentence: `"${action.Identifier}" reads ${whole}, but on one path to it no Lambda function has returned a result.`,
        wayOut: "Route that path around the block, or invoke the Lambda function first.",
      }));
  });
}

/** Block → true when a Lambda has answered on every way to it; false when not on some; absent when unreachable. */
function blocksWithAnswer(document: FlowDocument): Map<string, boolean> {
  const byId = new Map(document.Actions.map((action) => [action.Identifier, action]));
  const answered = new Map<string, boolean>();
  const waiting: { id: string; has: boolean }[] = [{ id: document.StartAction, has: false }];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const action = byId.get(item.id);
    const before = answered.get(item.id);
    // Falls from unknown to true to false, so that each block is visited at most twice.
    if (!action || before === false || before === item.has) continue;
    answered.set(item.id, item.has);
    for (const edge of edgesOf(action)) {
      waiting.push({ id: edge.to, has: hasAnswerAfter(action, edge.kind, item.has) });
    }
  }
  return answered;
}

function hasAnswerAfter(action: FlowAction, kind: "next" | "condition" | "error", before: boolean): boolean {
  // A module may invoke Lambdas of its own; what it leaves behind isn't known, so nothing is claimed.
  if (action.Type === "InvokeFlowModule") return true;
  if (action.Type !== "InvokeLambdaFunction") return before;
  return kind !== "error";
}
