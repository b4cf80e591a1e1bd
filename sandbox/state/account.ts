import { AccountState } from "./account-state";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** How far the account's clock is ahead of the machine's. */
export interface ClockState {
  aheadMilliseconds: number;
}

/** One AWS account (and region) of this sandbox: what services share, with or without a request. */
export interface SandboxAccount {
  accountId: string;
  region: string;
  /** What its Connect instance starts with; unique to each account. */
  firstDay: FirstDay;
  /** The account's own time, which a test can move ahead (`PUT /_sandbox/clock`). */
  clock: Clock;
  /** The time of the machine, by which clients sign their requests. */
  wallClock: Clock;
  /** `account.state.service("connect", initial)` is a service's state on disk. */
  state: AccountState;
  /** The main user's keys: allowed everything. */
  rootKey: { accessKeyId: string; secretAccessKey: string };
  /** The key for the sandbox's own routes, here and at the vendors. */
  controlKey: string;
  /** Base addresses, without a trailing slash; known once everything listens. A vendor's by its name, while it runs. */
  links: { awsUrl: string; vendorUrls: Record<string, string> };
  /** How long new resources take to propagate, in milliseconds. */
  settling: { rolePropagationMilliseconds: number; functionUpdateMilliseconds: number };
  /** Work to do when the sandbox stops: end a child, close a store. */
  onStop(work: () => Promise<void> | void): void;
  /** Work to do on `POST /_sandbox/reset`, after the state is back to its first day. */
  onReset(work: () => Promise<void> | void): void;
}

export interface FirstDay {
  alias: string;
  phoneNumbers: readonly string[];
  /** Part of the IDs of initial resources: "" for the first account, whose IDs are those of older sandboxes. */
  salt: string;
}

/** The account that a sandbox has from its start. */
export const firstAccountId = "111122223333";
const firstDay: FirstDay = {
  alias: "patchbay-sandbox",
  phoneNumbers: ["+12065550100", "+12065550101"],
  salt: "",
};

export interface AccountOptions {
  dataFolder: string;
  accountId?: string;
  firstDay?: FirstDay;
  region?: string;
  accessKeyId: string;
  secretAccessKey: string;
  controlKey: string;
  clock?: Clock;
  settling?: Partial<SandboxAccount["settling"]>;
}

export interface RunningAccount extends SandboxAccount {
  stop(): Promise<void>;
  reset(): Promise<void>;
}

export function openAccount(options: AccountOptions): RunningAccount {
  const stops: (() => Promise<void> | void)[] = [];
  const resets: (() => Promise<void> | void)[] = [];
  const state = new AccountState(options.dataFolder);
  const wallClock = options.clock ?? { now: () => Date.now() };
  const ahead = state.service("clock", (): ClockState => ({ aheadMilliseconds: 0 }));
  return {
    accountId: options.accountId ?? firstAccountId,
    region: options.region ?? "us-east-1",
    firstDay: options.firstDay ?? firstDay,
    clock: { now: () => wallClock.now() + ahead.data.aheadMilliseconds },
    wallClock,
    state,
    rootKey: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    controlKey: options.controlKey,
    links: { awsUrl: "", vendorUrls: {} },
    settling: { rolePropagationMilliseconds: 0, functionUpdateMilliseconds: 150, ...options.settling },
    onStop: (work) => void stops.push(work),
    onReset: (work) => void resets.push(work),
    async stop() {
      await Promise.allSettled(stops.map(async (work) => work()));
      state.flush();
    },
    async reset() {
      state.reset();
      for (const work of resets) await work();
    },
  };
}
