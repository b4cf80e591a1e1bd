import type { SandboxAccount } from "../../state/account";
import type { LiveCall } from "../live-call";
import type { CallFault, FaultOptions, Undo } from "./call-fault";

interface Standing {
  /** undefined for a fault that affects every call. */
  number: string | undefined;
  undo: Undo;
  timer: NodeJS.Timeout;
}

const maxMs = 10 * 60 * 1000;
const standing = new WeakMap<SandboxAccount, Standing[]>();

/** Starts a call's fault after undoing what the last one of the same number changed; returns what to do when the call ends. */
export async function beginFault(
  live: LiveCall,
  fault: CallFault | undefined,
  options: FaultOptions,
): Promise<Undo | undefined> {
  await undoFaults(live.account, live.request.to);
  const undo = await fault?.begin(live, options);
  if (!undo || !fault?.changesAccount) return undo;
  const list = listOf(live.account);
  const { to } = live.request;
  const timer = setTimeout(() => void undoFaults(live.account, to), maxMs);
  timer.unref();
  list.push({ number: fault.changesEveryCall ? undefined : to, undo, timer });
  return undefined;
}

/** Restores the account: all of it, or what affects a call to one number. Latest change first. */
export async function undoFaults(account: SandboxAccount, number?: string): Promise<void> {
  const list = listOf(account);
  const over = list.filter(
    (one) => number === undefined || one.number === undefined || one.number === number,
  );
  for (const one of over.reverse()) {
    list.splice(list.indexOf(one), 1);
    clearTimeout(one.timer);
    await one.undo();
  }
}

function listOf(account: SandboxAccount): Standing[] {
  const known = standing.get(account);
  if (known) return known;
  const list: Standing[] = [];
  standing.set(account, list);
  account.onStop(() => undoFaults(account));
  // After a reset there is nothing left to restore.
  account.onReset(() => {
    for (const { timer } of list.splice(0)) clearTimeout(timer);
  });
  return list;
}
