import { actionTypes } from "./actions/registry";
import type { Block, LogDetail, Outcome } from "./block";
import { type CallState, type FlowFrame, referenceScope } from "./call-state";
import type { FlowAction } from "./flow-document";
import type { FlowLogEntry, FlowWorld, RunnableFlow } from "./flow-world";
import { logNameOfOperator, matchesCondition } from "./match-condition";
import { resolveText } from "./resolve-reference";

/** A block that ran, for the sandbox's own record of a call. */
export interface BlockRun {
  flowName: string;
  identifier: string;
  type: string;
  /** "" on success, otherwise the error type that the block took. */
  error: string;
}

export interface FlowEnd {
  how:
    | "queued"
    | "flow-disconnect"
    | "caller-hung-up"
    | "third-party-disconnect"
    /** A flow that runs beside the call has ended; the call goes on. */
    | "flow-ended"
    | "moved-on"
    | "no-branch"
    | "too-many-blocks";
  blocks: BlockRun[];
}

/** Blocks per contact: a flow that loops without waiting ends here. Our own bound: AWS documents none. */
export const maxBlocks = 1000;

/** Runs a contact through its flows until it is queued or ends. Never throws, whatever a flow contains. */
export async function runFlow(start: RunnableFlow, call: CallState, world: FlowWorld): Promise<FlowEnd> {
  const blocks: BlockRun[] = [];
  let flow = start;
  let frame = frameOf(flow);
  let action = flow.document.actions.get(flow.document.startAction);
  while (action) {
    if (world.hasMovedOn()) return { how: "moved-on", blocks };
    if (world.callerIsGone()) return { how: "caller-hung-up", blocks };
    if (blocks.length >= maxBlocks) return { how: "too-many-blocks", blocks };
    const outcome = await runBlock(action, call, frame, world);
    const step = chooseNext(action, outcome, call, frame, world);
    blocks.push({ flowName: flow.name, identifier: action.identifier, type: action.type, error: step.error });
    if (outcome.kind === "queued") return { how: "queued", blocks };
    if (outcome.kind === "ended") return { how: outcome.how, blocks };
    if (outcome.kind === "flow") {
      flow = outcome.flow;
      frame = frameOf(flow);
      action = flow.document.actions.get(flow.document.startAction);
      continue;
    }
    action = step.next === undefined ? undefined : flow.document.actions.get(step.next);
  }
  return { how: "no-branch", blocks };
}

function frameOf(flow: RunnableFlow): FlowFrame {
  const { id, arn, name, type } = flow;
  return { id, arn, name, type, flowAttributes: {}, loopCounts: new Map() };
}

async function runBlock(
  action: FlowAction,
  call: CallState,
  frame: FlowFrame,
  world: FlowWorld,
): Promise<Outcome> {
  const known = actionTypes.get(action.type);
  const write = logger(
    action,
    known?.logTypeOf?.(action) ?? known?.logType ?? action.type,
    call,
    frame,
    world,
  );
  const block: Block = { action, call, frame, world, log: write };
  if (known) return known.run(block);
  write({ Results: `The sandbox cannot run the action type ${action.type}; its error branch is taken.` });
  return { kind: "error", errorType: "NoMatchingError" };
}

function logger(
  action: FlowAction,
  logType: string,
  call: CallState,
  frame: FlowFrame,
  world: FlowWorld,
): (detail: LogDetail) => void {
  return (detail) => {
    if (!call.loggingEnabled) return;
    const entry: FlowLogEntry = {
      ContactId: call.contactId,
      ContactFlowId: frame.arn,
      ContactFlowName: frame.name,
      ContactFlowModuleType: logType,
      Identifier: action.identifier,
      Timestamp: world.now().toISOString(),
      ...detail,
    };
    world.log(entry);
  };
}

/** An error takes its own branch, otherwise NoMatchingError; a value its first true condition, otherwise NoMatchingCondition. */
function chooseNext(
  action: FlowAction,
  outcome: Outcome,
  call: CallState,
  frame: FlowFrame,
  world: FlowWorld,
): { next: string | undefined; error: string } {
  if (outcome.kind === "error")
    return { next: errorBranch(action, outcome.errorType), error: outcome.errorType };
  if (outcome.kind !== "branch") return { next: action.next, error: "" };
  const write = logger(action, "CheckAttribute", call, frame, world);
  const scope = referenceScope(call, frame);
  for (const condition of action.conditions) {
    const operand = resolveText(condition.operand, scope);
    const isComparable = outcome.isText !== false || condition.operator.startsWith("Number");
    const matched = isComparable && matchesCondition(condition.operator, outcome.value, operand);
    if (outcome.logConditions) {
      const ComparisonMethod = logNameOfOperator[condition.operator] ?? condition.operator;
      write({
        Parameters: { Value: outcome.value, ComparisonMethod, SecondValue: operand },
        Results: String(matched),
      });
    }
    if (matched) return { next: condition.next, error: "" };
  }
  const unmatched = action.errors.find(({ errorType }) => errorType === "NoMatchingCondition");
  return unmatched
    ? { next: unmatched.next, error: "NoMatchingCondition" }
    : { next: action.next, error: "" };
}

function errorBranch(action: FlowAction, errorType: string): string | undefined {
  const own = action.errors.find((error) => error.errorType === errorType);
  return (own ?? action.errors.find((error) => error.errorType === "NoMatchingError"))?.next;
}
