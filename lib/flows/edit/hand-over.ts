import type { FlowAction, FlowDocument, FlowTransitions, FlowValue } from "../language/flow-document";
import { isRecord } from "../language/flow-document";

/** The block with which a flow of ours goes on to its queue, and the one that stands before it once another flow takes over. */
const queueEntry = "set-queue";
const handOverBlock = "to-agent-flow";

/**
 * The same flow, going on to another one instead of to its queue: every way that led to the queue leads to the transfer now,
 * and a transfer that fails still comes to the queue. undefined when the flow has no such way. Twice is the same as once.
 */
export function handOver(document: FlowDocument, toFlow: FlowValue): FlowDocument | undefined {
  const plain = takeBack(document);
  if (!goesToQueue(plain)) return undefined;
  const led = redirect(plain, queueEntry, handOverBlock);
  return {
    ...led,
    Metadata: placeBlock(led.Metadata),
    Actions: [
      ...led.Actions,
      {
        Parameters: { ContactFlowId: toFlow },
        Identifier: handOverBlock,
        Type: "TransferToFlow",
        Transitions: {
          NextAction: queueEntry,
          Errors: [{ NextAction: queueEntry, ErrorType: "NoMatchingError" }],
        },
      },
    ],
  };
}

/** The flow as it was before `handOver`; any other flow as it is. */
export function takeBack(document: FlowDocument): FlowDocument {
  if (!document.Actions.some(isHandOver)) return document;
  const { Actions, Metadata, ...rest } = document;
  const without = {
    ...rest,
    Metadata: forgetBlock(Metadata),
    Actions: Actions.filter((each) => !isHandOver(each)),
  };
  return redirect(without, handOverBlock, queueEntry);
}

/** Which flow takes over; undefined when none does. */
export function handedTo({ Actions }: FlowDocument): string | undefined {
  const id = Actions.find(isHandOver)?.Parameters?.ContactFlowId;
  return typeof id === "string" ? id : undefined;
}

/** Has the block at which its callers go into its own queue. */
export function goesToQueue({ Actions }: FlowDocument): boolean {
  return Actions.some(({ Identifier }) => Identifier === queueEntry);
}

function isHandOver({ Identifier, Type }: FlowAction): boolean {
  return Identifier === handOverBlock && Type === "TransferToFlow";
}

function redirect(document: FlowDocument, from: string, to: string): FlowDocument {
  const turn = (target: string) => (target === from ? to : target);
  return {
    ...document,
    StartAction: turn(document.StartAction),
    Actions: document.Actions.map((action) => ({
      ...action,
      ...(action.Transitions === undefined ? {} : { Transitions: turnAll(action.Transitions, turn) }),
    })),
  };
}

function turnAll(transitions: FlowTransitions, turn: (target: string) => string): FlowTransitions {
  const { NextAction, Conditions, Errors } = transitions;
  const turned = <Branch extends { NextAction: string }>(branches: Branch[]) =>
    branches.map((branch) => ({ ...branch, NextAction: turn(branch.NextAction) }));
  return {
    ...transitions,
    ...(NextAction === undefined ? {} : { NextAction: turn(NextAction) }),
    ...(Conditions === undefined ? {} : { Conditions: turned(Conditions) }),
    ...(Errors === undefined ? {} : { Errors: turned(Errors) }),
  };
}

type Metadata = FlowDocument["Metadata"];

/** Above the queue's block in the designer. */
function placeBlock(metadata: Metadata): Metadata {
  const blocks = metadata.ActionMetadata;
  if (!isRecord(blocks)) return metadata;
  const queue = isRecord(blocks[queueEntry]) ? blocks[queueEntry] : {};
  const { x, y } = isRecord(queue.position) ? queue.position : {};
  const position = { x: Number(x ?? 0), y: Number(y ?? 0) - 200 };
  return {
    ...metadata,
    ActionMetadata: { ...blocks, [handOverBlock]: { position, isFriendlyName: true } },
  };
}

function forgetBlock(metadata: Metadata): Metadata {
  if (!isRecord(metadata.ActionMetadata)) return metadata;
  const { [handOverBlock]: _block, ...others } = metadata.ActionMetadata;
  return { ...metadata, ActionMetadata: others };
}
