import { AccountState } from "./account-state";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** One AWS account (and region) of this sandbox: what services share, with or without a request. */
export interface SandboxAccount {
  accountId: string;
  region: string;
  /** What its Connect instance has on the first day, unlike any other account's. */
  firstDay: FirstDay;
  clock: Clock;
  /** `account.state.service("connect", initial)` is a service's memory on disk. */
  state: AccountState;
  /** The main user's keys: may do everything. */
  rootKey: { accessKeyId: string; secretAccessKey: string };
  /** Opens the routes of the sandbox's own, here and at the vendors. */
  controlKey: string;
  /** Base addresses, without a trailing slash; known once everything listens. A vendor's by its name, while it runs. */
  links: { awsUrl: string; vendorUrls: Record<string, string> };
  /** How new things behave while AWS is still spreading the news of them, in milliseconds. */
  settling: { rolePropagationMilliseconds: number; functionUpdateMilliseconds: number };
  /** Work to do when the sandbox stops: end a child, close a store. */
  onStop(work: () => Promise<void> | void): void;
  /** Work to do on `POST /_sandbox/reset`, after the state is back to its first day. */
  onReset(work: () => Promise<void> | void): void;
}

export interface FirstDay {
  alias: string;
  phoneNumbers: readonly string[];
  /** Makes the ids of what is there from the start: "" for the first account, whose ids are those of older sandboxes. */
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
  return {
    accountId: options.accountId ?? firstAccountId,
    region: options.region ?? "us-east-1",
    firstDay: options.firstDay ?? firstDay,
    clock: options.clock ?? { now: () => Date.now() },
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
