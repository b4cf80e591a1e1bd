import type { Engagement } from "../engagement";
import type { ZoomAccount } from "../zoom-account";
import { newId } from "../zoom-id";
import type { ZoomParts } from "../zoom-parts";
import { nowOf } from "../zoom-store";
import type { CallEdges } from "./call-faults";
import type { ZoomCallView } from "./call-view";

export const endings = ["agent", "resolved", "caller-hangs-up"] as const;
export type Ending = (typeof endings)[number];

export interface ZoomCallRequest {
  from: string;
  to: string;
  ending: Ending;
  /** Wall-clock seconds that the caller talks to the voice bot. */
  talkSeconds: number;
}

/** One call while it goes on. */
export interface ZoomCall {
  parts: ZoomParts;
  account: ZoomAccount;
  engagement: Engagement;
  request: ZoomCallRequest;
  edges: CallEdges;
  view: ZoomCallView;
}

export function note({ parts, account, engagement }: ZoomCall, name: string, content: string): void {
  engagement.events.push({ at: nowOf(account), name, content });
  parts.store.save();
}

/** Whether a variable of that name exists and was set; the account's log keeps it. */
export function setVariable(call: ZoomCall, widget: string, name: string, value: string): boolean {
  const { account, engagement, parts } = call;
  const exists = account.variables.some((one) => {
    const group = account.variableGroups.find(({ groupId }) => groupId === one.groupId);
    return group !== undefined && `global_custom.${group.name}.${one.name}` === name;
  });
  if (!exists) return false;
  engagement.variables[name] = value;
  engagement.variableLogs.push({ variableLogId: newId(), widget, name, value, at: nowOf(account) });
  parts.store.save();
  return true;
}
