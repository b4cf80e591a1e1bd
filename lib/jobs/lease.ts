import { performance } from "node:perf_hooks";

/** A point in time on both clocks: the monotonic one stands still while a computer sleeps, the other one can be set. */
interface Moment {
  monotonicMs: number;
  wallMs: number;
}

/** The worker isn't, or may not be, the one that has the job anymore: it must change nothing more. */
export class LeaseLost extends Error {
  constructor() {
    super("This worker sent no heartbeat for too long. Another one may have taken its job.");
    this.name = "LeaseLost";
  }
}

export interface Lease {
  workerId: string;
  /** How often this worker was silent for so long that others could have acted for it. Starts at 0, only rises. */
  silences: number;
  /**
   * Rejects with LeaseLost when others may have taken the job. Asks the database only when the last beat is too long
   * ago.
   */
  hold(): Promise<void>;
}

/**
 * What a worker knows of its own beats. Others take a worker for dead by the database's clock; this one can be paused
 * at any point (SIGSTOP, a sleeping laptop, a frozen virtual machine) and not notice, so it looks at its clocks before
 * each change that it makes outside.
 */
export class SlotLease implements Lease {
  silences = 0;
  #confirmed: Moment;
  #isLost = false;

  /**
   * `certainForMs` after a beat no one can have taken the worker for dead. `renew` beats once, and says whether the
   * worker was still on the list.
   */
  constructor(
    readonly workerId: string,
    private readonly certainForMs: number,
    private readonly renew: () => Promise<boolean>,
    private readonly now: () => Moment = readClocks,
  ) {
    this.#confirmed = now();
  }

  /** To be taken before the database is asked: the beat it writes is this old at most. */
  moment(): Moment {
    return this.now();
  }

  confirm(asOf: Moment): void {
    if (asOf.monotonicMs < this.#confirmed.monotonicMs) return;
    if (this.#sinceConfirmed(asOf) > this.certainForMs) this.silences += 1;
    this.#confirmed = asOf;
  }

  lose(): void {
    this.#isLost = true;
  }

  async hold(): Promise<void> {
    if (this.#isLost) throw new LeaseLost();
    if (this.#sinceConfirmed(this.now()) <= this.certainForMs) return;
    const asOf = this.now();
    const isListed = await this.renew().catch(() => false);
    if (!isListed) this.lose();
    else this.confirm(asOf);
    if (this.#isLost) throw new LeaseLost();
  }

  #sinceConfirmed({ monotonicMs, wallMs }: Moment): number {
    return Math.max(monotonicMs - this.#confirmed.monotonicMs, wallMs - this.#confirmed.wallMs);
  }
}

function readClocks(): Moment {
  return { monotonicMs: performance.now(), wallMs: Date.now() };
}
