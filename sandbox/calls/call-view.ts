import type { BlockRun } from "../flow-runner/run-flow";
import type { SandboxAccount } from "../state/account";

/** The sandbox's own record of a call, for tests and the demo. AWS has nothing like it. */
export interface CallView {
  contactId: string;
  state: "in-progress" | "ended";
  outcome: "agent" | "queue" | "disconnected" | "caller-hung-up" | "error" | undefined;
  /** Why, when the outcome is an error. */
  reason: string | undefined;
  blocks: BlockRun[];
  /** The call's contacts, first to last: a transfer to another agent makes a new one. */
  contactIds: string[];
  /** Flows that event hooks started, in the order in which they ended; a guide has a contact of its own. */
  hooks: { hook: string; contactId: string; blocks: BlockRun[] }[];
  /** What the simulated SIP system reports besides the signaling. */
  voiceAgent: { sessionId: string; posted?: string; postStatus?: number } | undefined;
}

const maxViews = 1000;
const views = new WeakMap<SandboxAccount, Map<string, CallView>>();

export function callViews(account: SandboxAccount): Map<string, CallView> {
  const known = views.get(account) ?? new Map<string, CallView>();
  views.set(account, known);
  return known;
}

export function openCallView(account: SandboxAccount, contactId: string): CallView {
  const all = callViews(account);
  const [oldest] = all.keys();
  if (all.size >= maxViews && oldest !== undefined) all.delete(oldest);
  const view: CallView = {
    contactId,
    state: "in-progress",
    outcome: undefined,
    reason: undefined,
    blocks: [],
    contactIds: [contactId],
    hooks: [],
    voiceAgent: undefined,
  };
  all.set(contactId, view);
  return view;
}
