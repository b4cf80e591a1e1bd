import type { SandboxAccount } from "../../state/account";
import type { LiveCall } from "../live-call";
import type { CallFault, FaultOptions, Undo } from "./call-fault";

interface Standing {
  /** undefined for what every call meets. */
  number: string | undefined;
  undo: Undo;
  timer: NodeJS.Timeout;
}

const maxMs = 10 * 60 * 1000;
const standing = new WeakMap<SandboxAccount, Standing[]>();

/** Begins a call with its fault, after what the last one of the same number changed is undone; returns what to do at its end. */
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

/** Puts the account back as it was: all of it, or what a call to one number may meet. Latest change first. */
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
  // After a reset nothing is left that could be put back.
  account.onReset(() => {
    for (const { timer } of list.splice(0)) clearTimeout(timer);
  });
  return list;
}
