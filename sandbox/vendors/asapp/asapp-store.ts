import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { firstAccountId } from "../../state/account";
import { type AsappAccount, firstAccount } from "./asapp-account";
import type { CallTransfer } from "./call-transfer";

interface AsappData {
  accounts: Record<string, AsappAccount>;
  /** Oldest first. */
  transfers: CallTransfer[];
}

/** Old transfers go first; a sandbox needs no archive. */
const maximumTransfers = 1000;

/** Accounts and transfers in one file that survives a restart. */
export class AsappStore {
  readonly #path: string;
  #data: AsappData;

  constructor(folder: string) {
    this.#path = join(folder, "asapp.json");
    this.#data = readData(this.#path);
  }

  account(apiId: string): AsappAccount | undefined {
    return Object.hasOwn(this.#data.accounts, apiId) ? this.#data.accounts[apiId] : undefined;
  }

  /** The AWS account that a customer works for; undefined for a customer that is not there. */
  ownerOf(apiId: string): string | undefined {
    const account = this.account(apiId);
    return account && (account.owner ?? firstAccountId);
  }

  putAccount(account: AsappAccount): void {
    this.#data.accounts[account.apiId] = account;
    this.save();
  }

  deleteAccount(apiId: string): void {
    delete this.#data.accounts[apiId];
    this.save();
  }

  /** Ids are each customer's own. */
  transfer(apiId: string, id: string): CallTransfer | undefined {
    return this.#data.transfers.findLast((one) => one.apiId === apiId && one.id === id);
  }

  /** The last transfer that was given this number, when it is of this account: numbers are lent, and come back. */
  transferOfNumber(owner: string, number: string): CallTransfer | undefined {
    const last = this.#data.transfers.findLast((one) => one.transferTo === number);
    return last && this.ownerOf(last.apiId) === owner ? last : undefined;
  }

  transfers(externalConversationId: string | null): CallTransfer[] {
    return this.#data.transfers.filter(
      (one) => externalConversationId === null || one.externalConversationId === externalConversationId,
    );
  }

  addTransfer(transfer: CallTransfer): void {
    this.#data.transfers.push(transfer);
    if (this.#data.transfers.length > maximumTransfers) this.#data.transfers.shift();
    this.save();
  }

  reset(): void {
    rmSync(this.#path, { force: true });
    this.#data = firstData();
  }

  save(): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.writing`, JSON.stringify(this.#data), { mode: 0o600 });
    renameSync(`${this.#path}.writing`, this.#path);
  }
}

function readData(path: string): AsappData {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return firstData();
  }
  return JSON.parse(text) as AsappData;
}

function firstData(): AsappData {
  const account = firstAccount();
  return { accounts: { [account.apiId]: account }, transfers: [] };
}
