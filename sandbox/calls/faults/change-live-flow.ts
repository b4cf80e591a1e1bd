import { isRecord } from "../../flow-runner/flow-document";
import { connectState } from "../../services/connect/connect-state";
import type { LiveCall } from "../live-call";
import type { Undo } from "./call-fault";

/** Members of a block that are to be others. */
type Change = (type: string, parameters: Record<string, unknown>) => Record<string, unknown> | undefined;

/** Changes blocks of the flow that the called number leads to; undone unless somebody has published since. */
export function changeLiveFlow({ account, request, contact }: LiveCall, change: Change): Undo | undefined {
  const file = connectState(account);
  const number = file.data.phoneNumbers.find((one) => one.number === request.to);
  const flow = file.data.flows.find(({ id }) => id === number?.flowId);
  const before = flow?.published;
  if (!flow || before === undefined) return undefined;
  const earlier = { saved: flow.saved, modifiedAt: flow.modifiedAt };
  const changed = changeContent(before, change);
  flow.published = changed;
  flow.saved = changed;
  // Somebody did it before the call came, and after everything else.
  flow.modifiedAt = Math.max(flow.modifiedAt, contact.initiatedAt - 1);
  file.save();
  return () => {
    if (flow.published !== changed) return;
    Object.assign(flow, { published: before, ...earlier });
    file.save();
  };
}

function changeContent(content: string, change: Change): string {
  const document: unknown = JSON.parse(content);
  if (!isRecord(document) || !Array.isArray(document.Actions)) return content;
  const Actions = document.Actions.map((action: unknown) => {
    if (!isRecord(action) || !isRecord(action.Parameters)) return action;
    return { ...action, ...change(String(action.Type), action.Parameters) };
  });
  return JSON.stringify({ ...document, Actions });
}
