import type { ZoomAccount } from "../zoom-account";
import type { ZoomStore } from "../zoom-store";
import type { Undo } from "./call-faults";

/** What restores the accounts that a fault has changed. */
export class StandingFaults {
  readonly #undo = new Map<string, Undo[]>();

  constructor(readonly store: ZoomStore) {}

  keep({ accountId }: ZoomAccount, undo: Undo | undefined): void {
    if (!undo) return;
    this.#undo.set(accountId, [...(this.#undo.get(accountId) ?? []), undo]);
    this.store.save();
  }

  /** As it was before a fault changed it. */
  restore({ accountId }: ZoomAccount): void {
    const all = this.#undo.get(accountId) ?? [];
    this.#undo.delete(accountId);
    for (const undo of all.toReversed()) undo();
    if (all.length > 0) this.store.save();
  }
}
