import { randomBytes, randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type AccountOptions,
  type FirstDay,
  firstAccountId,
  openAccount,
  type RunningAccount,
} from "./account";

/** Another account's credentials at the simulated vendors. */
export interface VendorCredentials {
  kore: { botId: string; clientId: string; clientSecret: string; didNumber: string };
  asapp: { apiId: string; apiSecret: string };
}

/** An account beside the first. */
interface AccountRecord {
  accountId: string;
  /** Whoever asked for it: the console's id of a tenant. */
  owner: string;
  accessKeyId: string;
  secretAccessKey: string;
  firstDay: FirstDay;
  vendors: VendorCredentials;
}

interface AccountsFile {
  /** Of the first account; nobody's until somebody claims it. */
  firstOwner?: string;
  others: AccountRecord[];
}

/** Each area has 100 numbers that are kept free for fiction: two for the instance and one for Kore, for 33 accounts. */
const areas = ["212", "303", "312", "404", "415", "503", "617", "713"];
const accountsPerArea = 33;
const mostAccounts = areas.length * accountsPerArea;

/** What the simulated vendors know the first account by, from their own start. */
export const firstVendors: VendorCredentials = {
  kore: {
    botId: "st-sandbox-0001",
    clientId: "cs-sandbox-0001",
    clientSecret: "kore-sandbox-client-secret",
    didNumber: "+12065551118",
  },
  asapp: { apiId: "asapp-sandbox-0001", apiSecret: "asapp-sandbox-api-secret" },
};

/**
 * All accounts of one sandbox, in one file (mode 600). The first one lives in the sandbox's own folder, as when it was the
 * only one; each other has a folder of its own in `accounts/`.
 */
export class AccountList {
  readonly first: RunningAccount;
  readonly #options: AccountOptions;
  readonly #path: string;
  readonly #data: AccountsFile;
  readonly #others = new Map<string, RunningAccount>();

  constructor(options: AccountOptions) {
    this.#options = options;
    this.#path = join(options.dataFolder, "accounts.json");
    this.#data = existsSync(this.#path)
      ? (JSON.parse(readFileSync(this.#path, "utf8")) as AccountsFile)
      : { others: [] };
    this.first = openAccount(options);
    for (const record of this.#data.others) this.#others.set(record.accountId, this.#open(record));
  }

  all(): RunningAccount[] {
    return [this.first, ...this.#others.values()];
  }

  find(accountId: string): RunningAccount | undefined {
    return accountId === this.first.accountId ? this.first : this.#others.get(accountId);
  }

  ofOwner(owner: string): RunningAccount | undefined {
    if (this.#data.firstOwner === owner) return this.first;
    const record = this.#data.others.find((one) => one.owner === owner);
    return record && this.#others.get(record.accountId);
  }

  vendorsOf({ accountId }: RunningAccount): VendorCredentials {
    return this.#data.others.find((one) => one.accountId === accountId)?.vendors ?? firstVendors;
  }

  /** The first account goes to the installation's own first tenant: an owner that it had before is none any more. */
  claimFirst(owner: string): RunningAccount {
    if (this.#data.firstOwner !== owner) {
      this.#data.firstOwner = owner;
      this.#save();
    }
    return this.first;
  }

  /** undefined when there are as many as there can be. */
  add(owner: string): RunningAccount | undefined {
    const index = this.#data.others.length;
    if (index >= mostAccounts) return undefined;
    const record = makeRecord(owner, this.#newId(), index);
    const account = this.#open(record);
    this.#data.others.push(record);
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
    // Where things answer is the same for all, and known only later.
    account.links = this.first.links;
    return account;
  }

  #newId(): string {
    for (;;) {
      const id = String(randomInt(100_000_000_000, 999_999_999_999));
      if (id !== firstAccountId && this.find(id) === undefined) return id;
    }
  }

  #save(): void {
    mkdirSync(this.#options.dataFolder, { recursive: true });
    writeFileSync(`${this.#path}.writing`, JSON.stringify(this.#data), { mode: 0o600 });
    renameSync(`${this.#path}.writing`, this.#path);
  }
}

function makeRecord(owner: string, accountId: string, index: number): AccountRecord {
  const area = areas[Math.floor(index / accountsPerArea)] ?? "";
  const number = (place: number) =>
    `+1${area}55501${String((index % accountsPerArea) * 3 + place).padStart(2, "0")}`;
  const short = accountId.slice(-6);
  return {
    accountId,
    owner,
    accessKeyId: `AKIA${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64url"),
    firstDay: {
      alias: `patchbay-sandbox-${short}`,
      phoneNumbers: [number(0), number(1)],
      salt: `${accountId}:`,
    },
    vendors: {
      kore: {
        botId: `st-sandbox-${short}`,
        clientId: `cs-sandbox-${short}`,
        clientSecret: randomBytes(24).toString("base64url"),
        didNumber: number(2),
      },
      asapp: { apiId: `asapp-sandbox-${short}`, apiSecret: randomBytes(24).toString("base64url") },
    },
  };
}
