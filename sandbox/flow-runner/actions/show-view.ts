import {
  type ActionType,
  type Block,
  noMatchingError,
  rawParameter,
  resolvedValue,
  textParameter,
  wholeNumber,
} from "../block";
import { isRecord } from "../flow-document";

const maxTimeLimitSeconds = 604_800;
/** A view's data nests sections, items, and options. */
const deepest = 12;

/**
 * Shows a view to the agent and branches on what the agent does in it. Its data has references of the view's own
 * (`$.SomeMember`), which stay as they are.
 */
export const showView: ActionType = {
  type: "ShowView",
  logType: "ShowView",
  async run(block) {
    const id = textParameter(block, "ViewResource", "Id");
    const view = id === undefined ? undefined : block.world.findView(id);
    const timeLimitSeconds = wholeNumber(
      textParameter(block, "InvocationTimeLimitSeconds"),
      1,
      maxTimeLimitSeconds,
    );
    const Parameters = { ViewResource: { Id: id ?? "" }, TimeLimit: String(timeLimitSeconds ?? "") };
    if (!view || timeLimitSeconds === undefined) {
      block.log({ Parameters, Results: "Error" });
      return noMatchingError;
    }
    const data = resolveAll(block, rawParameter(block, "ViewData") ?? {});
    const outcome = await block.world.showView({ ...view, data, timeLimitSeconds }, block.call);
    if (outcome.kind === "timed-out") {
      block.log({ Parameters, Results: "Timeout" });
      return { kind: "error", errorType: "TimeLimitExceeded" };
    }
    if (outcome.kind === "not-shown") {
      block.log({ Parameters, Results: "Error" });
      return noMatchingError;
    }
    block.call.views = { Action: outcome.action, ViewResultData: outcome.result };
    // Without what the agent entered: it can be anything.
    block.log({ Parameters, Results: outcome.action });
    return { kind: "branch", value: outcome.action };
  },
};

function resolveAll(block: Block, value: unknown, depth = 0): unknown {
  if (depth > deepest) return undefined;
  if (Array.isArray(value)) return value.map((entry) => resolveAll(block, entry, depth + 1));
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, entry]) => [name, resolveAll(block, entry, depth + 1)]),
    );
  return resolvedValue(block, value);
}
