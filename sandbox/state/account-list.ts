import { randomBytes, randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { simulatedVendors } from "../vendors/registry";
import type { Customer, SimulatedVendor } from "../vendors/shared/simulated-vendor";
import {
  type AccountOptions,
  type FirstDay,
  firstAccountId,
  openAccount,
  type RunningAccount,
} from "./account";
import { JsonStateFile } from "./state-file";

/** An account other than the first. */
interface AccountRecord {
  accountId: string;
  /** The owner that requested it: the console's ID of a tenant. */
  owner: string;
  accessKeyId: string;
  secretAccessKey: string;
  firstDay: FirstDay;
  /** Its customer at each vendor. */
  vendors: Record<string, Customer>;
}

interface AccountsFile {
  /** Of the first account; absent until an owner claims it. */
  firstOwner?: string;
  others: AccountRecord[];
}

/** Each area has 100 numbers reserved for fiction: two for the instance and one for its voice agents, for 33 accounts. */
const areas = ["212", "303", "312", "404", "415", "503", "617", "713"];
const accountsPerArea = 33;
const maxAccounts = areas.length * accountsPerArea;

/**
 * All accounts of one sandbox, in one file (mode 600). The first one is in the sandbox's own folder, as when it was the
 * only one; each other has a folder of its own in `accounts/`.
 */
export class AccountList {
  readonly first: RunningAccount;
  readonly #options: AccountOptions;
  readonly #file: JsonStateFile<AccountsFile>;
  readonly #others = new Map<string, RunningAccount>();

  constructor(options: AccountOptions) {
    this.#options = options;
    this.#file = new JsonStateFile(join(options.dataFolder, "accounts.json"), () => ({ others: [] }));
    this.first = openAccount(options);
    for (const record of this.#file.data.others) this.#others.set(record.accountId, this.#open(record));
  }

  all(): RunningAccount[] {
    return [this.first, ...this.#others.values()];
  }

  find(accountId: string): RunningAccount | undefined {
    return accountId === this.first.accountId ? this.first : this.#others.get(accountId);
  }

  ofOwner(owner: string): RunningAccount | undefined {
    if (this.#file.data.firstOwner === owner) return this.first;
    const record = this.#file.data.others.find((one) => one.owner === owner);
    return record && this.#others.get(record.accountId);
  }

  /** An account's customer at each vendor. A vendor that was added to the sandbox later gets a customer now. */
  customersOf({ accountId }: RunningAccount): Record<string, Customer> {
    const index = this.#file.data.others.findIndex((one) => one.accountId === accountId);
    const record = this.#file.data.others[index];
    if (!record) return Object.fromEntries(simulatedVendors.map((one) => [one.name, one.firstCustomer]));
    const missing = simulatedVendors.filter(({ name }) => record.vendors[name] === undefined);
    if (missing.length === 0) return record.vendors;
    Object.assign(record.vendors, makeCustomers(missing, accountId, index));
    this.#save();
    return record.vendors;
  }

  /** The first account goes to the installation's own first tenant and replaces an earlier owner. */
  claimFirst(owner: string): RunningAccount {
    if (this.#file.data.firstOwner !== owner) {
      this.#file.data.firstOwner = owner;
      this.#save();
    }
    return this.first;
  }

  /** undefined when the maximum is reached. */
  add(owner: string): RunningAccount | undefined {
    const index = this.#file.data.others.length;
    if (index >= maxAccounts) return undefined;
    const record = makeRecord(owner, this.#newId(), index);
    const account = this.#open(record);
    this.#file.data.others.push(record);
    this.#save();
    this.#others.set(record.accountId, account);
    return account;
  }

  #open({ accountId, accessKeyId, secretAccessKey, firstDay }: AccountRecord): RunningAccount {
    const dataFolder = join(this.#options.dataFolder, "accounts", accountId);
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const account = openAccount({
      ...this.#options,
      ...{ dataFolder, accountId, accessKeyId, secretAccessKey, firstDay },
    });
    // The addresses are the same for all, and known only later.
    account.links = this.first.links;
    return account;
  }

  #newId(): string {
    for (;;) {
      const id = String(randomInt(100_000_000_000, 999_999_999_999));
      if (id !== firstAccountId && this.find(id) === undefined) return id;
    }
  }

  /** Immediately, because the caller keeps the credentials that it gets. */
  #save(): void {
    this.#file.save();
    this.#file.flush();
  }
}

function makeRecord(owner: string, accountId: string, index: number): AccountRecord {
  return {
    accountId,
    owner,
    accessKeyId: `AKIA${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64url"),
    firstDay: {
      alias: `patchbay-sandbox-${accountId.slice(-6)}`,
      phoneNumbers: [numberOf(index, 0), numberOf(index, 1)],
      salt: `${accountId}:`,
    },
    vendors: makeCustomers(simulatedVendors, accountId, index),
  };
}

function makeCustomers(vendors: readonly SimulatedVendor[], accountId: string, index: number) {
  return Object.fromEntries(
    vendors.map((one) => [one.name, one.makeCustomer(accountId.slice(-6), numberOf(index, 2))]),
  );
}

/** One of the three numbers of the `index`th account. */
function numberOf(index: number, place: 0 | 1 | 2): string {
  const area = areas[Math.floor(index / accountsPerArea)] ?? "";
  return `+1${area}55501${String((index % accountsPerArea) * 3 + place).padStart(2, "0")}`;
}
