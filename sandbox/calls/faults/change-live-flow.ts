import { isRecord } from "../../flow-runner/flow-document";
import type { Flow } from "../../services/connect/connect-model";
import { connectState } from "../../services/connect/connect-state";
import type { LiveCall } from "../live-call";
import type { Undo } from "./call-fault";
import { flowsOfCall } from "./flows-of-call";

/** Members of a block to replace. */
type Change = (type: string, parameters: Record<string, unknown>) => Record<string, unknown> | undefined;

/** Changes blocks of the flows that the call comes through; undone unless someone has published since. */
export function changeLiveFlow(live: LiveCall, change: Change): Undo | undefined {
  return undoAll(flowsOfCall(live).flatMap((flow) => changeFlow(live, flow, change) ?? []));
}

/** The same in one flow: the last of those that the call comes through and that have such a block. */
export function changeLastFlow(live: LiveCall, change: Change): Undo | undefined {
  for (const flow of flowsOfCall(live).reverse()) {
    const undo = changeFlow(live, flow, change);
    if (undo) return undo;
  }
  return undefined;
}

function undoAll(undos: readonly (() => void)[]): Undo | undefined {
  if (undos.length === 0) return undefined;
  return () => {
    for (const undo of undos) undo();
  };
}

function changeFlow({ account, contact }: LiveCall, flow: Flow, change: Change): (() => void) | undefined {
  const file = connectState(account);
  const before = flow.published;
  const changed = before === undefined ? undefined : changeContent(before, change);
  if (changed === undefined) return undefined;
  const earlier = { saved: flow.saved, modifiedAt: flow.modifiedAt };
  flow.published = changed;
  flow.saved = changed;
  // As if someone had done it before the call, and after everything else.
  flow.modifiedAt = Math.max(flow.modifiedAt, contact.initiatedAt - 1);
  file.save();
  return () => {
    if (flow.published !== changed) return;
    Object.assign(flow, { published: before, ...earlier });
    file.save();
  };
}

/** undefined when no block is to be changed. */
function changeContent(content: string, change: Change): string | undefined {
  const document: unknown = JSON.parse(content);
  if (!isRecord(document) || !Array.isArray(document.Actions)) return undefined;
  let isChanged = false;
  const Actions = document.Actions.map((action: unknown) => {
    if (!isRecord(action) || !isRecord(action.Parameters)) return action;
    const members = change(String(action.Type), action.Parameters);
    isChanged ||= members !== undefined;
    return { ...action, ...members };
  });
  return isChanged ? JSON.stringify({ ...document, Actions }) : undefined;
}
